import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm'

@Entity('refresh_tokens')
export class RefreshTokenEntity {
  /** SHA-256: the token itself is nowhere. */
  @PrimaryColumn('bytea')
  tokenHash!: Buffer

  @Column('uuid')
  sessionId!: string

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date

  @Column('timestamptz')
  expiresAt!: Date

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null
}
