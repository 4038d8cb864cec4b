import type { AppResult } from '@backend-rosetta/bench/result'
import { resultOf } from './bench.ts'
import { mebibytes, whole } from './format.ts'

interface Measure {
  name: string
  /** What it is, for people who have not seen the bench. */
  meaning: string
  /** Which end of the scale is the good one. */
  better: 'less' | 'more'
  read: (result: AppResult) => number | undefined
  show: (value: number) => string
}

/** The figures of the bench that pages show. */
export const measures = {
  startUp: {
    name: 'Start-up',
    meaning: 'from the start of the process to the first list of products',
    better: 'less',
    read: ({ startUp }) => startUp?.median,
    show: (ms) => `${(ms / 1000).toFixed(1)} s`,
  },
  memoryIdle: {
    name: 'Memory, idle',
    meaning: 'resident, a second after the start',
    better: 'less',
    read: ({ memory }) => memory?.idle,
    show: mebibytes,
  },
  memoryLoaded: {
    name: 'Memory, under load',
    meaning: 'resident, the most that was seen',
    better: 'less',
    read: ({ memory }) => memory?.loaded,
    show: mebibytes,
  },
  readOrder: {
    name: 'Orders read',
    meaning: 'GET /orders/{id}',
    better: 'more',
    read: ({ operations }) => operations.getOrder?.perSecond.median,
    show: (value) => `${whole(value)} per s`,
  },
  placeOrder: {
    name: 'Orders placed',
    meaning: 'POST /orders, until each is settled',
    better: 'more',
    read: ({ operations }) => operations.placeOrder?.perSecond.median,
    show: (value) => `${whole(value)} per s`,
  },
  placeOrderP99: {
    name: 'Answer to an order',
    meaning: 'POST /orders, 99 of 100 are quicker',
    better: 'less',
    read: ({ operations }) => operations.placeOrder?.p99.median,
    show: (ms) => `${Math.round(ms)} ms`,
  },
  cpuReadOrder: {
    name: 'Processor time',
    meaning: 'of the server for one GET /orders/{id}',
    better: 'less',
    read: ({ operations }) => operations.getOrder?.cpuMicros?.median,
    show: (micros) => `${Math.round(micros)} µs`,
  },
  lines: {
    name: 'Lines',
    meaning: 'of source, without specs and blank lines',
    better: 'less',
    read: ({ footprint }) => footprint?.lines,
    show: whole,
  },
  files: {
    name: 'Files',
    meaning: 'of source, without specs',
    better: 'less',
    read: ({ footprint }) => footprint?.files,
    show: whole,
  },
  orderFiles: {
    name: 'Files of an order',
    meaning: 'that POST /orders passes through',
    better: 'less',
    read: ({ footprint }) => footprint?.hops['placeOrder']?.files,
    show: whole,
  },
  dependencies: {
    name: 'Packages',
    meaning: 'installed for production, ours left out',
    better: 'less',
    read: ({ footprint }) => footprint?.dependencies.all,
    show: whole,
  },
  installed: {
    name: 'Installed size',
    meaning: 'of those packages',
    better: 'less',
    read: ({ footprint }) => footprint?.dependencies.bytes,
    show: mebibytes,
  },
} as const satisfies Record<string, Measure>

export type MeasureId = keyof typeof measures

/** A figure as text; absent where it was not measured. */
export function figureOf(app: string, id: MeasureId): string | undefined {
  const value = readFigure(app, id)
  return value === undefined ? undefined : measures[id].show(value)
}

export function readFigure(app: string, id: MeasureId): number | undefined {
  const result = resultOf(app)
  return result && measures[id].read(result)
}
