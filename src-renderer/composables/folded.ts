/** A text as it is compared while somebody types: without accents and case. Lists of the store are searched by the store. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
