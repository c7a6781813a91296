import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { created, updated } from '../../../src-main/domain/change'
import { canonicalJson, sha256, type Json } from '../../../src-main/store/history/canonical'
import { recordChanges } from '../../../src-main/store/history/changes'
import { hashEntry, type Entry } from '../../../src-main/store/history/entry'
import { rowsOf } from '../../support/arbitraries'
import { steadyRandom } from '../../support/ports'
import { formatHybrid, instantOf } from '../../../src-shared/time'
import { accessOf, authorityOf, newId, NOW } from '../../support/samples'

const random = steadyRandom(1)
const authority = authorityOf({
  officialName: 'Amt',
  types: ['nimic'],
  email: 'amt@authority.example',
  phone: '+49 1',
})

describe('what the history says of a change', () => {
  it('is before and after of each field that changed, and no other', () => {
    const { changes, personal } = recordChanges(
      updated('authority', authority, {
        officialName: 'Bundesamt',
        status: 'inactivated',
        inactivatedAt: NOW,
      }),
      random,
    )
    expect(changes).toEqual({
      officialName: { before: 'Amt', after: 'Bundesamt' },
      status: { before: 'active', after: 'inactivated' },
      inactivatedAt: { before: null, after: NOW },
    })
    expect(personal).toEqual({})
  })

  it('is the members added and removed, for a set', () => {
    const change = updated('authority', authority, { types: ['coordinator-national', 'ministry'] })
    expect(recordChanges(change, random).changes).toEqual({
      types: { added: ['coordinator-national', 'ministry'], removed: ['nimic'] },
    })
  })

  it('has no before for a new row', () => {
    const { changes } = recordChanges(created('access', accessOf(authority)), random)
    expect(changes['module']).toEqual({ after: 'registers' })
    expect(changes['role']).toEqual({ after: null })
    expect(changes['keywords']).toEqual({ added: [], removed: [] })
  })

  it('holds personal values only as salted digests; values and salts stand aside', () => {
    const change = updated('authority', authority, { email: 'neu@authority.example' })
    const { changes, personal } = recordChanges(change, random)
    const { before, after } = personal['email'] ?? {}
    expect([before?.[0], after?.[0]]).toEqual(['amt@authority.example', 'neu@authority.example'])
    const digest = ([value, salt]: readonly [Json, string] = ['', '']) =>
      sha256(`${salt}\n${canonicalJson(value)}`)
    expect(changes).toEqual({
      email: { before: { digest: digest(before) }, after: { digest: digest(after) } },
    })
    expect(canonicalJson(changes)).not.toContain('authority.example')
  })

  it('salts each value anew, so that equal values do not show', () => {
    const twins = [1, 2].map(() => recordChanges(created('authority', authority), random).changes['email'])
    expect(twins[0]).not.toEqual(twins[1])
  })

  it('leaves an empty personal value open, since it tells nothing about anybody', () => {
    const { changes, personal } = recordChanges(updated('authority', authority, { phone: '' }), random)
    expect(changes['phone']).toMatchObject({ after: '' })
    expect(personal['phone']).toHaveProperty('before')
    expect(personal['phone']).not.toHaveProperty('after')
  })

  it('never holds a personal value of any user, whatever it is', () => {
    fc.assert(
      fc.property(rowsOf('user'), rowsOf('user'), (before, after) => {
        const change = updated('user', before, { ...after, id: before.id })
        const { changes, personal } = recordChanges(change, random)
        for (const field of ['userName', 'name', 'email', 'phone', 'passwordHash'] as const) {
          if (before[field] === after[field]) continue
          for (const side of ['before', 'after'] as const) {
            const value = (side === 'before' ? before : after)[field]
            const told = (changes[field] as Record<string, unknown>)[side]
            expect(told).toEqual(value === '' ? '' : { digest: expect.any(String) as string })
            expect(personal[field]?.[side]?.[0]).toBe(value === '' ? undefined : value)
          }
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('the hash of a history entry', () => {
  const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('"', '\\', '\n', '\u2028', '💙'))
  const entries: fc.Arbitrary<Entry> = fc.record({
    id: texts,
    unit: texts,
    replica: fc.constant(newId()),
    seq: fc.nat(),
    wall: fc.nat(),
    counter: fc.nat({ max: 0xffff }),
    at: fc.constant(NOW),
    parents: fc.array(texts, { maxLength: 2 }),
    operator: fc.option(texts, { nil: null }),
    actingFor: fc.option(texts, { nil: null }),
    command: texts,
    reason: texts,
    origin: texts,
    undoes: fc.option(texts, { nil: null }),
    schemaVersion: fc.nat(),
    entity: texts,
    entityId: texts,
    about: texts,
    op: texts,
    changes: fc.dictionary(texts, texts, { maxKeys: 3, noNullPrototype: true }),
  })

  it('is SHA-256 of the entry, and of the hash before it, as canonical JSON', () => {
    fc.assert(
      fc.property(entries, texts, (entry, prevHash) => {
        const { wall, counter, ...told } = entry
        const hlc = formatHybrid(instantOf(wall), counter, entry.replica)
        expect(hashEntry(entry, canonicalJson(entry.changes), prevHash)).toBe(
          sha256(canonicalJson({ ...told, hlc, prevHash })),
        )
      }),
    )
  })
})
