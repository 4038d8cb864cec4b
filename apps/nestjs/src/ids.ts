import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Makes ids that grow with time, which keeps the indexes dense. */
@Injectable()
export class Ids {
  next(): string {
    return uuidv7()
  }
}

/** Ids are opaque to a client. What does not look like one of ours names nothing, and never reaches PostgreSQL. */
export function isId(value: string): boolean {
  return uuid.test(value)
}
