import { setTimeout as delay } from 'node:timers/promises'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import { PASSWORD } from '../fixtures/actors.ts'
import type { Answer } from '../http/exchange.ts'

const body = (email: string, overrides: object = {}) => ({
  email,
  password: PASSWORD,
  name: 'Ada',
  ...overrides,
})

/** Each one is no email address. */
const notEmails = [
  'plain',
  '@example.com',
  'a@',
  'a b@example.com',
  'a@example',
  'a@b@example.com',
  'a@exa mple.com',
]

const tooLong = `${'a'.repeat(64)}@${`${'b'.repeat(63)}.`.repeat(3)}com`

const core = defineChecks('ACC-1', { level: 'core' }, (check) => {
  check('ACC-1.1', 'registration makes an active customer and says where it is', async (t) => {
    const email = `${t.unique('new')}@contract.example`
    const answer = await t.anonymous.call('registerUser', { body: body(email, { name: 'Ada Lovelace' }) })
    const user = t.status(answer, 201)
    const expected = { email, name: 'Ada Lovelace', role: 'customer', active: true, version: 1 } as const
    t.expect(user).includes(expected, 'the new user is what was asked for')
    t.header(answer, 'Location', `/api/v1/users/${user.id}`)
    t.header(answer, 'ETag', '"1"')
  })

  check('ACC-1.2', 'the email is trimmed and lower-cased, the name trimmed', async (t) => {
    const name = t.unique('Mixed')
    const sent = body(`  ${name}@Contract.EXAMPLE `, { name: '  Ada King ' })
    const user = t.status(await t.anonymous.call('registerUser', { body: sent }), 201)
    t.expect(user.email).equals(`${name}@contract.example`.toLowerCase(), 'the email is normalised')
    t.expect(user.name).equals('Ada King', 'the name is trimmed')
  })

  check('ACC-1.3', 'no answer holds the password or a hash', async (t) => {
    const email = `${t.unique('secret')}@contract.example`
    const answer = await t.anonymous.call('registerUser', { body: body(email) })
    t.status(answer, 201)
    t.expect(answer.text).satisfies((text) => !text.includes(PASSWORD), 'the password is not in the answer')
    t.expect(answer.text).satisfies(
      (text) => !/\$argon2|\$2[aby]\$|"\w*hash"/i.test(text),
      'no hash is in the answer',
    )
  })

  check('ACC-1.4', 'a taken email is refused whatever its case', async (t) => {
    const { email } = await t.customer()
    for (const variant of [email, email.toUpperCase(), ` ${email} `]) {
      t.problem(await t.anonymous.call('registerUser', { body: body(variant) }), 'email_taken')
    }
  })

  check('ACC-1.5', 'a password has 12 to 128 characters', async (t) => {
    const register = (password: string) =>
      t.anonymous.call('registerUser', { body: body(`${t.unique('pw')}@contract.example`, { password }) })
    t.faults(await register('x'.repeat(11)), [{ pointer: '/password', code: 'too_short' }])
    t.status(await register('x'.repeat(12)), 201)
    t.status(await register('x'.repeat(128)), 201)
    t.faults(await register('x'.repeat(129)), [{ pointer: '/password', code: 'too_long' }])
  })

  check('ACC-1.6', 'a name has 1 to 100 characters after trimming', async (t) => {
    const register = (name: string) =>
      t.anonymous.call('registerUser', { body: body(`${t.unique('name')}@contract.example`, { name }) })
    t.faults(await register('   '), [{ pointer: '/name', code: 'too_short' }])
    t.status(await register('A'), 201)
    t.status(await register(` ${'A'.repeat(100)} `), 201)
    t.faults(await register('A'.repeat(101)), [{ pointer: '/name', code: 'too_long' }])
  })

  check('ACC-1.7', 'an email has at most 254 characters', async (t) => {
    const answer = await t.anonymous.call('registerUser', { body: body(tooLong) })
    t.fault(answer, { in: 'body', pointer: '/email', code: 'too_long' })
  })

  check('ACC-1.8', 'what is no email is refused', async (t) => {
    for (const email of notEmails) {
      const answer = await t.anonymous.call('registerUser', { body: body(email) })
      t.faults(answer, [{ in: 'body', pointer: '/email', code: 'invalid_format' }])
    }
  })

  check('ACC-1.9', 'a refused registration leaves the email free', async (t) => {
    const email = `${t.unique('again')}@contract.example`
    t.problem(
      await t.anonymous.call('registerUser', { body: body(email, { name: '' }) }),
      'validation_failed',
    )
    t.status(await t.anonymous.call('registerUser', { body: body(email) }), 201)
  })
})

const reliable = defineChecks('ACC-1', { level: 'reliable' }, (check) => {
  check('ACC-1.10', 'of 6 parallel registrations of one email exactly one wins', async (t) => {
    // Connections that are not open yet put the first requests one behind the other.
    for (let round = 1; round <= 3; round++) {
      const { won, lost } = await race(t)
      for (const answer of lost) t.problem(answer, 'email_taken')
      t.expect(won.length).equals(1, 'one registration wins')
    }
  })
})

const atOnce = defineChecks('ACC-1', { level: 'reliable', needs: ['process', 'database'] }, (check) => {
  check('ACC-1.11', 'of 6 that reach the database at the same moment at most one wins', async (t) => {
    const { database, t: ofServer } = await t.server.launch()
    await Promise.all(Array.from({ length: 6 }, () => ofServer.anonymous.call('listProducts')))
    const { milliseconds } = await ofServer.anonymous.call('registerUser', {
      body: body(`${t.unique('first')}@contract.example`),
    })
    database.hold()
    const racing = race(ofServer)
    // Hashing takes its time, longer where there are fewer processors; no server has to wait for its database forever.
    await delay(Math.min(6 * milliseconds, 1000), undefined, { signal: t.signal })
    database.release()
    const { won, lost } = await racing
    for (const answer of lost) if (answer.status !== 503) t.problem(answer, 'email_taken')
    t.expect(won.length).isBetween(0, 1, 'registrations that win')
  })
})

type Registration = Answer<'registerUser'>

async function race(t: Context): Promise<{ won: Registration[]; lost: Registration[] }> {
  const email = `${t.unique('race')}@contract.example`
  const variants = Array.from({ length: 6 }, (_, index) => (index % 2 ? email.toUpperCase() : email))
  const answers = await Promise.all(
    variants.map((variant) => t.anonymous.call('registerUser', { body: body(variant) })),
  )
  const { won = [], lost = [] } = Object.groupBy(answers, ({ status }) => (status === 201 ? 'won' : 'lost'))
  return { won, lost }
}

export const checks = [...core, ...reliable, ...atOnce]
