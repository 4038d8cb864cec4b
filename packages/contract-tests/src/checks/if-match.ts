import { type Check, defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import type { Answer } from '../http/exchange.ts'
import { current, type Kind, kinds, type Subject, stateOf } from './subjects.ts'

/** What holds for a PATCH of anything with a version, with numbers from `first`. */
function patches(kind: Kind, first: number): Check[] {
  const { name, operation } = kind
  const id = (place: number) => `VER-2.${first + place}` as const
  const core = defineChecks('VER-2', { level: 'core' }, (check) => {
    check(id(0), `${operation} without If-Match is refused and changes nothing`, async (t) => {
      const subject = await kind.shared(t)
      await unchanged(t, subject, async () => {
        t.problem(await subject.patch(1), 'precondition_required')
        t.problem(await subject.patchWith({}), 'precondition_required')
      })
    })

    check(id(1), `${operation} with a version that is not the present one is refused`, async (t) => {
      const subject = await kind.shared(t)
      const { version } = await current(t, subject)
      for (const given of [
        `"${version + 1}"`,
        '"0"',
        `"${version}0"`,
        `"${version - 1}", "${version + 1}"`,
      ]) {
        await unchanged(t, subject, async () =>
          t.problem(await subject.patch(1, given), 'precondition_failed'),
        )
      }
    })

    check(id(2), `${operation} takes no weak or malformed ETag`, async (t) => {
      const subject = await kind.shared(t)
      const { etag, version } = await current(t, subject)
      for (const given of [
        `W/${etag}`,
        `${version}`,
        `'${version}'`,
        '"*"',
        `"${version}`,
        `W/${etag}, "0"`,
      ]) {
        await unchanged(t, subject, async () =>
          t.problem(await subject.patch(1, given), 'precondition_failed'),
        )
      }
    })

    check(id(3), `${operation} takes the ETag, a list that has it, and *`, async (t) => {
      const subject = await kind.fresh(t)
      let { etag } = await current(t, subject)
      const forms = [etag, () => `"0", ${etag},"x"`, () => `W/"0",${etag}`, '*']
      for (const [number, form] of forms.entries()) {
        const changed = stateOf(t, await subject.patch(number, typeof form === 'string' ? form : form()))
        t.expect(changed.etag === etag).equals(false, 'the ETag changes')
        etag = changed.etag
      }
    })

    check(id(4), `a version of ${name} can be changed once`, async (t) => {
      const subject = await kind.fresh(t)
      const { etag } = await current(t, subject)
      t.status(await subject.patch(1, etag), 200)
      await unchanged(t, subject, async () => t.problem(await subject.patch(2, etag), 'precondition_failed'))
    })
  })
  const racing = defineChecks('VER-2', { level: 'reliable' }, (check) => {
    check(id(5), `of 8 parallel changes of ${name} with one ETag exactly one wins`, async (t) => {
      const subject = await kind.fresh(t)
      for (let round = 1; round <= 3; round++) {
        const { etag } = await current(t, subject)
        const answers = await Promise.all(eight((number) => subject.patch(10 * round + number, etag)))
        const winner = onlyWinner(t, answers)
        t.expect(await current(t, subject)).equals(
          stateOf(t, winner),
          'what is stored is the change of the winner',
        )
      }
    })
  })
  return [...core, ...racing]
}

const deleting = defineChecks('VER-2', { level: 'core' }, (check) => {
  check('VER-2.51', 'a product is not archived against its version', async (t) => {
    const { id, version } = await t.product()
    const admin = t.as(t.admin)
    const remove = (ifMatch: string) => admin.call('deleteProduct', { path: { id }, ifMatch })
    for (const given of [`"${version + 1}"`, `W/"${version}"`, `${version}`]) {
      t.problem(await remove(given), 'precondition_failed')
    }
    t.status(await t.anonymous.call('getProduct', { path: { id } }), 200)
    t.status(await remove(`"${version}"`), 204)
    t.problem(await t.anonymous.call('getProduct', { path: { id } }), 'not_found')
  })

  check('VER-2.52', 'an account is not deleted against its version', async (t) => {
    const { id } = await t.freshCustomer()
    const admin = t.as(t.admin)
    const { version } = t.status(await admin.call('getUser', { path: { id } }), 200)
    const remove = (ifMatch: string) => admin.call('deleteUser', { path: { id }, ifMatch })
    t.problem(await remove(`"${version + 1}"`), 'precondition_failed')
    t.status(await admin.call('getUser', { path: { id } }), 200)
    t.status(await remove(`"${version}"`), 204)
    t.problem(await admin.call('getUser', { path: { id } }), 'not_found')
  })
})

const commanding = defineChecks('VER-2', { level: 'core' }, (check) => {
  const commands = [
    [61, 'cancelOrder', 'confirmed', { reason: 'Ordered by mistake' }],
    [62, 'shipOrder', 'confirmed', { carrier: 'Royal Mail', trackingNumber: 'RM123456785GB' }],
    [63, 'deliverOrder', 'shipped', {}],
  ] as const
  for (const [number, operation, status, body] of commands) {
    check(`VER-2.${number}`, `${operation} honours If-Match`, async (t) => {
      const buyer = await t.customer()
      const order = await t.order(buyer, { status })
      const path = { id: order.id }
      const send = (ifMatch: string) => t.as(t.admin).call(operation, { path, body, ifMatch })
      for (const given of [`"${order.version + 1}"`, `W/"${order.version}"`, 'x']) {
        t.problem(await send(given), 'precondition_failed')
      }
      const read = t.status(await t.as(buyer).call('getOrder', { path }), 200)
      t.expect(read).equals(order, 'the order is as it was')
      t.status(await send(`"${order.version}"`), 200)
    })
  }
})

const racingCommands = defineChecks('VER-2', { level: 'reliable' }, (check) => {
  check('VER-2.71', 'of 8 parallel commands with one ETag exactly one wins', async (t) => {
    const { id, version } = await t.order(await t.customer())
    const body = (number: number) => ({ carrier: 'Royal Mail', trackingNumber: `RM${number}` })
    const options = { path: { id }, ifMatch: `"${version}"` }
    const ship = (number: number) => t.as(t.admin).call('shipOrder', { ...options, body: body(number) })
    const winner = onlyWinner(t, await Promise.all(eight(ship)))
    const read = await t.as(t.admin).call('getOrder', { path: { id } })
    t.expect(stateOf(t, read).body).equals(stateOf(t, winner).body, 'the order is that of the winner')
  })
})

/** Fails unless what `attempt` tried left the subject as it was. */
async function unchanged(t: Context, subject: Subject, attempt: () => Promise<unknown>): Promise<void> {
  const before = await current(t, subject)
  await attempt()
  t.expect(await current(t, subject)).equals(before, 'nothing changed')
}

function eight<T>(send: (number: number) => T): T[] {
  return Array.from({ length: 8 }, (_, index) => send(index + 1))
}

/** The one answer of success; all others have to be 412. */
function onlyWinner(t: Context, answers: readonly Answer[]): Answer {
  const [winner, ...surplus] = answers.filter(({ status }) => status === 200)
  t.expect(surplus.length + (winner ? 1 : 0)).equals(1, 'exactly one wins')
  for (const answer of answers) if (answer !== winner) t.problem(answer, 'precondition_failed')
  return winner ?? t.fail('exactly one wins')
}

export const checks = [
  ...kinds.flatMap((kind, index) => patches(kind, 1 + 10 * index)),
  ...deleting,
  ...commanding,
  ...racingCommands,
]
