import { defineChecks, oncePerRun } from '../check.ts'
import type { Context } from '../context.ts'
import { logIn } from './login.ts'

const wrong = 'not the right password'

const limits = defineChecks('ACC-3', { level: 'secure' }, (check) => {
  check('ACC-3.1', 'after 10 failed logins even the right password has to wait', async (t) => {
    const { email, password } = await locked(t)
    const answer = await logIn(t, email, password)
    t.problem(answer, 'rate_limited')
    const seconds = Number(t.header(answer, 'Retry-After', /^\d+$/))
    t.expect(seconds).isBetween(1, 3600, 'Retry-After is in seconds')
  })

  check('ACC-3.2', 'the limit holds for the email, whatever its case', async (t) => {
    const { email, password } = await locked(t)
    t.problem(await logIn(t, ` ${email.toUpperCase()}`, password), 'rate_limited')
  })

  check('ACC-3.3', 'other emails are not affected', async (t) => {
    await locked(t)
    const { email, password } = await t.customer()
    t.status(await logIn(t, email, password), 200)
  })

  check('ACC-3.4', '9 failed logins do not lock', async (t) => {
    const { email, password } = await t.freshCustomer()
    await fail(t, email, 9)
    t.status(await logIn(t, email, password), 200)
  })

  check('ACC-3.5', 'an email without an account is limited as well', async (t) => {
    const email = `${t.unique('nobody')}@contract.example`
    await fail(t, email, 10)
    t.problem(await logIn(t, email, wrong), 'rate_limited')
  })

  check('ACC-3.6', 'the limit comes before the schema', async (t) => {
    const { email } = await locked(t)
    t.problem(await t.anonymous.call('logIn', { body: { email, surplus: true } }), 'rate_limited')
  })

  check('ACC-3.8', 'a token that was given out before goes on working', async (t) => {
    const customer = await t.freshCustomer()
    t.status(await t.as(customer).call('getMe'), 200)
    await fail(t, customer.email, 10)
    t.status(await t.as(customer).call('getMe'), 200)
  })
})

const racing = defineChecks('ACC-3', { level: 'reliable' }, (check) => {
  check('ACC-3.7', 'parallel guesses do not get past the limit', async (t) => {
    const email = `${t.unique('guess')}@contract.example`
    const answers = await Promise.all(Array.from({ length: 16 }, () => logIn(t, email, wrong)))
    for (const answer of answers)
      t.problem(answer, answer.status === 429 ? 'rate_limited' : 'invalid_credentials')
    const told = answers.filter(({ status }) => status === 401).length
    t.expect(told).isBetween(1, 10, 'at most 10 guesses are told to be wrong')
  })
})

/** An account of this run whose logins have failed 10 times. Nobody else logs in with it. */
const locked = oncePerRun(async (t) => {
  const customer = await t.freshCustomer()
  await fail(t, customer.email, 10)
  return customer
})

async function fail(t: Context, email: string, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1)
    t.problem(await logIn(t, email, wrong), 'invalid_credentials')
}

export const checks = [...limits, ...racing]
