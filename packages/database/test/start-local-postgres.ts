// A process that starts a PostgreSQL and stays, for tests that kill it. Writes the URL to its standard output.
import { startLocalPostgres } from '../src/local-postgres.ts'

const dataDir = process.argv[2]
const server = await startLocalPostgres(dataDir === undefined ? {} : { dataDir })
process.stdout.write(`${server.serverUrl}\n`)
setInterval(() => undefined, 60_000)
