/** A marked stretch of a source file: `// #region place-order` … `// #endregion`. */
export interface Region {
  name: string
  /** Lines of the markers, from 1. */
  start: number
  end: number
}

export interface RegionFault {
  line: number
  message: string
}

/** A region longer than this does not fit beside its twin. */
const maxRegionLines = 40

const startMarker = /^\s*(?:\/\/|--)\s*#region\b\s*(.*?)\s*$/
const endMarker = /^\s*(?:\/\/|--)\s*#endregion\b/

/** Finds the regions of a source file, TypeScript or SQL, and what is wrong with them. */
export function parseRegions(text: string): { regions: Region[]; faults: RegionFault[] } {
  const regions: Region[] = []
  const faults: RegionFault[] = []
  let open: { name: string; start: number } | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const number = index + 1
    const name = startMarker.exec(line)?.[1]
    if (name !== undefined) {
      faults.push(...faultsOfStart(name, number, { open, regions }))
      open = { name, start: number }
    } else if (endMarker.test(line)) {
      if (open) regions.push({ ...open, end: number })
      else faults.push({ line: number, message: '#endregion without a #region before it' })
      open = undefined
    }
  }
  if (open) faults.push(unclosed(open))
  return { regions, faults: [...faults, ...regions.flatMap(faultsOfLength)].sort((a, b) => a.line - b.line) }
}

function faultsOfStart(
  name: string,
  line: number,
  { open, regions }: { open: { name: string; start: number } | undefined; regions: readonly Region[] },
): RegionFault[] {
  const faults: RegionFault[] = []
  const twin = regions.find((region) => region.name === name)
  if (open) faults.push(unclosed(open))
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    faults.push({ line, message: `region name "${name}" is not in kebab-case` })
  }
  if (twin)
    faults.push({ line, message: `region ${name} exists in this file already, in line ${twin.start}` })
  return faults
}

function unclosed({ name, start }: { name: string; start: number }): RegionFault {
  return { line: start, message: `region ${name} has no #endregion` }
}

function faultsOfLength({ name, start, end }: Region): RegionFault[] {
  const length = end - start - 1
  if (length === 0) return [{ line: start, message: `region ${name} is empty` }]
  if (length <= maxRegionLines) return []
  return [
    { line: start, message: `region ${name} has ${length} lines, at most ${maxRegionLines} are allowed` },
  ]
}
