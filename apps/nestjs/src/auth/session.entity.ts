import { Column, CreateDateColumn, Entity, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { UserEntity } from '../users/user.entity.ts'

/** One login. */
@Entity('sessions')
export class SessionEntity {
  @PrimaryColumn('uuid')
  id!: string

  @Column('uuid')
  userId!: string

  @ManyToOne(() => UserEntity)
  user!: Relation<UserEntity>

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null
}
