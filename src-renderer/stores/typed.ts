/**
 * What somebody typed, put upon what is there now: only what they changed comes back, so that what others wrote since
 * then stays.
 * @param base what they began with
 */
export function typedUpon<Data extends object>(now: Data, base: Data, typed: Data): Data {
  const changed = (Object.keys(typed) as (keyof Data)[]).filter(
    (field) => JSON.stringify(base[field]) !== JSON.stringify(typed[field]),
  )
  return { ...now, ...Object.fromEntries(changed.map((field) => [field, typed[field]])) }
}
