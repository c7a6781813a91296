import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created, updated } from '../../../src-main/domain/change'
import { checkStore } from '../../../src-main/store/check'
import { openChecker } from '../../../src-main/store/sqlite/driver'
import type { Output } from '../../../src-shared/contract'
import type { Authority } from '../../../src-shared/entities/authority'
import type { Instant } from '../../../src-shared/time'
import { failureOf, KEY, openCore, type Core } from '../../support/core'
import { accessOf, authorityOf, relationOf, requestOf, userOf } from '../../support/samples'
import { expectEveryRefusal, historyOf, place, proveTime, stateOf } from '../../support/story'

let core: Core
let helpdesk: Caller
let due: Authority
let other: Authority

/** What is personal about the authority and its people; none of it may be left anywhere. */
const SECRETS = ['Geheimstraße 99', 'Xaver Quenzel', 'xaver.quenzel', '0301239876', 'Vertraulich gesagt']
const MONTH = 31 * 86_400_000
const PAGE = { offset: 0, limit: 100 }

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  proveTime(core)
  due = authorityOf({
    ...{ officialName: 'Fälliges Amt', informalTitle: 'FA', city: 'Bonn' },
    ...{ address: 'Geheimstraße 99', phone: '0301239876', notes: 'fragt Xaver Quenzel' },
    ...{ status: 'inactivated', inactivatedAt: '2026-05-01T00:00:00.000Z' as Instant },
  })
  other = place(core, authorityOf({ officialName: 'Anderes Amt', email: 'post@anderes.example' }))
  place(core, due, accessOf(due, { status: 'suspended' }))
  const user = userOf(due, {
    name: 'Xaver Quenzel',
    userName: 'quenzelx',
    email: 'xaver.quenzel@amt.example',
  })
  core.given(
    created('user', user),
    created('user', userOf(other, { userName: 'stays', name: 'Bo Staying' })),
    created('accessManager', relationOf(due, other)),
    created('roleRequest', requestOf(due, { message: 'Vertraulich gesagt' })),
  )
  core.given(updated('user', user, { phone: '0301239876' }))
})
afterEach(() => {
  core.close()
})

const planned = () => core.done('retention.plan', { page: PAGE })

async function remove(reason = 'Six months are over'): Promise<Output<'retention.run'>> {
  const plan = await planned()
  const authorities = plan.due.map(({ authority, revision }) => ({ id: authority.id, revision }))
  return core.done('retention.run', { authorities, reason })
}

/** Every byte of the store as SQLite sees it, deciphered, the free parts of its pages included. */
function bytesOf(): Buffer {
  core.writer.transaction(() => undefined)
  const pages = core.raw('SELECT data FROM sqlite_dbpage')
  return Buffer.concat(pages.map((page) => Buffer.from(page['data'] as Uint8Array)))
}

function verdict() {
  const connection = openChecker({ path: core.path, key: KEY })
  try {
    return checkStore(connection, () => true)
  } finally {
    connection.close()
  }
}

describe('the plan of what is removed', () => {
  it('names what is due now, with what would be erased, and writes nothing', async () => {
    const before = stateOf(core)
    place(core, authorityOf({ status: 'inactivated', inactivatedAt: '2026-10-01T00:00:00.000Z' as Instant }))
    const plan = await planned()
    expect(plan).toMatchObject({
      clock: null,
      total: 1,
      due: [{ authority: { id: due.id }, users: 1, requests: 1, dueAt: '2026-11-01T00:00:00.000Z' }],
    })
    expect(plan.due[0]?.entries).toBe(4)
    expect(stateOf(core)).not.toEqual(before)
    const after = stateOf(core)
    await planned()
    expect(stateOf(core)).toEqual(after)
  })

  it("is the Helpdesk's alone", async () => {
    const as = await core.addOperator(other.id)
    expect(failureOf(await core.request('retention.plan', { page: PAGE }, { as }))).toBe('helpdesk-only')
    expect(failureOf(await core.request('retention.runs', { page: PAGE }, { as }))).toBe('helpdesk-only')
  })

  it('says that the clock is not to be believed, and nothing can be removed then', async () => {
    expect((await planned()).clock).toBeNull()
    core.advance(4 * MONTH)
    expect((await planned()).clock?.code).toBe('time-unproven')
  })
})

describe('removing what is due', () => {
  it('leaves name, Member State and dates; what was erased is nowhere, and everything still verifies', async () => {
    for (const secret of SECRETS) expect(bytesOf().includes(secret), secret).toBe(true)
    const { removed, skipped } = await remove()
    expect({ removed, skipped }).toEqual({ removed: 1, skipped: [] })
    const { found } = await core.done('authorities.read', { id: due.id })
    expect(found).toMatchObject({
      authority: {
        officialName: 'Fälliges Amt',
        status: 'removed',
        address: '',
        city: '',
        informalTitle: '',
      },
      ...{ userCount: 0, accessManagers: [], managed: { count: 0 } },
    })
    expect(found?.authority.erasedAt).not.toBeNull()
    const bytes = bytesOf()
    for (const secret of SECRETS) expect(bytes.includes(secret), secret).toBe(false)
    expect(bytes.includes('Bo Staying')).toBe(true)
    expect(verdict().broken).toBeNull()
    const told = await historyOf(core, due.id)
    expect(told[0]).toMatchObject({ command: 'retention.run', reason: 'Six months are over' })
    expect(JSON.stringify(told)).not.toMatch(new RegExp(SECRETS.join('|')))
  })

  it('takes the words of the people out of the search, those of others stay', async () => {
    await remove()
    core.tamper("CREATE VIRTUAL TABLE words USING fts5vocab('searchUser', 'row')")
    const words = core.raw('SELECT term FROM words').map((row) => row['term'])
    expect(words).toContain('staying')
    expect(words).not.toContain('quenzel')
    core.tamper('DROP TABLE words')
  })

  it('takes authorities that were merged into it along', async () => {
    const merged = authorityOf({ ...{ status: 'removed', mergedInto: due.id }, phone: '0449112233' })
    place(core, merged)
    expect((await planned()).due[0]?.merged).toEqual([merged.officialName])
    await remove()
    expect(bytesOf().includes('0449112233')).toBe(false)
  })

  it('removes two that name each other', async () => {
    const second = place(core, authorityOf({ ...due, id: other.id.replace(/.$/, 'Z') as Authority['id'] }))
    core.given(created('accessManager', relationOf(second, due)))
    expect(await remove()).toMatchObject({ removed: 2 })
    expect(verdict().broken).toBeNull()
  })

  it('skips what changed since the list was made, and says why', async () => {
    const { due: seen } = await planned()
    await core.done('authorities.reactivate', { id: due.id, revision: seen[0]?.revision ?? 0, reason: '' })
    const authorities = [{ id: due.id, revision: seen[0]?.revision ?? 0 }]
    expect(failureOf(await core.request('retention.run', { authorities, reason: '' }))).toBe(
      'retention-nothing',
    )
  })

  it('leaves no trace where it is cancelled', async () => {
    const plan = await planned()
    const authorities = plan.due.map(({ authority, revision }) => ({ id: authority.id, revision }))
    const before = stateOf(core)
    const reply = await core.request('retention.run', { authorities, reason: '' }, { cancelAt: () => true })
    expect(failureOf(reply)).toBe('cancelled')
    expect(stateOf(core)).toEqual(before)
  })

  it('can never be taken back', async () => {
    const { unit } = await remove()
    expect(failureOf(await core.request('history.undo', { unit, reason: '' }))).toBe('undo-never')
  })

  it('is refused with every reason that is promised', async () => {
    const { due: seen } = await planned()
    const authorities = seen.map(({ authority, revision }) => ({ id: authority.id, revision }))
    const input = { authorities, reason: '', today: null as string | null }
    const rows: [string, unknown, string][] = []
    const refused = async (code: string, as?: Caller): Promise<void> => {
      const before = stateOf(core)
      const reply = await core.request('retention.run', input, as === undefined ? {} : { as })
      expect(failureOf(reply)).toBe(code)
      expect(stateOf(core)).toEqual(before)
      rows.push(['retention.run', input, code])
    }
    const as = await core.addOperator(other.id)
    await refused('helpdesk-only', as)
    core.actAs(helpdesk)
    core.advance(4 * MONTH)
    await refused('time-unproven')
    input.today = '2026-11-23'
    await refused('clock-not-today')
    input.today = core.clock.now().slice(0, 10)
    await refused('reason-needed')
    input.today = null
    core.advance(-5 * MONTH)
    await refused('clock-behind')
    core.advance(MONTH)
    input.authorities = seen.map(({ authority }) => ({ id: authority.id, revision: 99 }))
    await refused('retention-nothing')
    const proof = { unit: due.id as never, format: 'csv' } as const
    const reply = await core.request('retention.saveProof', proof, { file: join(core.folder, 'proof.csv') })
    rows.push(['retention.saveProof', proof, failureOf(reply) ?? ''])
    expectEveryRefusal(rows)
  })
})

describe('the proof', () => {
  it('says what was erased of whom, when, by whom and by which rule, with the verdict on the history', async () => {
    const { unit } = await remove()
    const { runs, total } = await core.done('retention.runs', { page: PAGE })
    expect({ runs, total }).toMatchObject({
      total: 1,
      runs: [{ unit, operator: 'Operator 1', reason: 'Six months are over', again: false, authorities: 1 }],
    })
    const { proof } = await core.done('retention.proof', { unit })
    expect(proof?.authorities).toEqual([
      {
        authority: { id: due.id, officialName: 'Fälliges Amt', memberState: 'DE', status: 'removed' },
        inactivatedAt: due.inactivatedAt,
        erasedAt: expect.any(String) as string,
        fields: ['address', 'city', 'informalTitle', 'notes', 'phone'],
        ...{ users: 1, requests: 1, entries: 7 },
      },
    ])
    const file = join(core.folder, 'proof.csv')
    const written = await core.done('retention.saveProof', { unit, format: 'csv' }, { file })
    expect(written).toEqual({ rows: 1, fileName: 'proof.csv', verified: true })
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('Fälliges Amt;DE')
    expect(text).toContain('Removed 6 months after inactivation (IMI V.7, B6)')
    expect(text).toMatch(/yes, \d+ entries/)
    for (const secret of SECRETS) expect(text).not.toContain(secret)
  })
})

describe('a backup from before', () => {
  /** Puts the store file back that was kept before the removal, as restoring a backup does. */
  async function restored(forget = false): Promise<void> {
    const kept = join(core.folder, 'kept.db')
    core.shut()
    copyFileSync(core.path, kept)
    core = openCore(core.folder)
    core.advance(60_000)
    core.actAs(helpdesk)
    await remove()
    core.shut()
    for (const part of ['-wal', '-shm', '.head']) rmSync(`${core.path}${part}`, { force: true })
    if (forget) rmSync(`${core.path}.erased`)
    copyFileSync(kept, core.path)
    core = openCore(core.folder)
    core.advance(60_000)
    core.actAs(helpdesk)
  }

  it('loses the data again as soon as it is opened, under the date of the removal', async () => {
    await restored()
    const { found } = await core.done('authorities.read', { id: due.id })
    const list = readFileSync(`${core.path}.erased`, 'utf8')
    expect(found?.authority.status).toBe('removed')
    expect(list).toContain(String(found?.authority.erasedAt))
    const bytes = bytesOf()
    for (const secret of SECRETS) expect(bytes.includes(secret), secret).toBe(false)
    expect(verdict().broken).toBeNull()
    const { runs } = await core.done('retention.runs', { page: PAGE })
    expect(runs).toMatchObject([{ again: true, operator: '', authorities: 1 }])
    expect(core.log).toContain('Erased again after a restore: 1 authorities')
  })

  it('keeps the data only where the list of what was erased was taken away', async () => {
    await restored(true)
    const { found } = await core.done('authorities.read', { id: due.id })
    expect(found?.authority.status).toBe('inactivated')
  })

  it('cannot be told from others by the list beside the store: it holds identifiers and moments only', async () => {
    await remove()
    const list = readFileSync(`${core.path}.erased`, 'utf8')
    expect(JSON.parse(list)).toEqual({
      erased: [{ authorityId: due.id, at: expect.any(String) as string }],
      alerts: [],
    })
  })
})
