import { diffLines } from 'diff'

/** Puts below the passages of a role what has to change to come from one style to the other. */
export function showDiff(section: HTMLElement, left: string, right: string): void {
  section.querySelector('.diff')?.remove()
  const changes = diffLines(textOf(section, left), textOf(section, right))
  const pre = document.createElement('pre')
  pre.className = 'diff'
  pre.tabIndex = 0
  pre.setAttribute('role', 'region')
  pre.setAttribute('aria-label', `${section.dataset['role']}: from ${left} to ${right}`)
  for (const { value, added, removed } of changes) {
    const line = document.createElement(added ? 'ins' : removed ? 'del' : 'span')
    const mark = added ? '+ ' : removed ? '- ' : '  '
    line.textContent = value.replace(/^/gm, mark).replace(/\n[+\- ] $/, '\n')
    pre.append(line)
  }
  section.append(pre)
}

function textOf(section: HTMLElement, app: string): string {
  const passages = section.querySelectorAll(`.cell[data-app="${app}"] pre`)
  return [...passages].map((pre) => `${pre.textContent}\n`).join('\n')
}
