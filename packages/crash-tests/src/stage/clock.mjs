// Loaded into a server before its own code (`node --import`): its wall clock can be set, as by a wrong NTP answer or an
// operator. The monotonic clock, timers and the database's clock go on as they were, which is what such a jump is like.
import { readFileSync } from 'node:fs'

const file = process.env.ROSETTA_CRASH_CLOCK
const RealDate = globalThis.Date
let offset = 0

class JumpingDate extends RealDate {
  constructor(...values) {
    if (values.length === 0) super(RealDate.now() + offset)
    else super(...values)
  }

  static now() {
    return RealDate.now() + offset
  }
}

globalThis.Date = JumpingDate
setInterval(() => {
  try {
    offset = Number(readFileSync(file, 'utf8')) || 0
  } catch {
    offset = 0
  }
}, 20).unref()
