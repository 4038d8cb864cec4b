import type { Running } from './apps-bar.ts'
import { Logins } from './people.ts'
import { personOf, prepare, sharedValues } from './preparation.ts'
import { placeholdersOf, toRequest } from './request.ts'
import { send } from './send.ts'
import type { Answer, Draft, Person } from './types.ts'

const logins = new Logins()

/** Sends the same request to several apps at the same time, each with a login and ids of its own. */
export async function sendToAll(
  apps: readonly Running[],
  { method, draft }: { method: string; draft: Draft },
  people: readonly Person[],
): Promise<Answer[]> {
  const shared = sharedValues()
  const names = placeholdersOf(draft)
  return Promise.all(
    apps.map(async ({ name, url }): Promise<Answer> => {
      const desk = { url, logins, people }
      try {
        const values = await prepare(desk, draft, names, shared)
        const token = await logins.tokenOf(url, personOf(desk, draft.as))
        return { app: name, ...(await send(url, method, toRequest(draft, values), token)) }
      } catch (error) {
        return { app: name, failure: error instanceof Error ? error.message : String(error) }
      }
    }),
  )
}
