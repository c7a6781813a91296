import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { STEP_OF } from '../../../src-main/domain/alerts/taking-back'
import { contract, type Name } from '../../../src-shared/contract'
import type { Authority } from '../../../src-shared/entities/authority'
import type { AlertId, UnitId } from '../../../src-shared/ids'
import { ALERT, formOf } from '../../support/alert-samples'
import { alertTalk, type AlertTalk } from '../../support/alert-talk'
import { alertWorld, type AlertWorld } from '../../support/alert-world'
import { failureOf, openCore, unitOf, type Core } from '../../support/core'

let core: Core
let world: AlertWorld
let talk: AlertTalk

beforeEach(async () => {
  core = openCore()
  await core.start()
  world = alertWorld(core)
  talk = alertTalk(core, world)
})
afterEach(() => {
  core.close()
})

/** Undoes an act as the operator of an authority, or as the Helpdesk. */
async function undo(unit: UnitId, by: Authority | null) {
  const options = by === null ? {} : { as: await world.as(by) }
  return core.request('history.undo', { unit, reason: '' }, options)
}

/** The newest act of this name. */
function newest(command: string): UnitId {
  const [unit] = core.raw('SELECT id FROM unit WHERE command = ? ORDER BY row DESC LIMIT 1', [command])
  return String(unit?.['id']) as UnitId
}

async function proposed(): Promise<AlertId> {
  const id = await talk.broadcast()
  await talk.say(id, world.poland, { kind: 'closure-proposal', text: 'Over.' })
  return id
}

async function instruct(id: AlertId, by: Authority): Promise<UnitId> {
  const input = { ...(await talk.seenBy(id, by)), text: 'Close it' }
  return unitOf(await core.request('alerts.instruct', input, { as: await world.as(by) }))
}

describe('what was done on a draft', () => {
  it('is undone while it is a draft, and puts the draft away if it was created by it', async () => {
    const as = await world.as(world.author)
    const made = await core.request('alerts.create', { module: ALERT, as: null, form: formOf() }, { as })
    expect(failureOf(await undo(unitOf(made), world.author))).toBeNull()
    expect(core.raw('SELECT id FROM alert')).toEqual([])
  })

  it('is not undone once it was sent: form, recipients and documents change by Modify only', async () => {
    const id = await talk.draft(world.coordinator, formOf({ recipients: ['PL'], title: '' }))
    const as = await world.as(world.coordinator)
    const seen = await talk.seenBy(id, world.coordinator)
    const saved = unitOf(await core.request('alerts.saveDraft', { ...seen, form: formOf() }, { as }))
    const file = join(core.folder, 'site.txt')
    writeFileSync(file, 'x')
    const attached = unitOf(await core.request('alerts.attach', { id, as: null }, { as, file }))
    const now = await talk.seenBy(id, world.coordinator)
    await core.done('alerts.broadcast', { ...now, uncovered: [] }, { as })
    const before = await talk.seen(id, world.poland)
    for (const unit of [saved, attached]) {
      for (const by of [world.coordinator, null]) {
        expect(failureOf(await undo(unit, by))).toBe('alert-not-in-state')
      }
    }
    writeFileSync(file, 'y')
    const later = unitOf(await core.request('alerts.attach', { id, as: null }, { as, file }))
    expect(failureOf(await undo(later, world.coordinator))).toBe('alert-not-in-state')
    const after = await talk.seen(id, world.poland)
    expect(after.form).toEqual(before.form)
    expect(after.attachments).toHaveLength(2)
  })

  it('does not come back without the bytes of its documents', async () => {
    const as = await world.as(world.author)
    const id = await talk.draft()
    const file = join(core.folder, 'site.txt')
    writeFileSync(file, 'x')
    await core.done('alerts.attach', { id, as: null }, { as, file })
    const input = { ...(await talk.seenBy(id, world.author)), reason: '' }
    const discarded = unitOf(await core.request('alerts.discard', input, { as }))
    core.writer.transaction(() => {
      core.writer.store.apply(
        {
          ...{ command: 'given', reason: '', operator: null, actingFor: null, origin: 'act' },
          erases: { authorities: [], alerts: [id.replace(/.$/, '0') as AlertId] },
        },
        [],
      )
    })
    expect(failureOf(await undo(discarded, world.author))).toBe('undo-gone')
  })
})

describe('a submission', () => {
  async function submitted(): Promise<{ id: AlertId; unit: UnitId }> {
    const id = await talk.draft()
    const input = { ...(await talk.seenBy(id, world.author)), coordinatorId: world.coordinator.id }
    const reply = await core.request('alerts.submit', input, { as: await world.as(world.author) })
    return { id, unit: unitOf(reply) }
  }
  async function returned(id: AlertId): Promise<UnitId> {
    const input = { ...(await talk.seenBy(id, world.coordinator)), reason: 'Name the site' }
    const as = await world.as(world.coordinator)
    return unitOf(await core.request('alerts.return', input, { as }))
  }

  it('is undone by its author and by the Helpdesk for the author, not by its coordinator', async () => {
    const { unit } = await submitted()
    expect(failureOf(await undo(unit, world.coordinator))).toBe('alert-not-your-part')
    const undone = await undo(unit, null)
    expect(failureOf(undone)).toBeNull()
    const [head] = core.raw('SELECT actingFor FROM unit WHERE id = ?', [unitOf(undone)])
    expect(head).toEqual({ actingFor: world.author.id })
  })

  it('comes back to the coordinator that undoes its own return, while the author has not written on', async () => {
    const { id } = await submitted()
    const unit = await returned(id)
    expect(failureOf(await undo(unit, world.author))).toBe('alert-not-your-part')
    expect(failureOf(await undo(unit, world.coordinator))).toBeNull()
    const again = await returned(id)
    const form = formOf({ title: 'Not finished' })
    const as = await world.as(world.author)
    await core.done('alerts.saveDraft', { ...(await talk.seenBy(id, world.author)), form }, { as })
    expect(failureOf(await undo(again, world.coordinator))).toBe('alert-undo-depends')
  })
})

describe('a comment, a proposal, an objection', () => {
  it('is never undone, because others could read it: it is deleted, and the deletion stays visible (P24)', async () => {
    const id = await proposed()
    const unit = newest('alerts.comment')
    for (const by of [world.poland, world.author, null]) {
      expect(failureOf(await undo(unit, by))).toBe('undo-never')
    }
    expect(await core.done('history.mayUndo', { unit })).toMatchObject({
      never: 'undo.never.alert-comment',
    })
    expect((await talk.seen(id, world.author)).status).toBe('closure-proposed')
  })

  it('that was deleted comes back by its author, not by the coordinator that asked for it', async () => {
    const id = await talk.broadcast()
    const { id: comment } = await talk.say(id, world.poland, { text: 'Wrong words' })
    const romania = { as: await world.as(world.romania) }
    const poland = { as: await world.as(world.poland) }
    const ask = { id: comment, revision: 1, as: null, reason: 'A slip' }
    const asked = unitOf(await core.request('alerts.askDeletion', ask, romania))
    const foreign = { id: comment, revision: 2, as: null }
    expect(failureOf(await core.request('alerts.deleteComment', foreign, romania))).toBe(
      'alert-not-your-comment',
    )
    expect(failureOf(await undo(asked, world.coordinator))).toBe('alert-not-your-act')
    const deleted = unitOf(await core.request('alerts.deleteComment', foreign, poland))
    expect((await talk.seen(id, world.author)).comments[0]).toMatchObject({ text: '' })
    expect(failureOf(await undo(deleted, world.romania))).toBe('alert-not-your-act')
    expect(failureOf(await undo(deleted, world.poland))).toBeNull()
    const [back] = (await talk.seen(id, world.author)).comments
    expect(back).toMatchObject({ text: 'Wrong words', deletedAt: null })
    expect(failureOf(await undo(asked, world.romania))).toBeNull()
  })
})

describe('an instruction to close', () => {
  it('is undone by a coordinator of the initiating Member State, not by an authority', async () => {
    const id = await proposed()
    const unit = await instruct(id, world.coordinator)
    expect(failureOf(await undo(unit, world.author))).toBe('alert-not-your-part')
    expect(failureOf(await undo(unit, world.poland))).toBe('alert-not-your-part')
    expect(failureOf(await undo(unit, world.france))).toBe('alert-not-yours')
    expect(failureOf(await undo(unit, world.second))).toBeNull()
    expect((await talk.seen(id, world.author)).instruction).toBeNull()
  })
})

describe('the steps that permit an undo', () => {
  it('are written down for every act on alerts that can be undone', () => {
    const undoable = (Object.keys(contract) as Name[]).filter((name) => {
      const entry = contract[name]
      return name.startsWith('alerts.') && entry.kind !== 'query' && entry.undo === 'inverse'
    })
    expect([...STEP_OF.keys()].sort()).toEqual(undoable.sort())
  })
})
