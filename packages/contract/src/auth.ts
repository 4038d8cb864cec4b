import * as z from 'zod'
import { secretSchema } from './text.ts'
import { emailSchema, passwordSchema, personNameSchema } from './users.ts'

/** Clause ACC-1. */
export const registerSchema = z
  .strictObject({ email: emailSchema, password: passwordSchema, name: personNameSchema })
  .meta({ id: 'Register' })

export type Register = z.infer<typeof registerSchema>

/** Clause ACC-2. A login says nothing about what a valid password looks like, so any text is let through. */
export const loginSchema = z
  .strictObject({ email: emailSchema, password: secretSchema({ min: 1, max: 128 }) })
  .meta({ id: 'Login' })

export type Login = z.infer<typeof loginSchema>

export const refreshTokenSchema = z
  .strictObject({ refreshToken: z.string().min(1).max(512) })
  .meta({ id: 'RefreshToken' })

export type RefreshToken = z.infer<typeof refreshTokenSchema>

/** Clause ACC-2; the names are those of RFC 6749 section 5.1 in camelCase. `expiresIn` is in seconds. */
export const tokenPairSchema = z
  .strictObject({
    accessToken: z.string().min(1),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().min(1),
    refreshToken: z.string().min(1),
  })
  .meta({ id: 'TokenPair' })

export type TokenPair = z.infer<typeof tokenPairSchema>
