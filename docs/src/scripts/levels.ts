import { counted, levelQuery, readLevel } from './level-filter.ts'

/** Shows what belongs to one level, keeps the choice in the address, and opens what an address leads to. */
class Levels extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('change', () => {
      const level = this.#radios().find(({ checked }) => checked)?.value ?? 'all'
      history.replaceState(null, '', `${location.pathname}${levelQuery(level)}${location.hash}`)
      this.#show(level)
    })
    addEventListener('hashchange', () => this.#reveal())
    this.#show(this.#asked())
    this.#reveal()
  }

  #asked(): string {
    const known = this.#radios().map(({ value }) => value)
    return readLevel(location.search, known)
  }

  #show(level: string): void {
    for (const radio of this.#radios()) radio.checked = radio.value === level
    const entries = [...this.querySelectorAll<HTMLElement>('[data-level]')]
    for (const entry of entries) entry.hidden = level !== 'all' && entry.dataset['level'] !== level
    for (const section of this.querySelectorAll<HTMLElement>('section')) {
      section.hidden = !section.querySelector('[data-level]:not([hidden])')
    }
    // Who asks for a level wants to see its checks.
    if (level !== 'all') for (const folded of this.querySelectorAll('details')) folded.open = true
    const shown = entries.filter(({ hidden }) => !hidden).length
    const status = this.querySelector('[role=status]')
    if (status) status.textContent = counted(shown, this.dataset['of'] ?? 'entry')
  }

  /** What an address leads to is neither filtered away nor folded in. */
  #reveal(): void {
    const target = document.getElementById(location.hash.slice(1))
    if (!target || !this.contains(target)) return
    if (target.closest('[hidden]')) this.#show('all')
    const folded = target.closest('details')
    if (folded) folded.open = true
    target.scrollIntoView()
  }

  #radios(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('input[name=level]')]
  }
}

customElements.define('rosetta-levels', Levels)
