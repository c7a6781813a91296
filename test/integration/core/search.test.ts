import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { catalogue } from '../../../src-main/app/catalogue'
import { foldWords } from '../../../src-main/domain/folding'
import type { AuthorityRow, SearchCriteria, Sort } from '../../../src-shared/contract/authorities'
import { openCore, type Core } from '../../support/core'
import { NaiveSearch } from '../../support/naive-search'
import { authorityOf } from '../../support/samples'
import { place } from '../../support/story'

const EMPTY: SearchCriteria = {
  text: '',
  myAuthoritiesOnly: false,
  memberState: null,
  type: null,
  status: null,
  module: null,
  role: null,
  accessManager: null,
  administrators: null,
}
const BY_NAME: Sort = { by: 'officialName', descending: false }
const collator = new Intl.Collator('en', { numeric: true })

let core: Core
let naive: NaiveSearch
let manager: Caller

beforeAll(async () => {
  core = openCore()
  const helpdesk = await core.start()
  await core.done('sample.generate', { set: 'S' })
  const [row] = core.raw(
    'SELECT managerId FROM accessManager GROUP BY managerId ORDER BY count(*) DESC LIMIT 1',
  )
  manager = await core.addOperator(row?.['managerId'] as never)
  core.actAs(helpdesk)
  naive = new NaiveSearch(core)
})
afterAll(() => {
  core.close()
})

async function everyPage(
  criteria: SearchCriteria,
  sort: Sort,
  limit: number,
  as?: Caller,
): Promise<AuthorityRow[]> {
  const rows: AuthorityRow[] = []
  for (let offset = 0; ; offset += limit) {
    const input = { criteria, sort, page: { offset, limit } }
    const page = await core.done('authorities.search', input, as === undefined ? {} : { as })
    rows.push(...page.rows)
    if (page.rows.length < limit) return rows
  }
}

const idsOf = (rows: readonly { id: string }[]) => rows.map((row) => row.id)

/** A criterion that counts, now and then. */
const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null, freq: 2 })

function anyCriteria(): fc.Arbitrary<SearchCriteria> {
  const words = naive.someWords()
  const types = catalogue.authorityTypes.flatMap((type) => [
    type.code,
    ...type.parameters.map((parameter) => `${type.code}:${parameter.code}`),
  ])
  const word = fc
    .tuple(fc.constantFrom(...words), fc.nat(6), fc.nat(8))
    .map(([whole, from, length]) => whole.slice(Math.min(from, whole.length - 1)).slice(0, length + 1))
  const text = fc.oneof(
    fc.constant(''),
    word,
    fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 2 }).map((each) => each.join(' ')),
    fc.constantFrom('lodz', 'ΑΘΗΝΑ', 'sofia', 'straße', 'STRASSE', 'x', 'zzz', '1', '-'),
  )
  return fc.record({
    text,
    myAuthoritiesOnly: fc.boolean(),
    memberState: maybe(fc.constantFrom(...catalogue.memberStates.map((state) => state.code))),
    type: maybe(fc.constantFrom(...types)),
    status: maybe(fc.constantFrom('active', 'inactivated', 'removed')),
    module: maybe(fc.constantFrom(...catalogue.modules.map((module) => module.code))),
    role: maybe(fc.constantFrom('authority', 'coordinator')),
    accessManager: maybe(fc.constantFrom(...naive.managers())),
    administrators: maybe(fc.constantFrom('with', 'without')),
  })
}

describe('searching by any criteria and words', () => {
  it('finds exactly what looking through every row finds, and counts it right', async () => {
    await fc.assert(
      fc.asyncProperty(anyCriteria(), fc.boolean(), async (criteria, asManager) => {
        const as = asManager ? { as: manager } : {}
        const expected = naive.find(criteria, asManager ? manager.actsFor : null)
        const { rows } = await core.done(
          'authorities.search',
          { criteria, sort: BY_NAME, page: { offset: 0, limit: 500 } },
          as,
        )
        expect(idsOf(rows).sort()).toEqual(expected)
        const { matching, all } = await core.done('authorities.count', { criteria }, as)
        expect([matching, all]).toEqual([expected.length, 500])
      }),
      { numRuns: 400 },
    )
  })

  it('finds the same in every order, page by page, without any twice', async () => {
    const sorts = fc.record({
      by: fc.constantFrom('relevance', 'officialName', 'memberState', 'status', 'type'),
      descending: fc.boolean(),
    }) as fc.Arbitrary<Sort>
    await fc.assert(
      fc.asyncProperty(
        anyCriteria(),
        sorts,
        fc.integer({ min: 1, max: 200 }),
        async (criteria, sort, some) => {
          // Small pages where little is found, so that no run asks for hundreds of them.
          const limit = Math.max(some, Math.ceil(naive.find(criteria, null).length / 12))
          const rows = await everyPage(criteria, sort, limit)
          expect(idsOf(rows).sort()).toEqual(naive.find(criteria, null))
          expect(idsOf(rows)).toEqual(idsOf(await everyPage(criteria, sort, 500)))
          expect(isInOrder(rows, sort)).toBe(true)
        },
      ),
      { numRuns: 120 },
    )
  })

  it('says for an empty result how many there would be without each single criterion', async () => {
    const criteria = { ...EMPTY, text: 'zzz', memberState: 'DE', status: 'active' } as const
    expect(await core.done('authorities.excluding', { criteria })).toEqual({
      without: [
        { criterion: 'text', matching: naive.find({ ...criteria, text: '' }, null).length },
        { criterion: 'memberState', matching: 0 },
        { criterion: 'status', matching: 0 },
      ],
    })
  })

  it('marks only letters that are there', async () => {
    await fc.assert(
      fc.asyncProperty(anyCriteria(), async (criteria) => {
        for (const row of await everyPage(criteria, BY_NAME, 500)) {
          for (const [text, hits] of [
            [row.officialName, row.nameHits],
            [row.informalTitle, row.titleHits],
          ] as const) {
            let end = 0
            for (const [from, to] of hits) {
              expect(from >= end && to > from && to <= text.length).toBe(true)
              end = to
            }
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})

/** Whether rows stand in the order that was asked for; best match first has its own tests. */
function isInOrder(rows: readonly AuthorityRow[], { by, descending }: Sort): boolean {
  if (by === 'relevance') return true
  const states = catalogue.memberStates.map((state) => state.code).sort()
  const types = catalogue.authorityTypes.map((type) => type.code)
  const group = (row: AuthorityRow): number => {
    if (by === 'officialName') return 0
    if (by === 'memberState') return states.indexOf(row.memberState)
    if (by === 'status') return ['active', 'inactivated', 'removed'].indexOf(row.status)
    const first = row.types[0]?.split(':')[0]
    return first === undefined ? types.length : types.indexOf(first)
  }
  return rows.every((row, index) => {
    const before = rows[index - 1]
    if (before === undefined) return true
    const byGroup = (group(before) - group(row)) * (descending ? -1 : 1)
    const byName = collator.compare(before.officialName, row.officialName)
    return byGroup < 0 || (byGroup === 0 && (by === 'officialName' && descending ? -byName : byName) <= 0)
  })
}

describe('one search box', () => {
  let names: Core
  beforeAll(async () => {
    names = openCore()
    await names.start()
    for (const officialName of [
      'Urząd Miasta Łodzi',
      'Łódź',
      'Bundesanstalt für Straßenwesen',
      'Øresund Kommune',
      'Ħal Qormi',
      'Δήμος Αθήνα',
      'Столична община София',
      'Behörde für Umwelt',
      'Amt Strassen',
    ]) {
      place(names, authorityOf({ officialName }))
    }
  })
  afterAll(() => {
    names.close()
  })

  it.each([
    ['lodz', 'Łódź'],
    ['Łódź', 'Łódź'],
    ['strasse', 'Bundesanstalt für Straßenwesen'],
    ['STRAßE', 'Bundesanstalt für Straßenwesen'],
    ['strassenwesen', 'Bundesanstalt für Straßenwesen'],
    ['oresund', 'Øresund Kommune'],
    ['hal', 'Ħal Qormi'],
    ['athina', 'Δήμος Αθήνα'],
    ['αθηνα', 'Δήμος Αθήνα'],
    ['sofia', 'Столична община София'],
    ['софия', 'Столична община София'],
    ['behoerde', 'Behörde für Umwelt'],
    ['behorde', 'Behörde für Umwelt'],
    ['wesen', 'Bundesanstalt für Straßenwesen'],
  ])('finds by %s: %s, and marks it', async (text, name) => {
    const sort = { by: 'relevance', descending: false } as const
    const { rows } = await names.done('authorities.search', {
      criteria: { ...EMPTY, text },
      sort,
      page: { offset: 0, limit: 10 },
    })
    const found = rows.find((row) => row.officialName === name)
    expect(found?.nameHits.length).toBeGreaterThan(0)
    const top = await names.done('search.top', { text })
    expect(top.authorities.map((each) => each.officialName)).toContain(name)
  })
})

describe('the best match', () => {
  it('comes first: start of the name, then words of the name, then anything else', async () => {
    const ranked = openCore()
    await ranked.start()
    const put = (officialName: string, more = {}) => place(ranked, authorityOf({ officialName, ...more }))
    put('Zweite Stelle', { city: 'Wegberg' })
    put('Amt für Weg und Steg')
    put('Bahnwegamt')
    put('Wegeamt Süd')
    put('Ein Titel', { informalTitle: 'Der Weg' })
    put('Weg Nord')
    const { rows } = await ranked.done('authorities.search', {
      criteria: { ...EMPTY, text: 'weg' },
      sort: { by: 'relevance', descending: false },
      page: { offset: 0, limit: 10 },
    })
    expect(rows.map((row) => row.officialName)).toEqual([
      'Weg Nord',
      'Wegeamt Süd',
      'Amt für Weg und Steg',
      'Bahnwegamt',
      'Ein Titel',
      'Zweite Stelle',
    ])
    expect(foldWords('Weg')).toEqual(['weg'])
    ranked.close()
  })
})
