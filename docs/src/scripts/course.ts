import { type Facets, type Filter, filterNames, filterQuery, passes, readFilter } from './course-filter.ts'

/** Shows the entries that were asked for, and keeps the question in the address. */
class Course extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLSelectElement) this.#choose(this.#chosen())
    })
    this.addEventListener('reset', () => this.#choose({ module: '', style: '', topic: '' }))
    addEventListener('popstate', () => this.#show(readFilter(location.search)))
    this.#show(readFilter(location.search))
  }

  #choose(filter: Filter): void {
    history.replaceState(null, '', `${location.pathname}${filterQuery(filter)}`)
    this.#show(filter)
  }

  #chosen(): Filter {
    const { module, style, topic } = Object.fromEntries(
      this.#selects().map(({ name, value }) => [name, value]),
    )
    return { module: module ?? '', style: style ?? '', topic: topic ?? '' }
  }

  #show(filter: Filter): void {
    for (const select of this.#selects()) {
      const name = filterNames.find((known) => known === select.name)
      if (name) select.value = filter[name]
    }
    let shown = 0
    for (const entry of this.querySelectorAll<HTMLElement>('[data-entry]')) {
      entry.hidden = !passes(facetsOf(entry), filter)
      if (!entry.hidden) shown += 1
    }
    for (const section of this.querySelectorAll('section')) {
      section.hidden = !section.querySelector('[data-entry]:not([hidden])')
    }
    const status = this.querySelector('[role=status]')
    const noun = shown === 1 ? this.dataset['one'] : this.dataset['several']
    if (status) status.textContent = `${shown} ${noun}`
  }

  #selects(): HTMLSelectElement[] {
    return [...this.querySelectorAll('select')]
  }
}

function facetsOf({ dataset }: HTMLElement): Facets {
  return { module: dataset['module'] ?? '', style: dataset['style'] ?? '', topic: dataset['topic'] ?? '' }
}

customElements.define('rosetta-course', Course)
