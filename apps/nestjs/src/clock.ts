import { Injectable } from '@nestjs/common'

/** What time it is. A provider, so that a test can say so instead. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date()
  }
}
