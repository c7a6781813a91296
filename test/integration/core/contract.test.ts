import fc from 'fast-check'
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createShellHandlers } from '../../../src-main/app/shell/handlers'
import { entryOf } from '../../../src-main/app/answering'
import type { Caller } from '../../../src-main/app/ports'
import { readerHandlers, workerHandlers, writerHandlers } from '../../../src-main/host/handlers'
import { BULK_OBSTACLES } from '../../../src-shared/contract/bulk'
import { REMOVAL_OBSTACLES } from '../../../src-shared/contract/retention'
import { contract, type Name } from '../../../src-shared/contract'
import { joined } from '../../../src-shared/contract/joined'
import { UNAVAILABLE_REASONS } from '../../../src-shared/faults'
import { en } from '../../../src-renderer/i18n'
import { failureOf, NOBODY, openCore, type Core } from '../../support/core'
import { authorityOf, newId } from '../../support/samples'
import { place, stateOf } from '../../support/story'

const NAMES = Object.keys(contract) as Name[]
const ASKED = NAMES.filter((name) => contract[name].place !== 'shell')

function textOf(key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>((texts, part) => (texts as Record<string, unknown> | undefined)?.[part], en)
}

describe('every request of the contract', () => {
  it.each([
    ['reader', readerHandlers],
    ['worker', workerHandlers],
    ['writer', writerHandlers],
    ['shell', createShellHandlers({} as never)],
  ] as const)('has a handler where it is answered, and there is no other: %s', (place, handlers) => {
    const expected = NAMES.filter((name) => contract[name].place === place)
    expect(Object.keys(handlers).sort()).toEqual(expected.sort())
  })

  it('is found by its own name only', () => {
    for (const name of NAMES) expect(entryOf(name)).toBe(contract[name])
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '', 'session']) {
      expect(entryOf(name)).toBeUndefined()
    }
  })

  it('that writes an act has words for it in the history', () => {
    const acts = NAMES.filter((name) => contract[name].kind !== 'query' && contract[name].place === 'writer')
    expect(acts.filter((name) => typeof textOf(`history.commands.${name}`) !== 'string')).toEqual([])
  })

  it('has a sentence for each of its refusals', () => {
    const codes = NAMES.flatMap((name) => {
      const entry = contract[name]
      return entry.kind === 'query' ? [] : [...entry.refusals]
    })
    const missing = [...new Set(codes)].filter((code) => typeof textOf(`refusals.${code}`) !== 'string')
    expect(missing).toEqual([])
  })

  it('has no sentence for a refusal that nothing gives', () => {
    const given = new Set<string>(
      NAMES.flatMap((name) => {
        const entry = contract[name]
        return entry.kind === 'query' ? [] : [...entry.refusals]
      }),
    )
    for (const code of [...BULK_OBSTACLES, ...REMOVAL_OBSTACLES]) given.add(code)
    expect(Object.keys(en.refusals).filter((code) => !given.has(code))).toEqual([])
  })

  it('says of each refusal about a field which field of its input that is', () => {
    const strayed = NAMES.flatMap((name) => {
      const entry = contract[name]
      if (entry.kind === 'query') return []
      const fields = fieldsOf(entry.input)
      return Object.entries(entry.fieldOf).filter(([, field]) => !fields.includes(String(field)))
    })
    expect(strayed).toEqual([])
  })

  it('cannot be declared twice', () => {
    expect(() => joined([{ 'a.read': 1 }, { 'a.read': 2 }])).toThrow('The contract declares a.read twice')
  })

  it('that cannot be taken back says why, before it is done', () => {
    const keys = NAMES.flatMap((name) => {
      const entry = contract[name]
      return entry.kind === 'query' || entry.undo === 'inverse' ? [] : [entry.undo.never]
    })
    expect([...new Set(keys)].filter((key) => typeof textOf(key) !== 'string')).toEqual([])
  })
})

/** The fields of an input, those of what is written in a form included. */
function fieldsOf(input: z.ZodType): string[] {
  if (!(input instanceof z.ZodObject)) return []
  const shape = input.shape as Record<string, z.ZodType>
  return [...Object.keys(shape), ...(shape['data'] === undefined ? [] : fieldsOf(shape['data']))]
}

describe('what belongs to the IMI Helpdesk', () => {
  let core: Core
  let others: Caller
  beforeAll(async () => {
    core = openCore()
    await core.start()
    const authority = place(core, authorityOf({ hasAccessManagerRole: true }))
    others = await core.addOperator(authority.id)
  })
  afterAll(() => {
    core.close()
  })

  const OF_HELPDESK = ASKED.filter((name) => contract[name].who === 'helpdesk')
  it.each(OF_HELPDESK)(
    'is refused to an operator of an authority before anything is looked at: %s',
    async (name) => {
      const before = stateOf(core)
      expect(failureOf(await core.ask(name, 'not even an input', { as: others }))).toBe('helpdesk-only')
      expect(stateOf(core)).toEqual(before)
    },
  )

  it.each(OF_HELPDESK)('is refused to a caller who is nobody: %s', async (name) => {
    expect(failureOf(await core.ask(name, {}, { as: NOBODY }))).toBe('helpdesk-only')
  })
})

describe('every fault', () => {
  it.each(UNAVAILABLE_REASONS)('has a sentence: %s', (reason) => {
    expect(textOf(`common.faults.${reason}`)).toBeTypeOf('string')
  })
})

describe('garbage', () => {
  let core: Core
  beforeAll(async () => {
    core = openCore()
    await core.start()
  })
  afterAll(() => {
    core.close()
  })

  /** Values of the right form as well, so that garbage also stands deep inside what else would be fine. */
  const garbage = fc.oneof(
    fc.anything({ maxDepth: 2, withNullPrototype: false }),
    fc.dictionary(
      fc.constantFrom('id', 'criteria', 'sort', 'page', 'data', 'reason', 'revision', 'file', 'text', 'x'),
      fc.oneof(fc.anything({ maxDepth: 1, withNullPrototype: false }), fc.constant(newId())),
      { noNullPrototype: true },
    ),
  )

  it.each(ASKED)('is refused as invalid input and writes nothing: %s', async (name) => {
    const before = stateOf(core)
    const inputs = fc.sample(garbage, { numRuns: 60, seed: 7 }).filter(isCloneable)
    const given = [undefined, null, 0, '', [], 'x', { extra: 1 }, ...inputs]
    for (const input of given) {
      if (contract[name].input.safeParse(input).success) continue
      expect(await core.ask(name, input)).toMatchObject({ ok: false, error: { kind: 'invalid-input' } })
    }
    expect(stateOf(core)).toEqual(before)
  })

  it('inside texts that reach the store is refused as invalid input, never a fault of the program', async () => {
    const page = { offset: 0, limit: 10 }
    const sort = { by: 'relevance', descending: false }
    const criteria = { ...EMPTY, text: '' }
    const bad = ['a\0b', '\ud83d', '\udc99x']
    for (const text of bad) {
      const requests: [string, unknown][] = [
        ['authorities.search', { criteria: { ...criteria, text }, sort, page }],
        ['authorities.search', { criteria: { ...criteria, type: text }, sort, page }],
        ['authorities.count', { criteria: { ...criteria, type: text } }],
        ['authorities.excluding', { criteria: { ...criteria, type: text } }],
        ['authorities.duplicates', { officialName: text, memberState: 'DE', email: '', except: null }],
        ['authorities.duplicates', { officialName: 'x', memberState: 'DE', email: text, except: null }],
        ['authorities.duplicates', { officialName: 'x', memberState: '\0\0', email: '', except: null }],
        ['authorities.accessManagerChoices', { memberState: '\ud83d', text: '' }],
        ['search.top', { text }],
      ]
      for (const [name, input] of requests) {
        expect([name, await core.ask(name, input)]).toMatchObject([
          name,
          { error: { kind: 'invalid-input' } },
        ])
      }
    }
  })

  it('that looks like the language of the search is only words to look for', async () => {
    const page = { offset: 0, limit: 10 }
    const sort = { by: 'relevance', descending: false } as const
    const words = [
      '"',
      'a OR b',
      'NOT',
      'name : x',
      '^x',
      'x*',
      '(',
      "'; DROP TABLE authority; --",
      '{facets} : all',
      '-',
      'a NEAR b',
      'a '.repeat(100),
    ]
    for (const text of words) {
      const reply = await core.done('authorities.search', { criteria: { ...EMPTY, text }, sort, page })
      expect([text, reply.rows]).toEqual([text, []])
      await core.done('authorities.count', { criteria: { ...EMPTY, text, type: '" OR facets : "all' } })
      await core.done('search.top', { text })
    }
  })

  it('as page far beyond the end is an empty page', async () => {
    const sort = { by: 'officialName', descending: false } as const
    const page = { offset: Number.MAX_SAFE_INTEGER, limit: 500 }
    expect(await core.done('authorities.search', { criteria: { ...EMPTY, text: '' }, sort, page })).toEqual({
      rows: [],
    })
  })
})

const EMPTY = {
  myAuthoritiesOnly: false,
  memberState: null,
  type: null,
  status: null,
  module: null,
  role: null,
  accessManager: null,
  administrators: null,
}

/** Whether it could come over the channel at all. */
function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value)
    return true
  } catch {
    return false
  }
}
