import { readState, type State, stateQuery } from './compare-state.ts'

/** Chooses styles and view, keeps the choice in the address, and flips between operations with the keyboard. */
class Compare extends HTMLElement {
  readonly #styles = (this.dataset['styles'] ?? '').split(',')
  #state: State = readState('', this.#styles)

  connectedCallback(): void {
    this.#show(readState(location.search, this.#styles))
    this.addEventListener('change', (event) => this.#onChange(event))
    document.addEventListener('keydown', (event) => this.#onKey(event))
    addEventListener('popstate', () => this.#show(readState(location.search, this.#styles)))
  }

  #onChange({ target }: Event): void {
    if (target instanceof HTMLSelectElement) this.#open(target.value)
    if (!(target instanceof HTMLInputElement)) return
    if (target.name === 'style') this.#toggle(target.value)
    else this.#choose({ view: target.value === 'diff' ? 'diff' : 'code' })
  }

  #onKey(event: KeyboardEvent): void {
    const { key, target } = event
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(target)) return
    const style = this.#styles[Number(key) - 1]
    if (style) this.#toggle(style)
    else if (!(key.startsWith('Arrow') && isScroller(target))) this.#keys[key]?.()
  }

  readonly #keys: Record<string, () => void> = {
    ArrowLeft: () => this.#follow('a[rel=prev]'),
    ArrowRight: () => this.#follow('a[rel=next]'),
    d: () => this.#choose({ view: this.#state.view === 'diff' ? 'code' : 'diff' }),
    m: () => this.#follow('.keys a'),
    '?': () => this.querySelector('details')?.toggleAttribute('open'),
  }

  #toggle(style: string): void {
    const { styles } = this.#state
    const rest = styles.filter((other) => other !== style)
    // One always stays.
    this.#choose({
      styles: rest.length === styles.length ? [...styles, style] : rest.length > 0 ? rest : styles,
    })
  }

  #choose(change: Partial<State>): void {
    const state = { ...this.#state, ...change }
    history.pushState(null, '', `${location.pathname}${stateQuery(state, this.#styles)}`)
    this.#show(state)
  }

  #follow(link: string): void {
    this.querySelector<HTMLAnchorElement>(link)?.click()
  }

  #open(page: string): void {
    location.assign(page + stateQuery(this.#state, this.#styles))
  }

  #show(state: State): void {
    this.#state = state
    const { styles, view } = state
    this.style.setProperty('--columns', String(styles.length))
    for (const cell of this.querySelectorAll<HTMLElement>('.cell')) {
      const place = styles.indexOf(cell.dataset['app'] ?? '')
      cell.hidden = place === -1
      cell.style.order = String(place)
    }
    for (const input of this.querySelectorAll('input')) {
      input.checked = input.name === 'style' ? styles.includes(input.value) : input.value === view
    }
    for (const link of this.querySelectorAll<HTMLAnchorElement>('a.flip')) {
      link.search = stateQuery(state, this.#styles)
    }
    void this.#showView()
  }

  async #showView(): Promise<void> {
    const { styles, view } = this.#state
    const [left, right] = styles
    const hint = this.querySelector<HTMLElement>('.hint')
    const isDiff = view === 'diff' && left !== undefined && right !== undefined
    this.classList.toggle('is-diff', isDiff)
    if (hint) {
      hint.hidden = view === 'code'
      hint.textContent = isDiff
        ? `What changes from ${left} (−) to ${right} (+).${styles.length > 2 ? ' The other styles are left out.' : ''}`
        : 'A diff needs two styles.'
    }
    if (!isDiff) return
    const { showDiff } = await import('./compare-diff.ts')
    for (const section of this.querySelectorAll<HTMLElement>('.role')) showDiff(section, left, right)
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type === 'text')
}

/** The arrows belong to a radio button, and to code that scrolls sideways. */
function isScroller(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return true
  return target instanceof HTMLPreElement && target.scrollWidth > target.clientWidth
}

customElements.define('rosetta-compare', Compare)
