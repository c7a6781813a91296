import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { created } from '../../../src-main/domain/change'
import type { Alert } from '../../../src-shared/entities/alert'
import { addMonths, type Instant } from '../../../src-shared/time'
import { alertOf, commentOf, recipientOf } from '../../support/alert-samples'
import type { Caller } from '../../../src-main/app/ports'
import { alertWorld, type AlertWorld } from '../../support/alert-world'
import { failureOf, newFolder, openCore, type Core } from '../../support/core'
import { newId, NOW } from '../../support/samples'
import { proveTime } from '../../support/story'

let core: Core
let helpdesk: Caller
let world: AlertWorld
const PAGE = { page: { offset: 0, limit: 50 } }

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  proveTime(core)
  world = alertWorld(core)
})
afterEach(() => {
  core.close()
})

/** An alert that ended so many months ago, with everything that tells of persons. */
function ended(months: number, how: 'closed' | 'withdrawn' = 'closed'): Alert {
  const at = addMonths(NOW, -months)
  const alert = alertOf(world.author, {
    ...{ status: how, coordinatorId: world.coordinator.id, createdAt: at, broadcastAt: at },
    ...(how === 'closed' ? { closedAt: at } : { withdrawnAt: at, withdrawReason: 'Herr Łoś irrt' }),
  })
  core.given(
    created('alert', alert),
    created('alertRecipient', recipientOf(alert, world.poland, { note: 'Für Frau Kowalska' })),
    created('alertComment', commentOf(alert, world.poland, { text: 'Pan Nowak widział' })),
    created('alertAttachment', {
      ...{ id: newId(), alertId: alert.id, authorityId: alert.authorityId, name: 'Łoś.pdf', size: 3 },
      ...{ hash: 'ab'.repeat(32), addedAt: at },
    }),
  )
  core.writer.transaction(() => {
    core.writer.store.keepBytes('ab'.repeat(32), new Uint8Array([1, 2, 3]))
  })
  return alert
}

const plan = () => core.done('retention.alertPlan', PAGE)
async function erase(): Promise<void> {
  const { due } = await plan()
  const alerts = due.map(({ id, revision }) => ({ id, revision }))
  await core.done('retention.eraseAlerts', { alerts, reason: 'Three years are over' })
}

/** Everything readable in the store: rows and what the history keeps of persons. */
function everything(of: Core = core): string {
  const tables = ['alert', 'alertRecipient', 'alertComment', 'alertAttachment', 'personalValue']
  return JSON.stringify(tables.map((table) => of.raw(`SELECT * FROM "${table}"`)))
}

describe('alerts in the retention run (P21)', () => {
  it('are listed three calendar months short of nothing: those closed or withdrawn three years ago, and how many are blocked', async () => {
    ended(2)
    ended(7)
    const old = ended(36)
    const withdrawn = ended(40, 'withdrawn')
    const { due, total, blocked, clock } = await plan()
    expect(due.map((each) => each.id)).toEqual([withdrawn.id, old.id])
    expect({ total, blocked, clock }).toEqual({ total: 2, blocked: 1, clock: null })
    expect(due[0]).toMatchObject({ comments: 1, attachments: 1, entries: 4 })
  })

  it('lose what tells of persons for good, history and documents included; what it was about stays', async () => {
    const old = ended(36)
    const other = ended(7)
    expect(everything()).toContain('Pan Nowak')
    await erase()
    const left = core.raw('SELECT personalContent, content, title, erasedAt FROM alert WHERE id = ?', [
      old.id,
    ])
    expect(left).toMatchObject([{ personalContent: '', title: '', erasedAt: expect.any(String) as string }])
    expect(String(left[0]?.['content'])).toContain('very-serious')
    expect(core.raw('SELECT count(*) AS n FROM alertRecipient WHERE alertId = ?', [old.id])).toEqual([
      { n: 1 },
    ])
    const kept = core.raw(
      'SELECT count(*) AS n FROM history JOIN personalValue ON entry = history.row WHERE entityId = ?',
      [old.id],
    )
    expect(kept).toEqual([{ n: 0 }])
    expect(JSON.stringify(core.raw('SELECT * FROM alertComment WHERE alertId = ?', [other.id]))).toContain(
      'Nowak',
    )
    expect(await core.done('history.verify', {})).toMatchObject({ broken: null })
    const { alert } = await core.done('alerts.view', { id: old.id, as: null })
    expect(alert?.withheld?.erasedAt).not.toBeNull()
  })

  it('leave no word of them in the store where all were erased', async () => {
    ended(36)
    await erase()
    for (const word of ['Nowak', 'Kowalska', 'Gerüstbau', 'Łoś', 'Scaffolds without anchors']) {
      expect(everything(), word).not.toContain(word)
    }
    expect(core.raw('SELECT count(*) AS n FROM attachmentBytes')).toEqual([{ n: 0 }])
    expect(core.raw("SELECT rowid FROM searchAlert WHERE searchAlert MATCH 'scaffolds'")).toEqual([])
  })

  it('are erased by the Helpdesk only, once, and not before', async () => {
    const early = ended(35)
    const task = { alerts: [{ id: early.id, revision: 1 }], reason: '' }
    expect(failureOf(await core.request('retention.eraseAlerts', task))).toBe('retention-nothing')
    const as = await world.as(world.author)
    expect(failureOf(await core.request('retention.eraseAlerts', task, { as }))).toBe('helpdesk-only')
    expect(failureOf(await core.request('retention.alertPlan', PAGE, { as }))).toBe('helpdesk-only')
  })

  it('stand in the proof', async () => {
    const old = ended(36)
    await erase()
    const { runs } = await core.done('retention.runs', PAGE)
    expect(runs).toMatchObject([{ alerts: 1, authorities: 0, reason: 'Three years are over' }])
    const { proof } = await core.done('retention.proof', { unit: runs[0]?.unit ?? '' })
    expect(proof?.alerts).toMatchObject([{ number: old.number, erasedAt: expect.any(String) as Instant }])
  })

  it('are erased again where a backup from before brings them back', async () => {
    ended(36)
    core.shut()
    const before = newFolder()
    copyFileSync(core.path, `${before}/imi.db`)
    const first = openCore(before)
    first.advance(60_000)
    first.actAs(helpdesk)
    const { due } = await first.done('retention.alertPlan', PAGE)
    const alerts = due.map(({ id, revision }) => ({ id, revision }))
    await first.done('retention.eraseAlerts', { alerts, reason: '' })
    first.shut()
    expect(JSON.parse(readFileSync(`${before}/imi.db.erased`, 'utf8'))).toMatchObject({ alerts: [{}] })
    copyFileSync(core.path, `${before}/imi.db`)
    rmSync(`${before}/imi.db.head`)
    const again = openCore(before)
    expect(everything(again)).not.toContain('Nowak')
    again.close()
    core = openCore()
  })
})
