import { readFileSync } from 'node:fs'
import path from 'node:path'
import { presentApps } from '@backend-rosetta/cli/apps'
import { workspaceRoot } from '@backend-rosetta/cli/workspace'

const headings = ['Style', 'Path of one request', 'Run', 'Read in this order', 'When not to use it'] as const

type Heading = (typeof headings)[number]

interface Readme {
  title: string
  /** Markdown, without what is generated from the tour. */
  sections: Readonly<Record<Heading, string>>
}

/**
 * What an app says of itself.
 * @throws Error when a heading that all of them have is missing
 */
export function readReadme(folder: string): Readme {
  const text = readFileSync(path.join(workspaceRoot, folder, 'README.md'), 'utf8')
  const [title = '', ...parts] = text.split(/^## /m)
  const section = (heading: Heading) => {
    const part = parts.find((candidate) => candidate.startsWith(`${heading}\n`))
    if (part === undefined) throw new Error(`${folder}/README.md has no section "${heading}".`)
    return part.slice(heading.length).replaceAll(/<!-- generated:tour[\s\S]*?<!-- \/generated -->/g, '')
  }
  return {
    title: title.replace(/^# /, '').trim(),
    sections: {
      Style: section('Style'),
      'Path of one request': section('Path of one request'),
      Run: section('Run'),
      'Read in this order': section('Read in this order'),
      'When not to use it': section('When not to use it'),
    },
  }
}

/** The files of code that the READMEs of the apps lead to, relative to the app's folder. */
export const readmeSources = presentApps().flatMap(({ name, folder }) =>
  Object.values(readReadme(folder).sections)
    .flatMap((section) => [...section.matchAll(/\]\(([^)#\s]+\.(?:ts|sql))\)/g)])
    .flatMap(([, file]) =>
      file === undefined ? [] : [{ app: name, file, path: path.posix.join(folder, file) }],
    ),
)
