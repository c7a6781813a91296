import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTexts, en, PSEUDO } from '../../../src-renderer/i18n'
import { pseudo, pseudoText, type Texts } from '../../../src-renderer/i18n/pseudo'

const root = fileURLToPath(new URL('../../../src-renderer', import.meta.url))

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|vue)$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }))

const mainSources = ['../../../src-main', '../../../src-shared'].flatMap((folder) => {
  const path = fileURLToPath(new URL(folder, import.meta.url))
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(path, name), 'utf8'))
})

function textAt(key: string): unknown {
  return key.split('.').reduce<unknown>((texts, part) => (texts as Texts | undefined)?.[part], en)
}

/** Every text with its key. */
function flat(texts: Texts, before = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${before}${key}`, value] as [string, string]]
      : flat(value, `${before}${key}.`),
  )
}
const all = flat(en)
const placeholders = (text: string) => (text.match(/\{[^}]*\}/g) ?? []).sort()

/** What stands in calls of t, te, $t and $te: keys in quotes, and the beginnings of keys put together. */
function used(): { key: string; prefix: boolean; where: string }[] {
  return sources.flatMap(({ name, text }) =>
    [...text.matchAll(/(?<![\w.])\$?te?\(\s*(?:'([^']+)'|`([^`]+)`)/g)].map((match) => {
      const template = match[2]
      const end = template?.indexOf('${') ?? -1
      return end === -1
        ? { key: match[1] ?? template ?? '', prefix: false, where: name }
        : { key: template?.slice(0, end) ?? '', prefix: true, where: name }
    }),
  )
}

describe('the texts of the window', () => {
  it('are there for every key that is used', () => {
    expect(used().length).toBeGreaterThan(150)
    const missing = used()
      .filter(({ key, prefix }) => !prefix && typeof textAt(key) !== 'string')
      .map(({ key, where }) => `${where}: ${key}`)
    expect(missing).toEqual([])
  })

  it('are there for every beginning to which a code is added', () => {
    const keys = all.map(([key]) => key)
    const missing = used()
      .filter(({ key, prefix }) => prefix && !keys.some((each) => each.startsWith(key) && each !== key))
      .map(({ key, where }) => `${where}: ${key}…`)
    expect(missing).toEqual([])
  })

  it('name buttons and fields between the same marks everywhere: “Save”', () => {
    // What is written between {' and '} is for vue-i18n; an apostrophe stands between letters, or after the last one.
    const other = all.filter(([, text]) =>
      /["‘‚„«»]|(?<!\p{L})['’]|['](?!\p{L})/u.test(text.replaceAll(/\{'[^']*'\}/g, '')),
    )
    expect(other).toEqual([])
  })

  it('are all shown somewhere', () => {
    const shown = used()
    // Keys of progress, undo and the like come from the contract and from tasks; there they stand in quotes.
    const elsewhere = mainSources.join('\n')
    const idle = all
      .map(([key]) => key)
      .filter(
        (key) =>
          !shown.some((each) => (each.prefix ? key.startsWith(each.key) : key === each.key)) &&
          !elsewhere.includes(`'${key}'`) &&
          !sources.some(({ text }) => text.includes(`'${key}'`)),
      )
    expect(idle).toEqual([])
  })

  it('are never empty', () => {
    expect(all.filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
  })

  it('close every brace', () => {
    const odd = all.filter(([, text]) => text.split('{').length !== text.split('}').length)
    expect(odd.map(([key]) => key)).toEqual([])
  })

  it('can all be read by the program that shows them', () => {
    const { t } = createTexts('en').global
    for (const [key, text] of all) {
      const params = Object.fromEntries(placeholders(text).map((name) => [name.slice(1, -1), 'x']))
      const shown = (t as (key: string, params: object, plural: number) => string)(key, params, 2)
      expect(shown, key).not.toBe(key)
      expect(shown, key).not.toMatch(/[{}|]/)
    }
  })
})

describe('the pseudo-language', () => {
  it('keeps every key and every placeholder, and is longer', () => {
    const other = flat(pseudo(en))
    expect(other.map(([key]) => key)).toEqual(all.map(([key]) => key))
    other.forEach(([key, text], index) => {
      const english = all[index]?.[1] ?? ''
      expect([key, placeholders(text)]).toEqual([key, placeholders(english)])
      expect(text.split(' | ')).toHaveLength(english.split(' | ').length)
      expect(text.length).toBeGreaterThan(english.length)
    })
  })

  it('is shown as it is chosen, with what is filled in', () => {
    const { t } = createTexts(PSEUDO).global
    expect(t('refusals.password-too-short', { length: 8 })).toMatch(/^\[.*8.*\]$/)
  })

  it('keeps the placeholders of any text', () => {
    const parts = fc.oneof(
      fc.constantFrom('{name}', '{count}', ' | ', 'Ärger'),
      fc.stringMatching(/^[A-Za-z ]{0,12}$/),
    )
    fc.assert(
      fc.property(fc.array(parts), (pieces) => {
        const text = pieces.join('')
        expect(placeholders(pseudoText(text))).toEqual(placeholders(text))
        expect(pseudoText(text).split(' | ')).toHaveLength(text.split(' | ').length)
      }),
    )
  })
})
