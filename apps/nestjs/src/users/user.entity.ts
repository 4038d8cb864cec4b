import type { Role, User } from '@backend-rosetta/contract/users'
import {
  Column,
  CreateDateColumn,
  DeleteDateColumn,
  Entity,
  PrimaryColumn,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm'

@Entity('users')
export class UserEntity {
  @PrimaryColumn('uuid')
  id!: string

  @Column('text')
  email!: string

  @Column('text')
  name!: string

  @Column('text')
  role!: Role

  /** Not read unless asked for. */
  @Column('text', { nullable: true, select: false })
  passwordHash!: string | null

  @Column('boolean')
  active!: boolean

  @VersionColumn({ type: 'integer' })
  version!: number

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date

  @UpdateDateColumn({ type: 'timestamptz', precision: 3 })
  updatedAt!: Date

  /** Set, the account is anonymous (ACC-8), and no query finds it unless it asks for deleted ones. */
  @DeleteDateColumn({ type: 'timestamptz', precision: 3 })
  deletedAt!: Date | null
}

/** What a client sees of a user, as columns. */
export const userColumns = [
  'id',
  'email',
  'name',
  'role',
  'active',
  'version',
  'createdAt',
  'updatedAt',
] as const

export type UserRow = Pick<UserEntity, (typeof userColumns)[number]>

export function toUser({ id, email, name, role, active, createdAt, updatedAt, version }: UserRow): User {
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
  return { id, email, name, role, active, ...times, version }
}
