import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import { logIn } from './login.ts'
import { registration } from './samples.ts'

export const checks = defineChecks('HTTP-14', { level: 'core' }, (check) => {
  check('HTTP-14.11', 'a password is taken as it is: blanks, NUL, any script', async (t) => {
    const password = '  pässwörd\u0000\n😀 שלום\t '
    const email = await registered(t, password)
    t.status(await logIn(t, email, password), 200)
    t.problem(await logIn(t, email, password.trim()), 'invalid_credentials')
    t.problem(await logIn(t, email, '  pässwörd'), 'invalid_credentials')
  })

  check('HTTP-14.12', 'every character of a long password counts', async (t) => {
    const password = '😀'.repeat(127)
    const email = await registered(t, `${password}a`)
    t.problem(await logIn(t, email, `${password}b`), 'invalid_credentials')
    t.status(await logIn(t, email, `${password}a`), 200)
  })

  check('HTTP-14.13', 'a password is measured in code points', async (t) => {
    const register = (password: string) =>
      t.anonymous.call('registerUser', { body: { ...registration(t), password } })
    t.faults(await register('😀'.repeat(11)), [{ pointer: '/password', code: 'too_short' }])
    t.faults(await register('😀'.repeat(129)), [{ pointer: '/password', code: 'too_long' }])
    t.status(await register('😀'.repeat(12)), 201)
  })
})

async function registered(t: Context, password: string): Promise<string> {
  const body = { ...registration(t), password }
  return t.status(await t.anonymous.call('registerUser', { body }), 201).email
}
