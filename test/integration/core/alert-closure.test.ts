import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { created } from '../../../src-main/domain/change'
import type { Authority } from '../../../src-shared/entities/authority'
import type { AlertId } from '../../../src-shared/ids'
import { ALERT, COMPLETE, formOf } from '../../support/alert-samples'
import { alertTalk, type AlertTalk } from '../../support/alert-talk'
import { alertWorld, type AlertWorld } from '../../support/alert-world'
import { failureOf, openCore, unitOf, type Core } from '../../support/core'
import { accessOf, authorityOf } from '../../support/samples'
import { place } from '../../support/story'

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

async function proposed(): Promise<{ id: AlertId; proposal: string }> {
  const id = await talk.broadcast()
  const { id: proposal } = await talk.say(id, world.poland, { kind: 'closure-proposal', text: 'Over.' })
  return { id, proposal }
}
async function instruct(id: AlertId, text = 'Close it'): Promise<void> {
  const input = { ...(await talk.seenBy(id, world.second)), text }
  await core.done('alerts.instruct', input, { as: await world.as(world.second) })
}
async function uninstruct(id: AlertId, by: Authority, reason: string) {
  const input = { ...(await talk.seenBy(id, by)), reason }
  return core.request('alerts.withdrawInstruction', input, { as: await world.as(by) })
}

describe('a proposal to close', () => {
  it('is answered by comments, also of its author, that stand beside it like objections (K14, P48)', async () => {
    const { id, proposal } = await proposed()
    const answers = proposal as never
    await talk.say(id, world.romania, { text: 'We agree.', answers })
    await talk.say(id, world.poland, { text: 'So does the firm.', answers })
    const { comments } = await talk.seen(id, world.author)
    expect(comments.filter((each) => each.answers === proposal).map((each) => each.text)).toEqual([
      'We agree.',
      'So does the firm.',
    ])
    const [{ id: remark } = { id: '' }] = comments.filter((each) => each.kind === 'comment')
    const common = { id, as: null, kind: 'comment', text: 'x', language: '' } as const
    const as = await world.as(world.romania)
    const unknown = await core.request('alerts.comment', { ...common, answers: remark }, { as })
    expect(failureOf(unknown)).toBe('alert-proposal-unknown')
  })
})

describe('an instruction to close', () => {
  it('is withdrawn with a reason, by a coordinator of the initiating Member State, and stops the closure (P48)', async () => {
    const { id } = await proposed()
    expect(failureOf(await uninstruct(id, world.coordinator, 'Not yet'))).toBe('alert-not-instructed')
    await instruct(id)
    expect(failureOf(await uninstruct(id, world.author, 'Not yet'))).toBe('alert-not-your-part')
    expect(failureOf(await uninstruct(id, world.coordinator, ''))).toBe('reason-needed')
    const withdrawn = await uninstruct(id, world.coordinator, 'Not yet')
    expect(failureOf(withdrawn)).toBeNull()
    expect(await talk.seen(id, world.romania)).toMatchObject({
      ...{ status: 'closure-proposed', instruction: null, uninstructReason: 'Not yet' },
    })
    const revision = (await talk.seen(id, world.author)).revision
    expect(failureOf(await core.request('alerts.close', { id, revision, as: null, read: [] }))).toBe(
      'alert-not-instructed',
    )
    const { acts } = await core.done('carryOver.list', { status: 'open', page: { offset: 0, limit: 50 } })
    expect(acts[0]).toMatchObject({ command: 'alerts.withdrawInstruction', reason: 'Not yet' })
    await core.done('history.undo', { unit: unitOf(withdrawn), reason: '' })
    expect((await talk.seen(id, world.author)).instruction).toMatchObject({ text: 'Close it' })
  })

  it('can be given again, and the reason of the withdrawal goes', async () => {
    const { id } = await proposed()
    await instruct(id)
    await uninstruct(id, world.second, 'Not yet')
    await instruct(id, 'Now')
    expect(await talk.seen(id, world.author)).toMatchObject({
      ...{ instruction: { text: 'Now' }, uninstructReason: '' },
    })
  })
})

describe('coordinators that got access after the broadcast (K15)', () => {
  it('are counted and reached by one act of the initiating side, each once', async () => {
    const id = await talk.broadcast()
    for (const name of ['Warszawa', 'Kraków']) {
      const late = authorityOf({ officialName: name, memberState: 'PL' })
      place(core, late, accessOf(late, { module: ALERT, role: 'coordinator' }))
    }
    expect((await talk.seen(id, world.author)).late).toBe(2)
    const reach = async (by: Authority) =>
      core.request('alerts.reachLate', await talk.seenBy(id, by), { as: await world.as(by) })
    expect(failureOf(await reach(world.poland))).toBe('alert-not-your-part')
    expect(await reach(world.author)).toMatchObject({ ok: true, value: { reached: 2 } })
    expect(failureOf(await reach(world.second))).toBe('alert-reached-already')
    expect((await talk.seen(id, world.author)).late).toBe(0)
  })
})

describe('a broadcast', () => {
  it('reaches every coordinator of a Member State, however many there are (P44)', async () => {
    const changes = Array.from({ length: 520 }, (_, number) => {
      const authority = authorityOf({ officialName: `Urząd ${String(number)}`, memberState: 'PL' })
      const status = number % 3 === 0 ? ({ status: 'suspended' } as const) : {}
      const access = accessOf(authority, { module: ALERT, role: 'coordinator', ...status })
      return [created('authority', authority), created('access', access)]
    })
    core.given(...changes.flat())
    const active = 520 - Math.ceil(520 / 3) + 1
    const { states } = await core.done('alerts.reach', { module: ALERT, states: ['PL'] })
    expect(states[0]?.coordinators).toHaveLength(active)
    const id = await talk.broadcast(formOf({ recipients: ['PL'] }))
    expect((await talk.seen(id, world.author)).recipients).toHaveLength(active)
  })
})

describe('modifying what was broadcast (P49)', () => {
  const change = { content: { ...COMPLETE, activity: 'Lifts' } }
  async function modify(id: AlertId, by: Authority, recipients = ['PL', 'RO']) {
    const form = formOf({ ...change, recipients })
    const input = { ...(await talk.seenBy(id, by)), form, reason: 'More', uncovered: [] }
    return core.request('alerts.modify', input, { as: await world.as(by) })
  }

  it('is open to the author and to every coordinator of its Member State', async () => {
    const id = await talk.broadcast()
    expect(failureOf(await modify(id, world.author))).toBeNull()
    change.content.activity = 'Cranes'
    expect(failureOf(await modify(id, world.second))).toBeNull()
    expect(failureOf(await modify(id, world.poland))).toBe('alert-not-your-part')
  })

  it('adds Member States by a coordinator only', async () => {
    const id = await talk.broadcast()
    expect(failureOf(await modify(id, world.author, ['PL', 'RO', 'FR']))).toBe('alert-coordinator-adds')
    expect(await modify(id, world.coordinator, ['PL', 'RO', 'FR'])).toMatchObject({ value: { reached: 1 } })
  })
})
