import type { CourseApp, Place } from './schema.ts'

/** Places as the data writes them: `express('src/orders/pricing.ts', 'place-order')`. */
export const express = placesOf('express')
export const nest = placesOf('nestjs')
export const hono = placesOf('hono-serverless')
export const event = placesOf('event-driven')

/** A file outside of the apps, relative to the clone. */
export const repo = (file: string, region?: string): Place => ({ file, region })

/** The page of a clause of the contract. */
export function clause(id: string): string {
  const chapter = chapters[id.split('-')[0] ?? '']
  if (!chapter) throw new TypeError(`no chapter has clauses like ${id}`)
  return `contract/${chapter}/#${id.toLowerCase()}`
}

/** The page that shows an operation in every style. */
export const compare = (slug: string): string => `compare/${slug}/`

const chapters: Record<string, string> = {
  ACC: 'accounts',
  CAT: 'catalogue',
  HTTP: 'http',
  IDEM: 'idempotency',
  LIST: 'lists',
  LIVE: 'live',
  OPS: 'operations',
  DOC: 'operations',
  ORD: 'orders',
  PAY: 'payments',
  VER: 'versions',
}

function placesOf(app: CourseApp) {
  return (file: string, region?: string): Place => ({ app, file, region })
}
