import type { Bug } from './bug.ts'

/** A bug as the lines that it takes away and puts in their place, under the names of its files. */
export function linesOf({ file: own, ...bug }: Bug): string {
  let last = ''
  return [{ file: own, ...bug }, ...bug.also]
    .flatMap(({ file = own, search, replace }) => {
      const name = file === last ? [] : [`@@ ${file}`]
      last = file
      return [...name, ...signed('-', search), ...signed('+', replace)]
    })
    .join('\n')
}

function signed(sign: '+' | '-', text: string): string[] {
  return text === '' ? [] : text.split('\n').map((line) => `${sign} ${line}`)
}
