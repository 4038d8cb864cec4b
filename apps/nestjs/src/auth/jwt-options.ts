import { createSecretKey } from 'node:crypto'
import type { JwtModuleOptions } from '@nestjs/jwt'

const algorithm = 'HS256'
const issuer = 'backend-rosetta'
const audience = 'order-api'

/** One algorithm, and tokens of this API only. */
export function jwtOptions(secret: string): JwtModuleOptions {
  return {
    // As a text, it would be taken for a public key first, at each token.
    secret: createSecretKey(Buffer.from(secret)),
    signOptions: { algorithm, issuer, audience },
    verifyOptions: { algorithms: [algorithm], issuer, audience },
  }
}
