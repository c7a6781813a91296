import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import type { TextOf } from '../../../src-shared/contract/translation'
import type { Alert } from '../../../src-shared/entities/alert'
import type { Authority } from '../../../src-shared/entities/authority'
import { addMonths } from '../../../src-shared/time'
import { alertOf } from '../../support/alert-samples'
import { alertWorld, type AlertWorld } from '../../support/alert-world'
import { failureOf, openCore, unitOf, type Core } from '../../support/core'
import { authorityOf, NOW } from '../../support/samples'
import { place, proveTime } from '../../support/story'

let core: Core
let helpdesk: Caller
let world: AlertWorld
let alert: Alert
let authority: Authority

const SAID = { from: 'de', to: 'en', original: 'Frau Łoś stürzte.', translation: 'Ms Łoś fell.' }
const DAY = 86_400_000
const PAGE = { offset: 0, limit: 50 }
const REASON = { reason: 'It is time' }

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  proveTime(core)
  world = alertWorld(core)
  const closedAt = addMonths(NOW, -5)
  alert = alertOf(world.author, { status: 'closed', createdAt: closedAt, broadcastAt: closedAt, closedAt })
  core.given(created('alert', alert))
  authority = place(core, authorityOf({ status: 'inactivated', inactivatedAt: addMonths(NOW, -7) }))
})
afterEach(() => {
  core.close()
})

const keep = (of: TextOf | null, fields: Partial<typeof SAID> = {}) =>
  core.request('translation.remember', { ...SAID, ...fields, of })
const ofAlert = () => ({ kind: 'alert' as const, id: alert.id })
const ofAuthority = () => ({ kind: 'authority' as const, id: authority.id })

async function offered(): Promise<string> {
  const wanted = { text: SAID.original, from: SAID.from, to: SAID.to }
  const { sentences } = await core.done('translation.known', wanted)
  return sentences.map(({ translation }) => translation).join()
}
const listed = (text = '') => core.done('translation.memory', { text, page: PAGE })

/** Everything readable that the store still holds of translations: rows, history, and every page as SQLite sees it. */
function kept(): string {
  core.writer.transaction(() => undefined)
  const pages = core.raw('SELECT data FROM sqlite_dbpage')
  return Buffer.concat(pages.map((page) => Buffer.from(page['data'] as Uint8Array))).toString()
}

/** Lets three years go by in steps that a clock is believed in. */
async function erase(): Promise<void> {
  for (let quarter = 0; quarter < 13; quarter += 1) {
    core.advance(85 * DAY)
    place(core, authorityOf())
  }
  const { due } = await core.done('retention.alertPlan', { page: PAGE })
  const alerts = due.map(({ id, revision }) => ({ id, revision }))
  await core.done('retention.eraseAlerts', { alerts, ...REASON, today: core.clock.now().slice(0, 10) })
}

async function remove(): Promise<void> {
  const { due } = await core.done('retention.plan', { page: PAGE })
  const authorities = due.map((each) => ({ id: each.authority.id, revision: each.revision }))
  await core.done('retention.run', { authorities, ...REASON })
}

describe('what is kept as translation of a text', () => {
  it('says in the memory what it belongs to: the alert, the authority, or nothing', async () => {
    await keep(null)
    await keep(ofAuthority())
    await keep(ofAlert())
    expect((await listed()).entries.map(({ of }) => of)).toEqual([
      { kind: 'alert', id: alert.id, number: alert.number },
      { kind: 'authority', authority: expect.objectContaining({ id: authority.id }) as unknown },
      null,
    ])
  })

  it('is neither offered nor shown to anybody while the data of its alert is blocked', async () => {
    await keep(ofAlert())
    expect(await offered()).toBe(SAID.translation)
    core.advance(40 * DAY)
    expect(await offered()).toBe(SAID.original)
    expect(await listed()).toEqual({ entries: [], total: 0 })
    expect(await listed('fell')).toEqual({ entries: [], total: 0 })
    expect(failureOf(await keep(ofAlert()))).toBe('translation-withheld')
  })

  it('leaves what was kept of another text in the same words offered', async () => {
    await keep(ofAlert())
    await keep(null, { translation: 'Mrs Łoś fell.' })
    core.advance(40 * DAY)
    expect(await offered()).toBe('Mrs Łoś fell.')
    expect((await listed()).total).toBe(1)
  })

  it('is erased with its alert, in the history as well, with what was removed from the memory before', async () => {
    await keep(ofAlert())
    const gone = await keep(ofAlert(), {
      original: 'Herr Quenzel sah es.',
      translation: 'Mr Quenzel saw it.',
    })
    const [row] = core.raw("SELECT id FROM translation WHERE original LIKE '%Quenzel%'")
    const forgotten = await core.request('translation.forget', { id: row?.['id'] as never })
    expect(kept()).toContain('Quenzel')
    await erase()
    for (const secret of ['Łoś fell', 'stürzte', 'Quenzel']) expect(kept(), secret).not.toContain(secret)
    expect(core.raw('SELECT id FROM translation')).toEqual([])
    expect(await core.done('history.verify', {})).toMatchObject({ broken: null })
    for (const unit of [unitOf(forgotten), unitOf(gone)]) {
      expect(failureOf(await core.request('history.undo', { unit, reason: '' }))).toBe('undo-erased')
    }
  })

  it('is erased with its authority, and with one that was merged into it; what belongs to nobody stays', async () => {
    const merged = place(core, authorityOf({ status: 'removed', mergedInto: authority.id }))
    await keep(ofAuthority())
    await keep({ kind: 'authority', id: merged.id }, { translation: 'Ms Łoś tumbled.' })
    await keep(null, { original: 'Hallo', translation: 'Hello there' })
    const { due } = await core.done('retention.plan', { page: PAGE })
    expect(due[0]?.entries).toBe(2)
    await remove()
    for (const secret of ['Łoś fell', 'Łoś tumbled']) expect(kept(), secret).not.toContain(secret)
    expect((await listed()).entries.map(({ entry }) => entry.translation)).toEqual(['Hello there'])
    expect(await core.done('history.verify', {})).toMatchObject({ broken: null })
  })

  it('goes with a draft that is discarded, and comes back with it', async () => {
    const { author } = world
    const draft = alertOf(author, { number: 'SDA-2026-AAAAA' })
    core.given(created('alert', draft))
    await keep({ kind: 'alert', id: draft.id })
    const discarded = await core.request('alerts.discard', {
      id: draft.id,
      revision: 1,
      as: author.id,
      reason: '',
    })
    expect(await offered()).toBe(SAID.original)
    await core.done('history.undo', { unit: unitOf(discarded), reason: '' })
    expect(await offered()).toBe(SAID.translation)
  })

  it('does not come back by undo where its alert is gone by then', async () => {
    const { author } = world
    const draft = alertOf(author, { number: 'SDA-2026-AAAAA' })
    core.given(created('alert', draft))
    await keep({ kind: 'alert', id: draft.id })
    const [row] = core.raw('SELECT id FROM translation')
    const forgotten = await core.request('translation.forget', { id: row?.['id'] as never })
    await core.done('alerts.discard', { id: draft.id, revision: 1, as: author.id, reason: '' })
    const undone = await core.request('history.undo', { unit: unitOf(forgotten), reason: '' })
    expect(failureOf(undone)).toBe('undo-gone')
  })
})

describe('a backup from before an erasing', () => {
  it('loses what was kept as translation of the erased texts again', async () => {
    await keep(ofAlert())
    await keep(ofAuthority())
    const before = join(core.folder, 'kept.db')
    core.shut()
    copyFileSync(core.path, before)
    reopen()
    await remove()
    await erase()
    core.shut()
    for (const part of ['-wal', '-shm', '.head']) rmSync(`${core.path}${part}`, { force: true })
    copyFileSync(before, core.path)
    reopen()
    expect(core.raw('SELECT id FROM translation')).toEqual([])
    expect(kept()).not.toContain('Łoś fell')
  })

  function reopen(): void {
    core = openCore(core.folder)
    core.advance(60_000)
    core.actAs(helpdesk)
  }
})
