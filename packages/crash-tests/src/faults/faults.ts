import { setTimeout as delay } from 'node:timers/promises'
import type { Stage } from '../stage/stage.ts'

/** Something that breaks while people shop. */
export interface Fault {
  title: string
  /** Why it cannot be tried on this system. */
  skipped?: string
  /**
   * Breaks it and mends it again. Resolves when all is as before, as far as anybody outside can tell.
   * @param say tells the timeline what is done
   */
  run(stage: Stage, random: () => number, say: (what: string) => void): Promise<void>
}

export const faultNames = [
  'kill',
  'postgres',
  'connections',
  'stall',
  'gateway-down',
  'gateway-slow',
  'gateway-crash',
  'clock',
  'log-full',
] as const

export type FaultName = (typeof faultNames)[number]

const hourMs = 3_600_000

export const faults: Readonly<Record<FaultName, Fault>> = {
  kill: {
    title: 'SIGKILL of the app',
    async run(stage, random, say) {
      await delay(random() * 600)
      say('kills the app')
      await stage.server().stop('SIGKILL')
      await stage.server().start()
      say('the app is ready again')
    },
  },
  postgres: {
    title: 'immediate stop of PostgreSQL, and start',
    async run({ postgres }, random, say) {
      await delay(random() * 600)
      say('stops PostgreSQL at once')
      await postgres.crash()
      await delay(random() * 500)
      await postgres.start()
      say('PostgreSQL is there again')
    },
  },
  connections: {
    title: 'all connections to the database cut, new ones refused',
    async run(stage, random, say) {
      await delay(random() * 600)
      say('cuts the connections to the database')
      await stage.server().database.cut()
      await delay(random() * 1000)
      await stage.server().database.restore()
      say('lets connections through again')
    },
  },
  stall: {
    title: 'connections to the database that fall silent',
    async run(stage, random, say) {
      await delay(random() * 600)
      say('silences the connections to the database')
      stage.server().database.stall()
      await delay(500 + random() * 3000)
      await stage.server().database.restore()
      say('breaks them, and lets new ones through')
    },
  },
  'gateway-down': {
    title: 'the payment gateway answers 503',
    async run({ gateway }, random, say) {
      say('takes the gateway down')
      await gateway.set('down')
      await delay(1000 + random() * 2000)
      await gateway.set('up')
      say('the gateway is up again')
    },
  },
  'gateway-slow': {
    title: 'the payment gateway answers late',
    async run({ gateway }, random, say) {
      const late = Math.round(200 + random() * 4000)
      say(`makes the gateway answer ${late} ms late`)
      await gateway.set('slow', late)
      await delay(2000)
      await gateway.set('up')
      say('the gateway is in time again')
    },
  },
  'gateway-crash': {
    title: 'SIGKILL of the payment gateway: replies under way are lost',
    async run({ gateway }, random, say) {
      await delay(random() * 600)
      say('kills the gateway')
      await gateway.crash()
      await delay(random() * 1000)
      await gateway.start()
      say('the gateway is there again')
    },
  },
  clock: {
    title: 'the clock jumps an hour ahead, then back',
    async run(stage, random, say) {
      for (const [hours, title] of [
        [1, 'sets the clock an hour ahead'],
        [-1, 'sets the clock an hour back from the true time'],
        [0, 'sets the clock right'],
      ] as const) {
        say(title)
        await stage.setClock(hours * hourMs)
        await delay(400 + random() * 600)
      }
    },
  },
  'log-full': {
    title: 'the disk that the log is on is full',
    ...(process.platform !== 'linux' && { skipped: 'only Linux has /dev/full' }),
    async run(stage, random, say) {
      say('starts the app with a log that cannot be written')
      await stage.restart('full disk')
      await delay(1000 + random() * 500)
      await stage.restart('kept')
      say('starts the app with its log as before')
    },
  },
}
