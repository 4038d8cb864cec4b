import * as z from 'zod'

/** The secret of a development server. Production refuses it, as it refuses everything that looks like it. */
const developmentSecret = 'development-only-change-me-in-production'
const placeholder = /change.?me|development|example|placeholder|insert|your[-_ ]|(.)\1{15}/i

const port = wholeNumber(1, 65_535)
const seconds = wholeNumber(1, 31_536_000)

const variables = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3002),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }),
  DATABASE_POOL_SIZE: wholeNumber(1, 1000).default(10),
  MAX_CONCURRENT_REQUESTS: wholeNumber(1, 500).default(200),
  PAYMENT_GATEWAY_URL: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }),
  JWT_SECRET: z.string().min(32, 'must have at least 32 characters'),
  ACCESS_TOKEN_TTL_SECONDS: seconds.default(900),
  REFRESH_TOKEN_TTL_SECONDS: seconds.default(2_592_000),
  LOGIN_MAX_FAILURES: wholeNumber(1, 1_000_000).default(10),
  LOGIN_WINDOW_SECONDS: seconds.default(60),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((origin) => origin.trim() || [])),
})

export type Env = z.infer<typeof variables>

export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}

/** The configuration, parsed once at start. Throws a `ConfigurationError` that names every faulty variable. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const production = given['NODE_ENV'] === 'production'
  if (!production) given['JWT_SECRET'] ??= developmentSecret

  const parsed = variables.safeParse(given)
  const faults = new Map(parsed.error?.issues.map((issue) => [String(issue.path[0]), issue.message]))
  for (const name of faults.keys()) if (given[name] === undefined) faults.set(name, 'is missing')
  if (production && placeholder.test(given['JWT_SECRET'] ?? '')) {
    faults.set('JWT_SECRET', 'is a placeholder: production needs a secret of its own')
  }
  if (parsed.success && faults.size === 0) return parsed.data
  throw new ConfigurationError(
    ['The configuration in the environment is not usable:', ...[...faults].map(line)].join('\n'),
  )
}

function line([name, fault]: [string, string]): string {
  return `  ${name} ${fault}`
}

function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message)
}
