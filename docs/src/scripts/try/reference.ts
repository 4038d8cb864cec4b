import { find } from '../dom.ts'
import { AppsBar } from './apps-bar.ts'
import { pageData } from './page-data.ts'
import { Logins } from './people.ts'
import { personOf } from './preparation.ts'

type SwaggerUi = ReturnType<typeof import('swagger-ui-dist/swagger-ui-es-bundle.js').default>

/** The contract's API reference, with the app and the person that its requests are sent to and as. */
class Reference extends HTMLElement {
  readonly #data = pageData()
  readonly #apps = find(document, 'rosetta-apps', AppsBar)
  readonly #logins = new Logins()
  #swagger: { ui: SwaggerUi; document: object } | undefined
  #url = ''
  #isLoggedIn = false

  async connectedCallback(): Promise<void> {
    followTheme()
    nameFields(find(this, '.swagger', HTMLElement))
    this.addEventListener('change', () => void this.#apply())
    document.addEventListener('rosetta-apps', () => void this.#apply())
    this.#swagger = await this.#load()
    await this.#apply()
  }

  async #load(): Promise<{ ui: SwaggerUi; document: object }> {
    const [{ default: start }, response] = await Promise.all([
      import('swagger-ui-dist/swagger-ui-es-bundle.js'),
      fetch(this.dataset['document'] ?? ''),
    ])
    const spec: object = await response.json()
    const ui = start({
      domNode: find(this, '.swagger', HTMLElement),
      spec,
      // Links inside of buttons: no key reaches them well.
      deepLinking: false,
      defaultModelsExpandDepth: -1,
      // The colours of its highlighter are too pale to be read.
      syntaxHighlight: false,
      docExpansion: 'list',
      validatorUrl: null,
    })
    return { ui, document: spec }
  }

  /** Sends to the app that is chosen, as the person that is chosen. */
  async #apply(): Promise<void> {
    if (!this.#swagger) return
    const { ui, document } = this.#swagger
    const url = this.#apps.addressOf(this.#value('app'))
    if (url !== this.#url) {
      this.#url = url
      ui.specActions.updateSpec(JSON.stringify({ ...document, servers: [{ url }] }))
    }
    const status = find(this, '.login', HTMLElement)
    if (this.#isLoggedIn) ui.authActions.logout(['bearer'])
    this.#isLoggedIn = false
    try {
      const person = personOf(this.#data, this.#value('as'))
      const isRunning = this.#apps.running.some((app) => app.url === url)
      const token = isRunning ? await this.#logins.tokenOf(url, person) : undefined
      if (token !== undefined) ui.preauthorizeApiKey('bearer', token)
      this.#isLoggedIn = token !== undefined
      status.textContent = isRunning
        ? `Requests go to ${url}, sent as ${person.label}.`
        : `Requests would go to ${url}, where no app runs.`
    } catch (error) {
      status.textContent = error instanceof Error ? error.message : String(error)
    }
  }

  #value(name: string): string {
    return find(this, `select[name=${name}]`, HTMLSelectElement).value
  }
}

/** Swagger UI leaves fields without a name for screen readers; what stands beside them is one. */
function nameFields(root: HTMLElement): void {
  const name = () => {
    for (const field of root.querySelectorAll('select:not([aria-label]), textarea:not([aria-label])')) {
      const row = field.closest('tr')?.querySelector('.parameter__name')?.textContent
      field.setAttribute(
        'aria-label',
        row ?? (field.matches('.content-type') ? 'Media type' : 'Example or body'),
      )
    }
  }
  new MutationObserver(name).observe(root, { childList: true, subtree: true })
}

/** Swagger UI has a dark scheme of its own, by a class of the document. */
function followTheme(): void {
  const root = document.documentElement
  const follow = () => root.classList.toggle('dark-mode', root.dataset['theme'] === 'dark')
  new MutationObserver(follow).observe(root, { attributeFilter: ['data-theme'] })
  follow()
}

customElements.define('rosetta-reference', Reference)
