import { defineChecks } from '../check.ts'
import type { Context, ExtraServer } from '../context.ts'
import type { Answer } from '../http/exchange.ts'

/** More than any server may work on, however fast it takes them in. */
const CROWD = 600
const MOST_AT_WORK = 500
/** Milliseconds: a refusal does not wait until the database has been silent for too long (OPS-1). */
const AT_ONCE = 1400

export const checks = defineChecks(
  'OPS-8',
  { level: 'ops', needs: ['process', 'database'], timeout: 40_000 },
  (check) => {
    check(
      'OPS-8.1',
      'requests beyond what it can work on are refused at once, the others answered',
      async (t) => {
        const server = await t.server.launch()
        const expected = [CROWD - MOST_AT_WORK, CROWD] as const
        // The suite may be the one that is slow.
        await t.poll(
          async () => t.expect(await refusedAtOnce(server)).isBetween(...expected, 'refused at once'),
          { within: 15_000, every: 1000 },
        )
        server.t.status(await server.t.anonymous.call('listProducts'), 200)
        server.t.status(await server.t.anonymous.call('getReadiness'), 200)
      },
    )
  },
)

/** Sends a crowd while the database is silent, and counts. Fails where an answer is neither good nor a refusal. */
async function refusedAtOnce({ t, database }: ExtraServer): Promise<number> {
  database.hold()
  const answers = Array.from({ length: CROWD }, () => t.anonymous.call('listProducts'))
  await Promise.race(answers)
  t.status(await t.anonymous.call('getLiveness'), 200)
  database.release()
  const refused = (await Promise.all(answers)).filter(({ status }) => status !== 200)
  for (const answer of refused) expectRefusal(t, answer)
  return refused.filter(({ milliseconds }) => milliseconds < AT_ONCE).length
}

function expectRefusal(t: Context, answer: Answer): void {
  t.problem(answer, 'unavailable')
  t.header(answer, 'Retry-After', /^[1-9]\d*$/)
}
