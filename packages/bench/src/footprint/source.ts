import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'

const tourSchema = z.record(z.string(), z.array(z.object({ file: z.string() })))

/** The lines of an app's source that are not blank, and its files; specs are no part of it. */
export function countSource(folder: string): { files: number; lines: number } {
  const files = readdirSync(path.join(folder, 'src'), { recursive: true, encoding: 'utf8' }).filter(isSource)
  const lines = files.map((file) => countLines(readFileSync(path.join(folder, 'src', file), 'utf8')))
  return { files: files.length, lines: lines.reduce((sum, count) => sum + count, 0) }
}

/** How many places a request passes through, by the app's own tour. */
export function countHops(folder: string): Record<string, { steps: number; files: number }> {
  const tour = tourSchema.parse(JSON.parse(readFileSync(path.join(folder, 'tour.json'), 'utf8')))
  const hops = Object.entries(tour).map(([operation, steps]) => {
    const files = new Set(steps.map(({ file }) => file))
    return [operation, { steps: steps.length, files: files.size }] as const
  })
  return Object.fromEntries(hops)
}

export function isSource(file: string): boolean {
  return /\.[mc]?tsx?$/.test(file) && !/\.(?:spec|d)\.[mc]?ts$/.test(file)
}

export function countLines(text: string): number {
  return text.split('\n').filter((line) => line.trim() !== '').length
}
