import { copyFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { newFolder, openCore, removeFolder, type Core } from '../../support/core'
import { authorityOf, dataOf } from '../../support/samples'
import { historyOf, place } from '../../support/story'
import type { Authority } from '../../../src-shared/entities/authority'

let core: Core
let helpdesk: Caller
let subject: Authority['id']
const written = newFolder()

beforeAll(async () => {
  core = openCore(written)
  helpdesk = await core.start()
  subject = place(core, authorityOf()).id
  for (let revision = 1; revision <= 20; revision += 1) {
    const data = dataOf({ phone: `+49 ${String(revision)}`, informalTitle: `Title ${String(revision)}` })
    await core.done('authorities.edit', { id: subject, revision, data, reason: `Call ${String(revision)}` })
  }
  core.shut()
})
afterAll(() => {
  removeFolder(written)
})

/** Each test tampers with a store of its own. */
beforeEach(() => {
  const folder = newFolder()
  copyFileSync(`${written}/imi.db`, `${folder}/imi.db`)
  core = openCore(folder)
  core.actAs(helpdesk)
})
afterEach(() => {
  core.close()
})

const verdict = async () => core.done('history.verify', {})
/** The entry of the tenth edit: the operator and the new authority came first. */
const TENTH = 12
const idOf = (seq: number) => core.raw('SELECT id FROM history WHERE seq = ?', [seq])[0]?.['id']

describe('the chain of the history', () => {
  it('holds after many acts', async () => {
    expect(await verdict()).toEqual({ entries: 22, broken: null })
  })

  it('holds after the store was closed and opened again', async () => {
    core.shut()
    core = openCore(core.folder)
    expect(await verdict()).toEqual({ entries: 22, broken: null })
  })

  const DROP = `
    DROP TRIGGER historyKeepsEntries; DROP TRIGGER historyKeepsAll;
    DROP TRIGGER unitKeepsEntries; DROP TRIGGER unitKeepsAll; PRAGMA foreign_keys = OFF;`

  it.each([
    [
      'what changed',
      'hash',
      `UPDATE history SET changes = replace(changes, 'Title 10', 'Title X') WHERE seq = 12`,
    ],
    ['what changed, to something unreadable', 'hash', `UPDATE history SET changes = '{' WHERE seq = 12`],
    ['the entity it is about', 'hash', `UPDATE history SET entityId = 'X' WHERE seq = 12`],
    ['the authority whose history shows it', 'hash', `UPDATE history SET about = 'X' WHERE seq = 12`],
    ['the kind of act', 'hash', `UPDATE history SET op = 'create' WHERE seq = 12`],
    ['the moment it was written', 'hash', `UPDATE history SET wall = wall + 1 WHERE seq = 12`],
    [
      'the moment, to none of any calendar',
      'hash',
      `UPDATE history SET wall = 9000000000000000 WHERE seq = 12`,
    ],
    ['what came before it', 'hash', `UPDATE history SET parents = '[]' WHERE seq = 12`],
    ['its hash', 'hash', `UPDATE history SET hash = 'x' WHERE seq = 12`],
    ['the reason', 'hash', `UPDATE unit SET reason = 'Other' WHERE reason = 'Call 10'`],
    ['the operator', 'hash', `UPDATE unit SET operator = NULL WHERE reason = 'Call 10'`],
    ['the time of the act', 'hash', `UPDATE unit SET at = at - 86400000 WHERE reason = 'Call 10'`],
    ['the command', 'hash', `UPDATE unit SET command = 'other' WHERE reason = 'Call 10'`],
    [
      'a personal value',
      'personal',
      `UPDATE personalValue SET data = replace(data, '+49 10', '+49 99') WHERE entry = 12`,
    ],
    [
      'a personal value, to something unreadable',
      'personal',
      `UPDATE personalValue SET data = '?' WHERE entry = 12`,
    ],
    [
      'personal values that belong elsewhere',
      'personal',
      `UPDATE personalValue SET data = (SELECT data FROM personalValue WHERE entry = 13) WHERE entry = 12`,
    ],
  ])('names the entry in which somebody changed %s', async (_what, how, script) => {
    core.tamper(`${DROP} ${script}`)
    expect((await verdict()).broken).toMatchObject({ seq: TENTH, id: idOf(TENTH), how })
  })

  it.each([
    ['an entry', 'DELETE FROM history WHERE seq = 12'],
    ['a whole act', `DELETE FROM unit WHERE reason = 'Call 10'`],
  ])('names the entry after the gap where somebody took out %s', async (_what, script) => {
    core.tamper(`${DROP} ${script}`)
    expect((await verdict()).broken).toMatchObject({ seq: TENTH + 1, id: idOf(TENTH + 1), how: 'gap' })
  })

  it('names the first of several', async () => {
    core.tamper(`${DROP} UPDATE history SET op = 'create' WHERE seq IN (15, 12, 20)`)
    expect((await verdict()).broken).toMatchObject({ seq: TENTH })
  })

  it.each([
    ['the newest entries were taken out', 'head', 'DELETE FROM history WHERE seq > 20'],
    [
      'the head was set back with them',
      'signature',
      `DELETE FROM history WHERE seq > 20;
      UPDATE replica SET seq = 20, head = (SELECT hash FROM history WHERE seq = 20)`,
    ],
    ['the signature is another one', 'signature', `UPDATE replica SET signature = 'AAAA'`],
    ['the public key is none', 'signature', `UPDATE replica SET publicKey = 'AAAA'`],
  ])('shows that %s', async (_what, how, script) => {
    core.tamper(`${DROP} ${script}`)
    expect((await verdict()).broken).toMatchObject({ how })
  })

  it('does not fit another PC', async () => {
    core.tamper(`UPDATE replica SET id = '01ARYZ6S41000000000000000A'`)
    expect((await verdict()).broken).toMatchObject({ seq: 1, how: 'hash' })
  })
})

describe('a personal value that was erased for good', () => {
  it('is shown as erased, while the chain still verifies and the rest is still told', async () => {
    core.tamper('DELETE FROM personalValue WHERE entry = 12')
    expect((await verdict()).broken).toBeNull()
    const tenth = (await historyOf(core, subject)).find((unit) => unit.reason === 'Call 10')
    expect(tenth?.entries[0]?.changes).toEqual([
      {
        field: 'informalTitle',
        before: { kind: 'value', value: 'Title 9' },
        after: { kind: 'value', value: 'Title 10' },
      },
      { field: 'phone', before: { kind: 'erased' }, after: { kind: 'erased' } },
    ])
  })
})

describe('entries of the history', () => {
  it.each([
    'UPDATE history SET op = op',
    'DELETE FROM history WHERE seq = 1',
    'UPDATE unit SET reason = reason',
    'DELETE FROM unit WHERE row = 1',
  ])('cannot be touched through the store: %s', (script) => {
    expect(() => {
      core.tamper(script)
    }).toThrow('history is never')
  })
})

describe('the list of what was done', () => {
  const filtered = async (filter: Record<string, unknown>) => {
    const everything = { operator: '', field: '', from: null, to: null, text: '' }
    const page = { offset: 0, limit: 100 }
    const reply = await core.ask('history.list', {
      authorityId: subject,
      filter: { ...everything, ...filter },
      page,
    })
    return (reply as { value: { units: { reason: string }[] } }).value.units.map((unit) => unit.reason)
  }

  it('comes page by page, newest first', async () => {
    const filter = { operator: '', field: '', from: null, to: null, text: '' }
    const pages: string[] = []
    for (let offset = 0, more = true; more; offset += 8) {
      const page = await core.done('history.list', {
        authorityId: subject,
        filter,
        page: { offset, limit: 8 },
      })
      pages.push(...page.units.map((unit) => unit.reason))
      more = page.more
    }
    expect(pages).toEqual([...Array.from({ length: 20 }, (_, index) => `Call ${String(20 - index)}`), ''])
  })

  it('can be narrowed by person, field and words, also in old values', async () => {
    expect(await filtered({ operator: 'OPERATOR' })).toHaveLength(21)
    expect(await filtered({ operator: 'nobody' })).toEqual([])
    expect(await filtered({ field: 'phone', operator: 'Operator 1' })).toHaveLength(21)
    expect(await filtered({ text: 'title 19' })).toEqual(['Call 20', 'Call 19'])
    expect(await filtered({ text: '+49 7' })).toEqual(['Call 8', 'Call 7'])
    expect(await filtered({ text: 'call 3' })).toEqual(['Call 3'])
  })

  it('can be narrowed by time', async () => {
    const [last] = await historyOf(core, subject)
    expect(await filtered({ from: last?.at })).toEqual(['Call 20'])
    expect(await filtered({ to: '2026-11-22T00:00:00.000Z' })).toEqual([])
  })
})
