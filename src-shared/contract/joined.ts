/** The areas as one table, with the type of each entry. */
type Joined<Areas extends readonly object[]> = Areas extends readonly [
  infer First,
  ...infer Rest extends readonly object[],
]
  ? First & Joined<Rest>
  : unknown

type Flat<Table> = { readonly [Name in keyof Table]: Table[Name] }

/**
 * Joins the areas of the contract into one table.
 * @throws if two areas declare the same name, because one would silently replace the other
 */
export function joined<const Areas extends readonly object[]>(areas: Areas): Flat<Joined<Areas>> {
  const table: Record<string, unknown> = {}
  for (const [name, entry] of areas.flatMap((area) => Object.entries(area))) {
    if (Object.hasOwn(table, name)) throw new Error(`The contract declares ${name} twice`)
    table[name] = entry
  }
  return table as Flat<Joined<Areas>>
}
