import { find } from '../dom.ts'
import {
  everyFactor,
  factorIds,
  nameOf,
  readWeights,
  usualWeights,
  type Weights,
  weightsQuery,
} from './factors.ts'
import { rankText } from './rank-text.ts'
import { type Ranked, rank, type Scores } from './ranking.ts'

interface Shared {
  names: Readonly<Record<string, string>>
  scores: Readonly<Record<string, Scores>>
}

/** The sliders, and the ranking that follows from them; the address keeps the weights. */
class Decide extends HTMLElement {
  readonly #shared: Shared = JSON.parse(find(this, 'script', HTMLScriptElement).textContent)
  readonly #scores = new Map(Object.entries(this.#shared.scores))

  connectedCallback(): void {
    find(this, 'form', HTMLFormElement).hidden = false
    this.addEventListener('input', () => {
      const weights = this.#chosen()
      history.replaceState(null, '', location.pathname + weightsQuery(weights))
      this.#show(weights)
    })
    addEventListener('popstate', () => this.#show(readWeights(location.search)))
    this.#show(readWeights(location.search))
  }

  #chosen(): Weights {
    return everyFactor((id) => Number(this.#slider(nameOf(id)).value))
  }

  #show(weights: Weights): void {
    for (const id of factorIds) {
      const slider = this.#slider(nameOf(id))
      slider.value = String(weights[id])
      slider.setAttribute('aria-valuetext', importance[weights[id]] ?? '')
      find(this, `output[for="${nameOf(id)}"]`, HTMLOutputElement).value =
        `${weights[id]}, ${importance[weights[id]]}`
    }
    const ranked = rank(weights, this.#scores)
    const list = find(this, 'ol', HTMLOListElement)
    for (const entry of ranked) list.append(this.#item(entry))
    find(this, '.outcome', HTMLElement).textContent = outcome(weights, ranked)
  }

  /** The item of a style, with its new place. */
  #item(entry: Ranked): HTMLElement {
    const item = find(this, `li[data-style="${entry.style}"]`, HTMLElement)
    const { head, why } = rankText(entry, this.#shared.names)
    find(item, '.number', HTMLElement).textContent = String(entry.place)
    find(item, '.points', HTMLElement).textContent = head
    find(item, '.why', HTMLElement).textContent = why
    find(item, '.bar span', HTMLElement).style.inlineSize = `${Math.round(entry.share * 100)}%`
    return item
  }

  #slider(name: string): HTMLInputElement {
    return find(this, `input[id="${name}"]`, HTMLInputElement)
  }
}

const importance = [
  'does not matter',
  'matters little',
  'matters somewhat',
  'matters',
  'matters much',
  'decides',
]

function outcome(weights: Weights, ranked: readonly Ranked[]): string {
  if (factorIds.every((id) => weights[id] === 0)) return 'Nothing matters: then any of them will do.'
  const first = ranked.filter(({ place }) => place === 1).map(({ style }) => style)
  const isUsual = factorIds.every((id) => weights[id] === usualWeights[id])
  const how = isUsual ? 'With every factor as heavy as the other' : 'With these weights'
  return `${how}, ${first.join(' and ')} ${first.length > 1 ? 'come' : 'comes'} first.`
}

customElements.define('rosetta-decide', Decide)
