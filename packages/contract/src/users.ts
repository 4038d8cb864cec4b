import * as z from 'zod'
import { pageOf, pageQuery } from './lists.ts'
import { queryBoolean, querySearch } from './query.ts'
import { idSchema, instantSchema, lineSchema, secretSchema } from './text.ts'

export const roles = ['customer', 'admin'] as const

export const roleSchema = z.enum(roles).meta({ id: 'Role' })

export type Role = z.infer<typeof roleSchema>

export const personNameSchema = lineSchema({ max: 100 })

export const passwordSchema = secretSchema({ min: 12, max: 128 })

/** Trimmed and lower-cased before it is looked at. Source: clause ACC-1. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email().max(254))
  .meta({ format: 'email', maxLength: 254, example: 'ada@example.com' })

export const userSchema = z
  .strictObject({
    id: idSchema,
    email: z.string(),
    name: z.string(),
    role: roleSchema,
    active: z.boolean(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
    version: z.int().min(1),
  })
  .meta({ id: 'User' })

export type User = z.infer<typeof userSchema>

export const userPageSchema = pageOf(userSchema).meta({ id: 'UserPage' })

/** Clause ACC-7. `password.current` may be any text: whether it is right is for the server to find out. */
export const updateMeSchema = z
  .strictObject({
    name: personNameSchema.optional(),
    password: z.strictObject({ current: secretSchema({ min: 0, max: 128 }), new: passwordSchema }).optional(),
  })
  .meta({ id: 'UpdateMe' })

export type UpdateMe = z.infer<typeof updateMeSchema>

/** Clause ACC-8. */
export const updateUserSchema = z
  .strictObject({
    name: personNameSchema.optional(),
    role: roleSchema.optional(),
    active: z.boolean().optional(),
  })
  .meta({ id: 'UpdateUser' })

export type UpdateUser = z.infer<typeof updateUserSchema>

export const userSorts = ['createdAt', '-createdAt', 'email', '-email', 'name', '-name'] as const

export const listUsersQuery = z.object({
  ...pageQuery,
  search: querySearch.optional(),
  role: roleSchema.optional(),
  active: queryBoolean.optional(),
  sort: z.enum(userSorts).default('-createdAt'),
})

export type ListUsersQuery = z.infer<typeof listUsersQuery>
