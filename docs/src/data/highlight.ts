import path from 'node:path'
import { createHighlighter, type ShikiTransformer } from 'shiki'

const themes = { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' }

const highlighter = await createHighlighter({
  themes: Object.values(themes),
  langs: ['ts', 'sql', 'go', 'python', 'diff'],
})

const languages: Record<string, string> = { '.sql': 'sql', '.go': 'go', '.py': 'python', '.diff': 'diff' }

interface Options {
  /** Gives every line an anchor: `#L12`. */
  anchors?: boolean
  /** What a screen reader calls it. */
  label: string
}

/** Code as HTML that has both colour schemes in it: the page chooses by CSS. */
export function highlight(code: string, file: string, { anchors = false, label }: Options): string {
  const lang = languages[path.extname(file)] ?? 'ts'
  const transformers = [reachable(label), ...(anchors ? [anchored] : [])]
  return highlighter.codeToHtml(code, {
    lang,
    themes,
    defaultColor: false,
    mergeSameStyleTokens: true,
    transformers,
  })
}

const anchored: ShikiTransformer = {
  line(node, line) {
    node.properties['id'] = `L${line}`
  },
}

/** What scrolls can be scrolled by keyboard, and has a name. */
function reachable(label: string): ShikiTransformer {
  return {
    pre(node) {
      Object.assign(node.properties, { tabindex: '0', role: 'region', 'aria-label': label })
    },
  }
}
