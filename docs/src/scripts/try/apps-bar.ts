import { element, find } from '../dom.ts'
import { readAddresses, saveAddresses, toAddress } from './addresses.ts'
import { pageData } from './page-data.ts'
import { type Presence, probe } from './probe.ts'

/** An app that runs, and where. */
export interface Running {
  name: string
  url: string
}

/** Tells which apps run, and where they are looked for. Others hear of it by the event `rosetta-apps`. */
export class AppsBar extends HTMLElement {
  readonly #data = pageData()
  #addresses = readAddresses(this.#data.apps, localStorage)
  #found: ReadonlyMap<string, Presence> = new Map()

  get running(): Running[] {
    return this.#data.apps.flatMap(({ name }) => {
      const url = this.#addresses.get(name)
      return url !== undefined && this.#found.get(name) === 'running' ? [{ name, url }] : []
    })
  }

  addressOf(name: string): string {
    return this.#addresses.get(name) ?? ''
  }

  connectedCallback(): void {
    for (const input of this.#inputs()) {
      input.value = this.#addresses.get(input.name) ?? ''
      input.addEventListener('change', () => this.#move(input))
    }
    find(this, 'button.look', HTMLButtonElement).addEventListener('click', () => void this.look())
    find(this, 'button.defaults', HTMLButtonElement).addEventListener('click', () => this.#forget())
    // Who looks from elsewhere asks first: a site has no business in somebody's local ports.
    if (!isLocal()) return
    document.addEventListener('visibilitychange', () => document.hidden || void this.look())
    void this.look()
  }

  /** Looks for all apps, and shows what was found. */
  async look(): Promise<void> {
    const found = await Promise.all(
      [...this.#addresses].map(async ([name, url]) => [name, await probe(url)] as const),
    )
    this.#found = new Map(found)
    for (const [name, presence] of found) this.#show(name, presence)
    find(this, '[role=status]', HTMLElement).textContent = summary(this.running.length, found.length)
    this.dispatchEvent(new CustomEvent('rosetta-apps', { bubbles: true }))
  }

  #move(input: HTMLInputElement): void {
    const address = toAddress(input.value)
    input.setCustomValidity(address === undefined ? 'An address is like http://127.0.0.1:3001.' : '')
    if (!input.reportValidity() || address === undefined) return
    input.value = address
    this.#addresses.set(input.name, address)
    saveAddresses(this.#data.apps, this.#addresses, localStorage)
    void this.look()
  }

  #forget(): void {
    this.#addresses = new Map(this.#data.apps.map(({ name, url }) => [name, url]))
    saveAddresses(this.#data.apps, this.#addresses, localStorage)
    for (const input of this.#inputs()) input.value = this.#addresses.get(input.name) ?? ''
    void this.look()
  }

  #show(name: string, presence: Presence): void {
    const item = find(this, `li[data-app="${name}"]`, HTMLLIElement)
    item.dataset['presence'] = presence
    const command = this.#data.apps.find((app) => app.name === name)?.command ?? ''
    find(item, '.presence', HTMLElement).replaceChildren(...this.#text(presence, command))
    find(item, '.address', HTMLElement).textContent = this.#addresses.get(name) ?? ''
  }

  #text(presence: Presence, command: string): (Node | string)[] {
    if (presence === 'running') return ['runs']
    if (presence === 'other') return ['something else answers there']
    const allowing = element('code', {}, `CORS_ORIGINS=${location.origin} ${command}`)
    if (presence === 'closed') return ['runs, but does not let this site call it: start it with ', allowing]
    // What npm start starts lets its own site in, and is silent to others, as if it did not run.
    if (isLocal()) return ['does not answer: ', element('code', {}, command)]
    return ['does not answer, or not to this site: start it with ', allowing]
  }

  #inputs(): NodeListOf<HTMLInputElement> {
    return this.querySelectorAll('input')
  }
}

function isLocal(): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname)
}

function summary(running: number, all: number): string {
  if (running === 0) return 'No app runs. Start all of them with npm start.'
  return running === all ? `All ${all} apps run.` : `${running} of ${all} apps run.`
}

customElements.define('rosetta-apps', AppsBar)
