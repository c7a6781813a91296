import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ListMapping } from '../../../src-shared/contract/lists'
import { failureOf, openCore, type Core } from '../../support/core'
import { authorityOf, dataOf, newId } from '../../support/samples'
import { historyOf, place, stateOf } from '../../support/story'

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/lists/${name}`, import.meta.url))

let core: Core
beforeEach(async () => {
  core = openCore()
  await core.start()
})
afterEach(() => {
  core.close()
})

/** Opens a list and plans it as suggested, with what is chosen differently. */
async function planned(path: string, chosen: Partial<ListMapping> = {}) {
  const opened = await core.done('lists.open', {}, { file: path })
  const input = { file: opened.file, mapping: { ...opened.suggested, ...chosen } }
  const plan = await core.done('lists.plan', input, { file: path })
  return { opened, plan, input: { ...input, hash: plan.hash, allOrNothing: true } }
}

/** A list of my own: a header and rows. */
function written(...lines: string[]): string {
  const path = join(core.folder, 'My list.csv')
  writeFileSync(path, lines.join('\n'))
  return path
}

const authorities = () => Number(core.raw('SELECT count(*) AS n FROM authority')[0]?.['n'])

describe('the real lists', () => {
  it.each([
    ['public-bodies-de.csv', 1003, 'DE'],
    ['public-bodies-se.csv', 652, 'SE'],
  ])('%s gets in with all its %i rows as one act, and once only', async (name, rows, memberState) => {
    const path = fixture(name)
    const { opened, plan, input } = await planned(path)
    expect(opened).toMatchObject({
      fileName: name,
      rowCount: rows,
      separator: ',',
      suggested: { source: name.slice(0, -4) },
    })
    expect(plan.counts).toMatchObject({ new: rows, update: 0, unchanged: 0, error: 0 })
    const applied = await core.done('lists.apply', input, { file: path })
    expect(applied).toMatchObject({ added: rows, updated: 0, failed: 0 })
    expect(await core.done('store.status', {})).toMatchObject({ authorities: rows, accesses: rows })
    expect(core.raw('SELECT DISTINCT memberState, status FROM authority')).toEqual([
      { memberState, status: 'active' },
    ])
    expect(
      core.raw("SELECT count(*) AS n FROM access WHERE module = 'registers' AND status = 'active'"),
    ).toEqual([{ n: rows }])
    const units = core.raw('SELECT id, origin, reason FROM unit WHERE command = ?', ['lists.apply'])
    expect(units).toEqual([{ id: applied.unit, origin: `list:${name.slice(0, -4)}`, reason: name }])
    expect((await core.done('history.verify', {})).broken).toBeNull()

    const before = stateOf(core)
    const again = await planned(path)
    expect(again.plan.counts).toMatchObject({ new: 0, update: 0, unchanged: rows, error: 0 })
    expect(failureOf(await core.request('lists.apply', again.input, { file: path }))).toBe(
      'nothing-to-import',
    )
    expect(stateOf(core)).toEqual(before)
  })

  it('keep both authorities that share one identifier, since their names differ', async () => {
    const path = fixture('public-bodies-de.csv')
    const { input } = await planned(path, { source: 'publicbodies' })
    await core.done('lists.apply', input, { file: path })
    const twins = core.raw('SELECT officialName FROM authority WHERE externalIds = ? ORDER BY officialName', [
      '["publicbodies:de/bundeswehr-dienstleistungszentrum-munster"]',
    ])
    expect(twins).toHaveLength(2)
    expect(new Set(twins.map((twin) => twin['officialName'])).size).toBe(2)
  })
})

describe('planning a list', () => {
  it('shows row by row what would happen, from what to what', async () => {
    const { id } = place(core, authorityOf({ officialName: 'Amt Eins', city: 'Köln' }))
    place(core, authorityOf({ officialName: 'Amt Munster' }))
    const path = written(
      'Name,City,Country,E-mail',
      'Amt Eins,Bonn,DE,',
      'Amt Zwei,Ulm,DE,not an address',
      'Amt Münster,,DE,',
      ',Ulm,DE,',
      'Amt Drei,Ulm,Nowhere,',
      'Amt Eins,Bonn,DE,',
    )
    const { opened, plan } = await planned(path)
    expect(plan.counts).toEqual({
      new: 2,
      update: 1,
      unchanged: 1,
      question: 0,
      error: 2,
      warnings: 2,
      likelyDuplicates: 1,
    })
    const { rows, total } = await core.done('lists.planRows', {
      file: opened.file,
      show: 'all',
      page: { offset: 0, limit: 10 },
    })
    expect(total).toBe(6)
    expect(rows).toMatchObject([
      {
        line: 2,
        outcome: 'update',
        authorityId: id,
        changes: [{ field: 'city', before: 'Köln', after: 'Bonn' }],
      },
      {
        line: 3,
        outcome: 'new',
        warnings: [{ column: 'E-mail', value: 'not an address', code: 'kept-as-note' }],
      },
      { line: 4, outcome: 'new', likelyDuplicates: ['Amt Munster'] },
      { line: 5, outcome: 'error', errors: [{ column: 'Name', code: 'official-name-missing' }] },
      {
        line: 6,
        outcome: 'error',
        errors: [{ column: 'Country', value: 'Nowhere', code: 'member-state-unknown' }],
      },
      { line: 7, outcome: 'unchanged', warnings: [{ code: 'row-repeated', value: '2' }] },
    ])
    const errors = { file: opened.file, show: 'error', page: { offset: 1, limit: 1 } } as const
    expect(await core.done('lists.planRows', errors)).toMatchObject({ total: 2, rows: [{ line: 6 }] })
    expect(await core.done('lists.planRows', { ...errors, file: newId() })).toEqual({ rows: [], total: 0 })
  })

  it('writes nothing', async () => {
    const before = stateOf(core)
    await planned(fixture('public-bodies-se.csv'))
    expect(stateOf(core)).toEqual(before)
  })

  it('takes the Member State for the whole list from a choice, which must be one', async () => {
    const path = written('Name', 'Amt Eins')
    expect((await planned(path, { memberState: 'AT' })).plan.counts).toMatchObject({ new: 1, error: 0 })
    expect((await planned(path, { memberState: '!!' })).plan.counts).toMatchObject({ new: 0, error: 1 })
    expect((await planned(path, { memberState: 'UK' })).plan.counts).toMatchObject({ new: 0, error: 1 })
  })

  it.each<[string, Partial<ListMapping>]>([
    ['list-no-name-column', { columns: ['city', null, null, null] }],
    ['access-manager-not-possible', { accessManager: newId() }],
  ])('is refused with %s', async (code, chosen) => {
    const path = written('Name,City', 'Amt Eins,Köln')
    const opened = await core.done('lists.open', {}, { file: path })
    const input = { file: opened.file, mapping: { ...opened.suggested, ...chosen } }
    expect(failureOf(await core.request('lists.plan', input, { file: path }))).toBe(code)
  })

  it('can name an Access manager for what the list adds, if that one has the role', async () => {
    const path = written('Name,Country', 'Amt Eins,DE', 'Amt Zwei,FR')
    const plain = place(core, authorityOf({ officialName: 'Ohne' }))
    const manager = place(core, authorityOf({ officialName: 'Mit', hasAccessManagerRole: true }))
    const opened = await core.done('lists.open', {}, { file: path })
    const mapping = { ...opened.suggested, accessManager: plain.id }
    const refused = await core.request('lists.plan', { file: opened.file, mapping }, { file: path })
    expect(failureOf(refused)).toBe('access-manager-not-possible')
    const { input } = await planned(path, { accessManager: manager.id })
    await core.done('lists.apply', input, { file: path })
    const managed = core.raw(
      'SELECT officialName FROM accessManager JOIN authority ON authority.id = authorityId WHERE managerId = ?',
      [manager.id],
    )
    expect(managed).toEqual([{ officialName: 'Amt Eins' }])
  })
})

describe('importing a list', () => {
  const LIST = ['Name,City,Country', 'Amt Eins,Köln,DE', 'Amt Zwei,Ulm,Nowhere', 'Amt Drei,Bonn,DE']

  it('is refused where the store changed since the preview, so that nothing happens unseen', async () => {
    const path = written(...LIST)
    const { input } = await planned(path)
    place(core, authorityOf({ officialName: 'Amt Eins', city: 'Bonn' }))
    const before = stateOf(core)
    expect(
      failureOf(await core.request('lists.apply', { ...input, allOrNothing: false }, { file: path })),
    ).toBe('plan-changed')
    expect(stateOf(core)).toEqual(before)
  })

  it('is refused where the file changed since the preview', async () => {
    const path = written(...LIST)
    const { input } = await planned(path)
    written(...LIST, 'Amt Vier,Trier,DE')
    expect(
      failureOf(await core.request('lists.apply', { ...input, allOrNothing: false }, { file: path })),
    ).toBe('plan-changed')
    expect(authorities()).toBe(0)
  })

  it('of all rows or none writes nothing where one row has an error', async () => {
    const path = written(...LIST)
    const { input } = await planned(path)
    const before = stateOf(core)
    expect(await core.request('lists.apply', input, { file: path })).toMatchObject({
      error: { refusal: { code: 'list-has-errors', params: { count: 1 } } },
    })
    expect(stateOf(core)).toEqual(before)
  })

  it('of the valid rows leaves the others for a file, which is corrected and imported again', async () => {
    const path = written(
      'Name,City,Country,Phone',
      'Amt Eins,Köln,DE,+49 1',
      'Amt Zwei,Ulm,Nowhere,+49 2',
      ',Bonn,DE,',
    )
    const { opened, input } = await planned(path)
    const applied = await core.done('lists.apply', { ...input, allOrNothing: false }, { file: path })
    expect(applied).toMatchObject({ added: 1, updated: 0, failed: 2 })
    const rest = join(core.folder, 'rows to correct.csv')
    expect(await core.done('lists.saveFailed', { plan: opened.file }, { file: rest })).toEqual({
      rows: 2,
      fileName: 'rows to correct.csv',
    })
    expect(readdirSync(core.folder)).not.toContain('rows to correct.csv.part')
    writeFileSync(rest, readFileSync(rest, 'utf8').replace('Nowhere', 'DE'))
    const again = await planned(rest)
    expect(again.opened.columns).toEqual(['Name', 'City', 'Country', 'Phone', 'What is wrong'])
    expect(again.plan.counts).toMatchObject({ new: 1, error: 1 })
    await core.done('lists.apply', { ...again.input, allOrNothing: false }, { file: rest })
    expect(core.raw('SELECT officialName, phone FROM authority ORDER BY officialName')).toEqual([
      { officialName: 'Amt Eins', phone: '+49 1' },
      { officialName: 'Amt Zwei', phone: '+49 2' },
    ])
  })

  it('tells an update in the history of the authority, with the name of the list', async () => {
    const { id } = place(core, authorityOf({ officialName: 'Amt Eins', city: 'Bonn' }))
    const path = written('Name,City,Country', 'Amt Eins,Köln,DE')
    const { input } = await planned(path)
    await core.done('lists.apply', input, { file: path })
    expect(await historyOf(core, id)).toMatchObject([
      {
        command: 'lists.apply',
        reason: 'My list.csv',
        origin: 'list:my-list',
        entries: [{ changes: [{ field: 'city', before: { value: 'Bonn' }, after: { value: 'Köln' } }] }],
      },
      {},
    ])
  })

  it('never writes over what an empty cell does not speak of', async () => {
    place(core, authorityOf({ ...dataOf({ officialName: 'Amt Eins', city: 'Bonn' }) }))
    const { plan } = await planned(written('Name,City,Country', 'Amt Eins,,DE'))
    expect(plan.counts).toMatchObject({ unchanged: 1 })
  })

  it('leaves nothing behind when it is cancelled', async () => {
    const rows = Array.from({ length: 1_100 }, (_, index) => `Amt ${String(index)},DE`)
    const path = written('Name,Country', ...rows)
    const { input } = await planned(path)
    const before = stateOf(core)
    const reply = await core.request('lists.apply', input, { file: path, cancelAt: () => true })
    expect(failureOf(reply)).toBe('cancelled')
    expect(stateOf(core)).toEqual(before)
  })

  it('is for the IMI Helpdesk only', async () => {
    const administrator = await core.addOperator(place(core, authorityOf({ hasAccessManagerRole: true })).id)
    const path = written('Name,Country', 'Amt Eins,DE')
    const { input } = await planned(path)
    expect(failureOf(await core.request('lists.apply', input, { as: administrator, file: path }))).toBe(
      'helpdesk-only',
    )
  })

  it('whose file is gone is told as that', async () => {
    expect(failureOf(await core.request('lists.open', {}, { file: join(core.folder, 'gone.csv') }))).toBe(
      'unavailable: file-gone',
    )
  })
})
