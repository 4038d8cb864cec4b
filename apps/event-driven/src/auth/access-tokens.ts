import { jwtVerify, SignJWT } from 'jose'
import * as z from 'zod'
import { DomainError } from '../problems.ts'

const algorithm = 'HS256'
const issuer = 'backend-rosetta'
const audience = 'order-api'
const claimsSchema = z.object({ sid: z.uuid(), exp: z.number() })

type Claims = z.infer<typeof claimsSchema>

const maxVerified = 10_000

interface Options {
  secret: string
  ttlSeconds: number
  clock: () => Date
}

export type AccessTokens = ReturnType<typeof createAccessTokens>

/** Signed tokens that name a login. What its user may do is looked up each time and never taken from the token. */
export function createAccessTokens({ secret, ttlSeconds, clock }: Options) {
  const key = crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign', 'verify'],
  )

  // A signature that was right stays right: only what changes with time is looked at again.
  const verified = new Map<string, Claims>()

  async function claimsOf(token: string): Promise<Claims> {
    const known = verified.get(token)
    if (known) return known
    const options = { algorithms: [algorithm], issuer, audience, currentDate: clock() }
    const { payload } = await jwtVerify(token, await key, options)
    const claims = claimsSchema.parse(payload)
    if (verified.size >= maxVerified) verified.clear()
    verified.set(token, claims)
    return claims
  }

  return {
    ttlSeconds,

    async sign(userId: string, sessionId: string): Promise<string> {
      const now = Math.floor(clock().getTime() / 1000)
      return new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: algorithm })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(now + ttlSeconds)
        .sign(await key)
    },

    /** The id of the login. Throws `invalid_token`. */
    async verify(token: string): Promise<string> {
      const claims = await claimsOf(token).catch(() => undefined)
      if (!claims || claims.exp * 1000 <= clock().getTime()) throw new DomainError({ code: 'invalid_token' })
      return claims.sid
    },
  }
}
