import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { created, updated } from '../../../src-main/domain/change'
import type { Input } from '../../../src-shared/contract'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import type { AlertId } from '../../../src-shared/ids'
import type { Instant } from '../../../src-shared/time'
import { ALERT, alertOf, formOf } from '../../support/alert-samples'
import { alertTalk, ANY, type AlertTalk } from '../../support/alert-talk'
import { alertWorld, type AlertWorld } from '../../support/alert-world'
import { failureOf, openCore, unitOf, type Core } from '../../support/core'
import { proveTime } from '../../support/story'

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

function accessOf(authority: Authority): { row: Access; revision: number } {
  const found = core.writer.store.accessesOf(authority.id).find((each) => each.row.module === ALERT)
  if (found === undefined) throw new Error(`${authority.officialName} has no access`)
  return found
}
async function suspend(...authorities: Authority[]): Promise<void> {
  for (const authority of authorities) {
    const { row, revision } = accessOf(authority)
    await core.done('accesses.suspend', { id: row.id, revision, reason: '' })
  }
}

/** The alert as the Helpdesk itself sees it. */
async function byHelpdesk(id: AlertId) {
  const { alert } = await core.done('alerts.view', { id, as: null })
  if (alert === null) throw new Error('The Helpdesk sees every alert')
  return alert
}
const seenByHelpdesk = async (id: AlertId) => ({ id, revision: (await byHelpdesk(id)).revision, as: null })

async function submit(by = world.author): Promise<AlertId> {
  const id = await talk.draft(by)
  const input = { ...(await talk.seenBy(id, by)), coordinatorId: world.coordinator.id }
  await core.done('alerts.submit', input, { as: await world.as(by) })
  return id
}

describe('an alert whose initiating Member State has no active coordinator any more (P40)', () => {
  it('is withdrawn by the Helpdesk, with a reason', async () => {
    const id = await talk.broadcast()
    const withdraw = async (reason: string) =>
      core.request('alerts.withdraw', { ...(await seenByHelpdesk(id)), reason })
    expect(failureOf(await withdraw('Nobody is left'))).toBe('alert-on-behalf')
    await suspend(world.coordinator)
    expect(failureOf(await withdraw('Nobody is left'))).toBe('alert-on-behalf')
    await suspend(world.second)
    expect(failureOf(await withdraw(''))).toBe('reason-needed')
    expect(failureOf(await withdraw('Nobody is left'))).toBeNull()
    expect(await byHelpdesk(id)).toMatchObject({ status: 'withdrawn', withdrawReason: 'Nobody is left' })
  })

  it('is closed by the Helpdesk, which records the instruction itself', async () => {
    const id = await talk.broadcast()
    await talk.say(id, world.poland, { kind: 'closure-proposal', text: 'Over.' })
    await suspend(world.coordinator, world.second)
    expect((await byHelpdesk(id)).position).toBe('helpdesk-instead')
    const text = 'The Member State has no coordinator'
    const instructed = await core.request('alerts.instruct', { ...(await seenByHelpdesk(id)), text })
    expect((await byHelpdesk(id)).instruction).toMatchObject({ text, by: null })
    await core.done('history.undo', { unit: unitOf(instructed), reason: '' })
    await core.done('alerts.instruct', { ...(await seenByHelpdesk(id)), text })
    await core.done('alerts.close', { ...(await seenByHelpdesk(id)), read: [] })
    expect((await byHelpdesk(id)).status).toBe('closed')
  })
})

describe('a submitted alert whose coordinator cannot act any more (P40)', () => {
  it('is taken back by its author, also as a coordinator', async () => {
    const id = await submit()
    await suspend(world.coordinator, world.author)
    const { row } = accessOf(world.author)
    core.given(updated('access', row, { role: 'coordinator', status: 'active', suspendedAt: null }))
    const input = await talk.seenBy(id, world.author)
    await core.done('alerts.takeBack', input, { as: await world.as(world.author) })
    expect((await talk.seen(id, world.author)).status).toBe('draft')
  })

  it('is returned or broadcast by another coordinator of the Member State, but not while the first one can act', async () => {
    const id = await submit()
    const as = await world.as(world.second)
    const back = async () =>
      core.request('alerts.return', { ...(await talk.seenBy(id, world.second)), reason: 'Anew' }, { as })
    expect(failureOf(await back())).toBe('alert-not-your-part')
    await suspend(world.coordinator)
    expect((await talk.seen(id, world.second)).may['broadcast']).toBeNull()
    expect(failureOf(await back())).toBeNull()
  })

  it('is returned by the Helpdesk, with a reason', async () => {
    const id = await submit()
    const back = async (reason: string) =>
      core.request('alerts.return', { ...(await seenByHelpdesk(id)), reason })
    expect(failureOf(await back('Anew'))).toBe('alert-on-behalf')
    await suspend(world.coordinator)
    expect(failureOf(await back(''))).toBe('reason-needed')
    expect(failureOf(await back('Anew'))).toBeNull()
    expect((await talk.seen(id, world.author)).returnReason).toBe('Anew')
  })
})

describe('a draft whose authority cannot act any more (P40)', () => {
  it('is discarded by the Helpdesk, with a reason', async () => {
    const id = await talk.draft()
    const discard = async (input: Pick<Input<'alerts.discard'>, 'reason'>) =>
      core.request('alerts.discard', { ...(await seenByHelpdesk(id)), ...input })
    expect(failureOf(await discard({ reason: 'Left' }))).toBe('alert-on-behalf')
    await suspend(world.author)
    expect(failureOf(await discard({ reason: '' }))).toBe('reason-needed')
    const discarded = await discard({ reason: 'Left' })
    expect(failureOf(discarded)).toBeNull()
    expect(core.raw('SELECT id FROM alert')).toEqual([])
    await core.done('history.undo', { unit: unitOf(discarded), reason: '' })
    expect(core.raw('SELECT id FROM alert')).toEqual([{ id }])
  })

  it('goes with the authority when that is removed; what it submitted ends, and its clocks begin', async () => {
    const gone = {
      ...world.author,
      status: 'inactivated',
      inactivatedAt: '2026-05-01T00:00:00.000Z',
    } as const
    const secret = 'Zzyzx Secret'
    const draft = await talk.draft(world.author, formOf({ title: secret }))
    const submitted = await submit()
    core.given(updated('authority', world.author, gone as Partial<Authority>))
    proveTime(core)
    const { due } = await core.done('retention.plan', { page: { offset: 0, limit: 10 } })
    const authorities = due.map(({ authority, revision }) => ({ id: authority.id, revision }))
    await core.done('retention.run', { authorities, reason: '' })
    expect(core.raw('SELECT id FROM alert WHERE id = ?', [draft])).toEqual([])
    expect(JSON.stringify(core.raw('SELECT data FROM personalValue'))).not.toContain(secret)
    const ended = await byHelpdesk(submitted)
    expect(ended).toMatchObject({ status: 'withdrawn', blockedFrom: expect.any(String) as string })
    expect(await core.done('history.verify', {})).toMatchObject({ broken: null })
  })
})

describe('drafts older than six months', () => {
  it('are listed for a decision, to the day', async () => {
    const old = alertOf(world.author, { createdAt: '2026-05-23T08:00:00.000Z' as Instant, title: 'Old' })
    const young = alertOf(world.author, { createdAt: '2026-05-24T08:00:00.000Z' as Instant, number: 'SDA-2' })
    core.given(created('alert', old), created('alert', young))
    const { counts } = await core.done('work.counts', {})
    expect(counts.find((each) => each.kind === 'old-drafts')?.count).toBe(1)
    const criteria = { ...ANY.criteria, status: 'old-draft' as const }
    const { alerts } = await core.done('alerts.search', { ...ANY, criteria })
    expect(alerts.map((each) => each.title)).toEqual(['Old'])
  })
})
