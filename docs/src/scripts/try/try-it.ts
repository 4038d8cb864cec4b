import { element, find } from '../dom.ts'
import { answersView, verdict } from './answers-view.ts'
import { AppsBar } from './apps-bar.ts'
import { compareAnswers } from './compare-answers.ts'
import { readState, type State, stateQuery } from './draft-state.ts'
import { pageData } from './page-data.ts'
import { meanings } from './preparation.ts'
import { placeholdersOf } from './request.ts'
import { sendToAll } from './send-to-all.ts'
import type { Draft } from './types.ts'

/** One request, sent to all apps that run. */
class TryIt extends HTMLElement {
  readonly #data = pageData()
  readonly #form = find(this, 'form', HTMLFormElement)
  readonly #apps = find(document, 'rosetta-apps', AppsBar)
  #state: State = readState(location.search, this.#data.examples)

  connectedCallback(): void {
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#send()
    })
    this.#form.addEventListener('change', ({ target }) => this.#onChange(target))
    this.#form.addEventListener('input', ({ target }) => this.#onEdit(target))
    addEventListener('popstate', () => this.#show(readState(location.search, this.#data.examples)))
    document.addEventListener('rosetta-apps', () => this.#showButton())
    this.#show(this.#state)
    this.#showButton()
  }

  #onChange(target: EventTarget | null): void {
    if (!(target instanceof HTMLSelectElement)) return
    if (target.name === 'operation') this.#choose(`?operation=${target.value}`)
    if (target.name === 'example') this.#choose(`?operation=${this.#state.operation}&example=${target.value}`)
  }

  #onEdit(target: EventTarget | null): void {
    const isChoice = target instanceof HTMLSelectElement && target.name !== 'as'
    if (isChoice) return
    this.#state = { ...this.#state, draft: this.#draft() }
    this.#remember()
    this.#showPlaceholders()
  }

  #choose(search: string): void {
    this.#show(readState(search, this.#data.examples))
    this.#remember()
  }

  #remember(): void {
    history.replaceState(null, '', location.pathname + stateQuery(this.#state, this.#data.examples))
  }

  #show(state: State): void {
    this.#state = state
    const examples = this.#data.examples.filter(({ operation }) => operation === state.operation)
    this.#field('example').replaceChildren(
      ...examples.map(({ name, summary }) => element('option', { value: name }, summary)),
    )
    this.#field('operation').value = state.operation
    this.#field('example').value = state.example
    for (const [name, value] of Object.entries(state.draft)) this.#field(name).value = value
    find(this, '.method', HTMLElement).textContent = this.#operation().method
    find(this, '.body', HTMLElement).hidden = !this.#operation().hasBody && state.draft.body === ''
    this.#showPlaceholders()
  }

  #showPlaceholders(): void {
    const names = placeholdersOf(this.#state.draft)
    const list = find(this, '.placeholders', HTMLElement)
    list.hidden = names.length === 0
    const items = names.flatMap((name) => [
      element('dt', {}, element('code', {}, `{{${name}}}`)),
      element('dd', {}, meanings[name] ?? 'not known: nothing will be put in its place'),
    ])
    find(list, 'dl', HTMLElement).replaceChildren(...items)
  }

  #showButton(): void {
    const count = this.#apps.running.length
    const button = find(this, 'button[type=submit]', HTMLButtonElement)
    button.textContent =
      count === 0 ? 'Send to all running apps' : `Send to ${count === 1 ? '1 app' : `${count} apps`}`
  }

  async #send(): Promise<void> {
    const status = find(this, '.verdict', HTMLElement)
    const results = find(this, '.results', HTMLElement)
    status.textContent = 'Sending …'
    this.setAttribute('aria-busy', 'true')
    if (this.#apps.running.length === 0) await this.#apps.look()
    const { method } = this.#operation()
    const { draft } = this.#state
    const answers = await sendToAll(this.#apps.running, { method, draft }, this.#data.people)
    const outcome = compareAnswers(answers)
    results.replaceChildren(...answersView(outcome))
    status.textContent = answers.length > 0 ? verdict(outcome) : 'No app runs: start one, then send again.'
    this.removeAttribute('aria-busy')
  }

  #operation() {
    const found = this.#data.operations.find(({ id }) => id === this.#state.operation)
    if (!found) throw new Error(`There is no operation ${this.#state.operation}.`)
    return found
  }

  #draft(): Draft {
    const value = (name: keyof Draft) => this.#field(name).value
    return { as: value('as'), target: value('target'), headers: value('headers'), body: value('body') }
  }

  #field(name: string): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
    const field = this.#form.elements.namedItem(name)
    const isField =
      field instanceof HTMLInputElement ||
      field instanceof HTMLSelectElement ||
      field instanceof HTMLTextAreaElement
    if (!isField) throw new Error(`The form has no ${name}.`)
    return field
  }
}

customElements.define('rosetta-try', TryIt)
