import type { Context } from '../context.ts'

/** One line of metrics. */
export interface Sample {
  name: string
  labels: ReadonlyMap<string, string>
  value: number
  line: string
}

const sampleLine = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: -?[\d.]+)?(?: # .*)?$/
const labelPair = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)",?/g

/** The samples of a page of metrics; fails at a line that is none. Source: Prometheus exposition formats, text 0.0.4. */
export function samplesOf(t: Context, text: string): Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', number = ''] = sampleLine.exec(line) ?? []
      const value = numberOf(number)
      const rest = labels.replaceAll(labelPair, '').trim()
      if (name === '' || value === undefined || rest !== '')
        t.fail('each line is a metric', { received: line })
      return { name, labels: labelsOf(labels), value: value ?? 0, line }
    })
}

function labelsOf(text: string): Map<string, string> {
  return new Map(Array.from(text.matchAll(labelPair), ([, name = '', value = '']) => [name, value]))
}

/** Also the names of what is no number, in any case. Source: Go, strconv.ParseFloat, which the format refers to. */
function numberOf(text: string): number | undefined {
  const [, sign, word] = /^([+-]?)(inf(?:inity)?|nan)$/i.exec(text) ?? []
  if (word?.toLowerCase() === 'nan') return Number.NaN
  if (word !== undefined) return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return text === '' || Number.isNaN(Number(text)) ? undefined : Number(text)
}
