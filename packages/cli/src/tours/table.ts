import { didYouMean } from '../nearest.ts'
import type { Problem } from './problem.ts'
import type { Tour } from './tour.ts'

const generatedBlock = /(<!-- generated:tour (\S+) -->\n)([\s\S]*?)(<!-- \/generated -->)/g

/** Fills every `<!-- generated:tour placeOrder -->` … `<!-- /generated -->` of a README with the table of that tour. */
export function fillTours(readme: string, tour: Tour): string {
  return readme.replaceAll(generatedBlock, (block, start: string, id: string, _, end: string) => {
    const table = tableOf(tour, id)
    return table === undefined ? block : `${start}\n${table}\n\n${end}`
  })
}

/** What `fillTours` would change, and what it cannot fill. */
export function staleTours(readme: string, tour: Tour, file: string): Problem[] {
  return [...readme.matchAll(generatedBlock)].flatMap((match) => {
    const [block, , id = ''] = match
    const line = readme.slice(0, match.index).split('\n').length
    if (!tour[id])
      return [{ file, line, message: `there is no tour ${id}.${didYouMean(id, Object.keys(tour))}` }]
    if (fillTours(block, tour) === block) return []
    return [{ file, line, message: `the table of ${id} differs from tour.json: run pnpm generate` }]
  })
}

function tableOf(tour: Tour, id: string): string | undefined {
  const rows = tour[id]?.map(({ file, region, role, note }, index) => {
    return `| ${index + 1} | [\`${file}\`](${file}) | \`${region}\` | ${role} | ${note.replaceAll('|', '\\|')} |`
  })
  return rows && ['| | file | region | role | what happens |', '|---|---|---|---|---|', ...rows].join('\n')
}
