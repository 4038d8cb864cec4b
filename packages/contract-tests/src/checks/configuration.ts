import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { Environment } from '../target.ts'

const wrong = {
  PORT: 'http',
  DATABASE_URL: 'not a url',
  PAYMENT_GATEWAY_URL: 'ftp://gateway.example',
} as const

const secret = 'b7c1f2d04a524c7e9a6c4a5f3f0e9b11d8e6a0c2'

export const checks = defineChecks(
  'OPS-6',
  { level: 'ops', needs: ['process'], timeout: 60_000 },
  (check) => {
    for (const [number, name] of [
      [1, 'DATABASE_URL'],
      [2, 'PAYMENT_GATEWAY_URL'],
    ] as const) {
      check(`OPS-6.${number}`, `without ${name} the start ends with a message that names it`, async (t) => {
        await refuses(t, { [name]: undefined }, [name])
      })
    }

    check('OPS-6.3', 'a wrong value ends the start with a message that names its variable', async (t) => {
      await refuses(t, { PORT: '65536' }, ['PORT'])
    })

    check('OPS-6.4', 'one message names every variable that is wrong', async (t) => {
      await refuses(t, wrong, Object.keys(wrong))
    })

    check('OPS-6.5', 'production needs a secret', async (t) => {
      const env = { NODE_ENV: 'production', JWT_SECRET: undefined }
      await refuses(t, env, ['JWT_SECRET'])
    })

    check('OPS-6.6', 'production takes no placeholder for a secret', async (t) => {
      for (const JWT_SECRET of ['change-me-change-me-change-me-change-me', 'secret']) {
        await refuses(t, { NODE_ENV: 'production', JWT_SECRET }, ['JWT_SECRET'])
      }
    })

    check('OPS-6.7', 'production starts with a secret of its own', async (t) => {
      const server = await t.server.launch({ env: { NODE_ENV: 'production', JWT_SECRET: secret } })
      const customer = await server.t.customer()
      server.t.status(await server.t.as(customer).call('getMe'), 200)
    })

    check('OPS-6.8', 'a missing secret and a wrong value are named together in production', async (t) => {
      const env = { ...wrong, NODE_ENV: 'production', JWT_SECRET: undefined }
      await refuses(t, env, [...Object.keys(wrong), 'JWT_SECRET'])
    })
  },
)

/** Fails unless the server gives up by itself and its output names each of these variables. */
async function refuses(t: Context, env: Environment, names: readonly string[]): Promise<void> {
  const { code, signal, output } = await t.server.fail(env)
  const setting = Object.entries(env).map(([name, value]) => `${name}=${value ?? '(absent)'}`)
  const received = `${signal ?? code} after:\n${output.trim().slice(-1000) || '(nothing)'}`
  if (signal !== null || code === 0 || code === null) {
    t.fail(`with ${setting.join(' ')} the start ends with an error`, {
      expected: 'an exit code above 0',
      received,
    })
  }
  const missing = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(output))
  if (missing.length > 0) {
    t.fail(`with ${setting.join(' ')} the message names ${missing.join(', ')}`, { received })
  }
}
