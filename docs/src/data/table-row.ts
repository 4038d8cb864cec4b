/** A line of a table with a column for each app. */
export interface TableRow {
  name: string
  /** In a few words, for people who have not seen the tools. */
  meaning?: string
  /** Below the base of the site. */
  page?: string
  /** Nothing where it was not measured. */
  cells: ReadonlyArray<string | undefined>
}
