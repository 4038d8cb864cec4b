import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

const mediaTypes: Readonly<Record<string, string>> = { '.css': 'text/css', '.js': 'text/javascript' }

/** Gives out the files of a folder, where there is a file system. */
export function filesIn(folder: string): (file: string) => Promise<Response> {
  return async (file) => {
    const content = await readFile(join(folder, file))
    return new Response(content, { headers: { 'Content-Type': mediaTypes[extname(file)] ?? '' } })
  }
}
