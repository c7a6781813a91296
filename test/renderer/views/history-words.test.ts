import { beforeEach, describe, expect, it } from 'vitest'
import { useCatalogue } from '../../../src-renderer/stores/catalogue'
import { useHistoryWords } from '../../../src-renderer/views/authority/useHistoryWords'
import { catalogue } from '../../../src-main/app/catalogue'
import type { HistoryUnit, HistoryValue } from '../../../src-shared/contract/history'
import { installBridge } from '../../support/fake-bridge'
import { inProgram } from '../../support/renderer'
import { newId, NOW } from '../../support/samples'

type Entry = HistoryUnit['entries'][number]

let words: ReturnType<typeof useHistoryWords>
beforeEach(async () => {
  installBridge().answer('catalogue.read', catalogue)
  const used = inProgram(() => ({ ...useHistoryWords(), load: useCatalogue().load }))
  await used.load()
  words = used
})

const entry = (fields: Partial<Entry> = {}): Entry => ({
  id: 'e1',
  entity: 'authority',
  entityId: 'a1',
  op: 'update',
  label: '',
  changes: [],
  ...fields,
})
const value = (of: string | number | boolean | null): HistoryValue => ({ kind: 'value', value: of })
const set = (added: string[], removed: string[] = []): HistoryValue => ({ kind: 'set', added, removed })
const changed = (field: string, before: HistoryValue, after: HistoryValue, fields: Partial<Entry> = {}) =>
  words.changes(entry({ changes: [{ field, before, after }], ...fields }), new Map())

describe('the history', () => {
  it('says what was done in words', () => {
    expect(words.command('authorities.inactivate')).toBe('Authority inactivated')
    expect(words.command('future.act')).toBe('Another act (future.act)')
  })

  it('says where an act came from, if not from somebody at this window', () => {
    expect(words.origin('list:cities-2026')).toBe('by import of the list “cities-2026”')
    expect(words.origin('window')).toBe('')
  })

  it('says what an entry is about, unless it is the authority itself', () => {
    expect(words.subject(entry())).toBe('')
    expect(words.subject(entry({ entity: 'access', label: 'registers' }))).toBe('Access: Registers')
    expect(words.subject(entry({ entity: 'user', label: 'Łucja Ørsted', op: 'create' }))).toBe(
      'User: Łucja Ørsted – new',
    )
  })
})

describe('a changed field', () => {
  it('shows old and new value in words', () => {
    expect(changed('memberState', value('DE'), value('EL'))).toMatchObject([
      { label: 'Member State', old: 'Germany', now: 'Greece' },
    ])
    expect(changed('status', value('active'), value('inactivated'))).toMatchObject([
      { old: 'Active', now: 'Inactivated' },
    ])
    expect(changed('hasAccessManagerRole', value(false), value(true))).toMatchObject([
      { old: 'No', now: 'Yes' },
    ])
  })

  it('of something new has no old value', () => {
    expect(changed('city', value(null), value('Erfurt'), { op: 'create' })).toMatchObject([
      { old: null, now: 'Erfurt' },
    ])
  })

  it('says that its old value was erased', () => {
    expect(changed('phone', { kind: 'erased' }, value('+49 361 1'))).toMatchObject([
      { old: 'erased', now: '+49 361 1' },
    ])
  })

  it('of several values says which were added and which removed', () => {
    expect(changed('languages', set([]), set(['de', 'fr'], ['el']))[0]?.lines).toEqual([
      'Added: German, French',
      'Removed: Greek',
    ])
  })

  it('of several values names ten and counts the rest', () => {
    const codes = catalogue.languages.slice(0, 13).map(({ code }) => code)
    expect(changed('languages', set([]), set(codes))[0]?.lines[0]).toMatch(/, 3 more$/)
  })

  it('names authorities instead of their identifiers where they are known', () => {
    const names = new Map([['a2', 'Amt Wachsenburg']])
    const about = entry({
      changes: [{ field: 'linkedCoordinators', before: set([]), after: set(['a2', 'a3']) }],
    })
    expect(words.changes(about, names)[0]?.lines).toEqual(['Added: Amt Wachsenburg, a3'])
  })

  it('is not shown where it was empty and stays empty', () => {
    expect(changed('fax', value(null), value(''), { op: 'create' })).toEqual([])
    expect(changed('types', set([]), set([]), { op: 'create' })).toEqual([])
  })

  it('is never a password', () => {
    expect(changed('passwordHash', value('scrypt$old'), value('scrypt$new'))).toEqual([])
  })

  it('with a moment shows it as a date', () => {
    expect(changed('inactivatedAt', value(null), value(NOW))[0]?.now).toMatch(/^2\d Nov 2026, \d\d:00$/)
  })
})

describe('the authorities a history speaks of', () => {
  it('are found once each, in old and new values', () => {
    const [manager, coordinator] = [newId(), newId()]
    const unit: HistoryUnit = {
      ...{ id: 'u1', at: NOW, operator: 'Maria Keller', actingFor: null },
      ...{ command: 'accesses.edit', reason: '', origin: 'window', undoes: null, undoneBy: null },
      entries: [
        entry({ changes: [{ field: 'managerId', before: value(null), after: value(manager) }] }),
        entry({
          changes: [
            { field: 'linkedCoordinators', before: set([]), after: set([coordinator], [manager]) },
            { field: 'city', before: value('Bonn'), after: value('Erfurt') },
          ],
        }),
      ],
    }
    expect(words.authoritiesIn([unit])).toEqual([manager, coordinator])
  })
})
