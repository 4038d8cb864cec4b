import { Injectable } from '@nestjs/common'
import { ConfigService } from '@nestjs/config'
import { JwtService } from '@nestjs/jwt'
import * as z from 'zod'
import { Clock } from '../clock.ts'
import type { Env } from '../env.ts'
import { DomainError } from '../problems.ts'

const claimsSchema = z.object({ sid: z.uuid(), exp: z.number() })

type Claims = z.infer<typeof claimsSchema>

const maxVerified = 10_000

/** Signed tokens that name a login. What its user may do is looked up each time and never taken from the token. */
@Injectable()
export class AccessTokens {
  readonly ttlSeconds: number
  // A signature that was right stays right: only what changes with time is looked at again.
  private readonly verified = new Map<string, Claims>()

  constructor(
    private readonly jwt: JwtService,
    private readonly clock: Clock,
    config: ConfigService<Env, true>,
  ) {
    this.ttlSeconds = config.get('ACCESS_TOKEN_TTL_SECONDS', { infer: true })
  }

  sign(userId: string, sessionId: string): string {
    const iat = this.now()
    return this.jwt.sign({ sub: userId, sid: sessionId, iat, exp: iat + this.ttlSeconds })
  }

  /** The id of the login. Throws `invalid_token`. */
  verify(token: string): string {
    const claims = this.claimsOf(token)
    if (!claims || claims.exp <= this.now()) throw new DomainError({ code: 'invalid_token' })
    return claims.sid
  }

  private claimsOf(token: string): Claims | undefined {
    const known = this.verified.get(token)
    if (known) return known
    try {
      const claims = claimsSchema.parse(this.jwt.verify(token, { clockTimestamp: this.now() }))
      if (this.verified.size >= maxVerified) this.verified.clear()
      this.verified.set(token, claims)
      return claims
    } catch {
      return undefined
    }
  }

  private now(): number {
    return Math.floor(this.clock.now().getTime() / 1000)
  }
}
