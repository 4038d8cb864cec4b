import { tokenPairSchema } from '@backend-rosetta/contract/auth'
import { type Answer, type Call, call } from './client.ts'

/** Somebody who is signed in, and signs in again when their token is no longer good. */
export interface Session {
  /** The access token that was good last. */
  token(): string | undefined
  send(request: Omit<Call, 'token'>): Promise<Answer>
}

export function createSession(baseUrl: string, account: { email: string; password: string }): Session {
  const { email, password } = account
  let token: string | undefined
  async function signIn(): Promise<Answer> {
    const answer = await call(baseUrl, { method: 'POST', path: '/auth/login', body: { email, password } })
    const pair = tokenPairSchema.safeParse(answer.body)
    token = pair.success ? pair.data.accessToken : undefined
    return answer
  }
  return {
    token: () => token,
    async send(request) {
      if (token === undefined) {
        const answer = await signIn()
        if (token === undefined) return answer
      }
      const answer = await call(baseUrl, { ...request, ...(token && { token }) })
      // The next try signs in: after a jump of the clock that is what a client has to do.
      if (answer.status === 401) token = undefined
      return answer
    },
  }
}

/** Worth another try: nothing came, not now, not with this token any more, or the first try is still under way. */
export function isPassing({ status, outline }: Answer): boolean {
  return [0, 401, 429, 503].includes(status) || outline === '409 idempotency_in_progress'
}
