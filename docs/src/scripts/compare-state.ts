/** What of a comparison is shown. */
export interface State {
  /** In the order of the columns; at least one. */
  styles: readonly string[]
  view: 'code' | 'diff'
}

/** The choice that an address names; what it does not know is left out. */
export function readState(search: string, all: readonly string[]): State {
  const query = new URLSearchParams(search)
  const asked = query.get('styles')?.split(',') ?? []
  const styles = [...new Set(asked)].filter((style) => all.includes(style))
  return {
    styles: styles.length > 0 ? styles : firstTwo(all),
    view: query.get('view') === 'diff' ? 'diff' : 'code',
  }
}

/** The query that names this choice; empty for the one that every page begins with. */
export function stateQuery({ styles, view }: State, all: readonly string[]): string {
  const isFirst = styles.join() === firstTwo(all).join()
  const parameters = [
    ...(isFirst ? [] : [`styles=${styles.join(',')}`]),
    ...(view === 'diff' ? ['view=diff'] : []),
  ]
  return parameters.length > 0 ? `?${parameters.join('&')}` : ''
}

function firstTwo(all: readonly string[]): string[] {
  return all.slice(0, 2)
}
