/** Texts by key, nested. */
export interface Texts {
  [key: string]: string | Texts
}

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á',
  c: 'ç',
  d: 'ð',
  e: 'ë',
  g: 'ğ',
  i: 'ï',
  k: 'ķ',
  l: 'ļ',
  n: 'ñ',
  o: 'ö',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'ü',
  y: 'ý',
  z: 'ž',
  A: 'Å',
  C: 'Ç',
  E: 'É',
  I: 'Î',
  N: 'Ñ',
  O: 'Ö',
  S: 'Š',
  U: 'Ü',
}

/** How much longer than English other languages can be. */
const LONGER = 0.4

/** Makes a text accented and longer; what stands in braces, and the bar between plural forms, stays. */
export function pseudoText(text: string): string {
  return text
    .split(' | ')
    .map((form) => {
      const parts = form.split(/(\{[^}]*\}|@:[\w.]+)/)
      const written = parts
        .map((part, index) =>
          index % 2 === 1 ? part : Array.from(part, (letter) => ACCENTED[letter] ?? letter).join(''),
        )
        .join('')
      const extra = Math.ceil(parts.filter((_part, index) => index % 2 === 0).join('').length * LONGER)
      return `[${written}${'~'.repeat(Math.max(0, extra - 2))}]`
    })
    .join(' | ')
}

/** The pseudo-language out of English. */
export function pseudo(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [
      key,
      typeof value === 'string' ? pseudoText(value) : pseudo(value),
    ]),
  )
}
