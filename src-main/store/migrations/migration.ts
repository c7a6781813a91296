/** A numbered step from one schema to the next. Released ones are never edited. */
export interface Migration {
  readonly version: number
  readonly sql: string
}
