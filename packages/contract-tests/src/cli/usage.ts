import { levels } from '@backend-rosetta/contract/levels'

/** What `--help` shows. */
export function usage(appNames: readonly string[]): string {
  const apps = appNames.length > 0 ? ` | ${appNames.join(' | ')}` : ''
  return `Holds a server to the contract of the order API.

Usage
  rosetta-contract --url <origin>${apps} [options]
  rosetta-contract list [--level …] [--only …] [--grep …] [--json]

Target
  --url <origin>             where the server listens; several times for several instances on one database
  --admin-email <email>      an account of role admin
  --admin-password <text>    its password; or in the variable ROSETTA_ADMIN_PASSWORD
  --gateway-url <origin>     the payment gateway that the server uses (rosetta-gateway)
  --command "<program …>"    starts servers, for checks of start-up, shutdown and crashes; alone, instead of --url.
                             The server gets PORT and the variables of this shell
  --database-url <url>       handed to these servers as DATABASE_URL by way of a proxy that can cut the connection

Selection
  --level <level>            ${levels.join(', ')}: this level and all before it (default ${levels.at(-1)})
  --only <id,…>              checks (ORD-3.2) or whole clauses (ORD-3)
  --grep <pattern>           checks whose id or title matches this regular expression

Results
  --baseline <file>          ids of checks that are known not to pass; fails also when one of them passes
  --update-baseline          writes the file of --baseline from this run
  --deviations <file>        JSON: { "OPS-2": "why this server does not keep it" }
  --report <kind>=<path>     json, junit or html; several times

Run
  --concurrency <n>          checks at the same time (default 12)
  --seed <n>                 repeats the order of an earlier run
  --retries <n>              runs a check that does not pass up to n times more, by itself, when all others are done;
                             passed then, it is flaky and counts as kept (default: 1 for what was only late or
                             answered 503 with Retry-After, 0 for all else)
  --bail                     stops after the first check that does not pass
  --keep                     leaves the products and accounts of the run, to repeat requests on them
  --help, --version

Exit codes: 0 kept, 1 not kept, 2 wrong usage, 3 the target cannot be tested, 130 interrupted.
`
}
