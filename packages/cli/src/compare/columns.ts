import cliTruncate from 'cli-truncate'
import stringWidth from 'string-width'

/** Blocks of lines beside each other, each as wide as `width`. */
export function beside(blocks: ReadonlyArray<readonly string[]>, width: number): string[] {
  const height = Math.max(...blocks.map((block) => block.length))
  return Array.from({ length: height }, (_, row) =>
    blocks
      .map((block) => fit(block[row] ?? '', width))
      .join(' │ ')
      .trimEnd(),
  )
}

/** A line of text, which may hold escape sequences, cut or filled up to a width. */
function fit(line: string, width: number): string {
  const shown = cliTruncate(line, width)
  return shown + ' '.repeat(width - stringWidth(shown))
}
