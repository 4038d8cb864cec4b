import { send } from './send.ts'
import type { Person } from './types.ts'

/** Milliseconds that a login is used again. Access tokens live longer. */
const freshMs = 5 * 60_000

interface Login {
  accessToken: string
  refreshToken: string
  at: number
}

/** Logs people in, each once per server. */
export class Logins {
  readonly #known = new Map<string, Login>()

  /**
   * The access token of a person at a server; none for nobody.
   * @throws Error when the server does not let them in
   */
  async tokenOf(url: string, { id, login }: Person): Promise<string | undefined> {
    if (!login) return undefined
    const key = `${url} ${id}`
    const known = this.#known.get(key)
    if (known && Date.now() - known.at < freshMs) return known.accessToken
    const fresh = await logIn(url, login)
    this.#known.set(key, fresh)
    return fresh.accessToken
  }
}

/** @throws Error when the server does not let them in */
export async function logIn(url: string, login: { email: string; password: string }): Promise<Login> {
  const { status, body } = await send(url, 'POST', {
    target: '/api/v1/auth/login',
    headers: [],
    body: JSON.stringify(login),
  })
  if (status !== 200) throw new Error(`${login.email} could not log in: ${status}. ${detailOf(body)}`)
  const { accessToken, refreshToken }: { accessToken: string; refreshToken: string } = JSON.parse(body)
  return { accessToken, refreshToken, at: Date.now() }
}

/** What a problem says for people. */
export function detailOf(body: string): string {
  return /"detail":\s*"([^"]*)"/.exec(body)?.[1] ?? ''
}
