/** A statement with its values apart from its text, as PostgreSQL wants them. */
export interface Sql {
  readonly text: string
  readonly values: readonly unknown[]
}

class Statement implements Sql {
  readonly text: string
  readonly values: readonly unknown[]

  constructor(strings: readonly string[], parts: readonly unknown[]) {
    const values: unknown[] = []
    this.text = parts.reduce<string>((text, part, index) => {
      const next = strings[index + 1] ?? ''
      if (part instanceof Statement) {
        const fragment = part.text.replaceAll(
          /\$(\d+)/g,
          (_, position) => `$${values.length + Number(position)}`,
        )
        values.push(...part.values)
        return text + fragment + next
      }
      return `${text}$${values.push(part)}${next}`
    }, strings[0] ?? '')
    this.values = values
  }
}

/**
 * SQL as it is read: what stands in `${}` becomes a parameter and never text. A statement inside of another becomes
 * part of it; a list is one parameter, an array (`= any(${ids}::uuid[])`).
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  return new Statement(strings, parts)
}

/** The conditions that are there, for after `where`. */
export function allOf(...conditions: ReadonlyArray<Sql | undefined | false>): Sql {
  return conditions.reduce<Sql>((all, next) => (next ? sql`${all} and ${next}` : all), sql`true`)
}
