import { gather } from './gather.ts'
import { type Sql, sql } from './sql.ts'

/** Says on a channel of PostgreSQL where there may be something new. */
export type Notify = (channel: string, payload: string) => void

/**
 * NOTIFY inside of a transaction lets all such transactions of a database commit one after the other, each with its
 * wait for the disk. So it is said when they have committed, in one statement for all that happened meanwhile, which
 * waits for no disk. A process that dies in between has said nothing: whoever listens looks from time to time anyway.
 */
export function createNotifier(send: (statement: Sql) => Promise<unknown>): Notify {
  // #region notify
  const announce = gather<News>(async (news) => {
    const channels = news.map(({ channel }) => channel)
    const payloads = news.map(({ payload }) => payload)
    await send(sql`
      select set_config('synchronous_commit', 'off', true), pg_notify(channel, payload)
      from (select distinct * from unnest(${channels}::text[], ${payloads}::text[])) as news (channel, payload)`)
  })
  // #endregion

  return (channel, payload) => {
    announce({ channel, payload }).catch(ignore)
  }
}

interface News {
  channel: string
  payload: string
}

function ignore(): void {
  // Without a database there is nobody to hear it.
}
