import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AlertView } from '../../../src-shared/contract/alerts'
import type { AlertId } from '../../../src-shared/ids'
import type { Authority } from '../../../src-shared/entities/authority'
import { ALERT, COMPLETE, formOf } from '../../support/alert-samples'
import { alertWorld, type AlertWorld } from '../../support/alert-world'
import { failureOf, openCore, unitOf, type Core } from '../../support/core'
import { historyOf } from '../../support/story'

const DAY = 24 * 3_600_000
const ANY = {
  criteria: {
    ...{ text: '', module: null, status: null, memberState: null, recipient: null },
    ...{ from: null, to: null, role: null, closure: null },
  },
  sort: { by: 'date', descending: true },
  page: { offset: 0, limit: 50 },
} as const

let core: Core
let world: AlertWorld

beforeEach(async () => {
  core = openCore()
  await core.start()
  world = alertWorld(core)
})
afterEach(() => {
  core.close()
})

/** An alert as an authority sees it. */
async function seen(id: AlertId, by: Authority): Promise<AlertView> {
  const { alert } = await core.done('alerts.view', { id, as: null }, { as: await world.as(by) })
  if (alert === null) throw new Error(`${by.officialName} does not see it`)
  return alert
}

async function draft(by = world.author, form = formOf()): Promise<AlertId> {
  return (await core.done('alerts.create', { module: ALERT, as: null, form }, { as: await world.as(by) })).id
}

async function seenBy(id: AlertId, by: Authority) {
  return { id, revision: (await seen(id, by)).revision, as: null }
}

/** Created, submitted and broadcast, as everybody does it. */
async function broadcast(form = formOf()): Promise<AlertId> {
  const id = await draft(world.author, form)
  await core.done(
    'alerts.submit',
    { ...(await seenBy(id, world.author)), coordinatorId: world.coordinator.id },
    { as: await world.as(world.author) },
  )
  await core.done(
    'alerts.broadcast',
    { ...(await seenBy(id, world.coordinator)), uncovered: [] },
    { as: await world.as(world.coordinator) },
  )
  return id
}

async function say(
  id: AlertId,
  by: Authority,
  what: Partial<Parameters<typeof core.request<'alerts.comment'>>[1]>,
) {
  const input = {
    id,
    as: null,
    kind: 'comment',
    text: 'Text',
    language: 'en',
    answers: null,
    ...what,
  } as const
  return core.done('alerts.comment', input, { as: await world.as(by) })
}

describe('an alert from draft to closed', () => {
  it('goes from the author over its coordinator to the recipients, is passed on, talked about, closed, copied', async () => {
    const id = await broadcast()
    const view = await seen(id, world.romania)
    expect(view.status).toBe('broadcast')
    expect(view.position).toBe('recipient-coordinator')
    expect(view.recipients.map((each) => each.authority.officialName).sort()).toEqual([
      'Główny Urząd Nadzoru Budowlanego',
      'Ministerul Afacerilor Externe',
    ])
    const reached = await core.done(
      'alerts.disseminate',
      { ...(await seenBy(id, world.romania)), authorities: [world.local.id], note: 'Look at your sites' },
      { as: await world.as(world.romania) },
    )
    expect(reached).toEqual({ reached: 1 })
    const passedOn = (await seen(id, world.local)).recipients.find((each) => each.how === 'dissemination')
    expect(passedOn).toMatchObject({
      authority: { officialName: 'Inspectoratul Timiș' },
      by: { officialName: 'Ministerul Afacerilor Externe' },
      note: 'Look at your sites',
    })

    await say(id, world.local, { text: 'Am verificat.', language: 'ro' })
    const proposal = await say(id, world.poland, { kind: 'closure-proposal', text: 'The firm has ended.' })
    expect((await seen(id, world.author)).status).toBe('closure-proposed')
    await say(id, world.romania, { kind: 'objection', text: 'Not yet.', answers: proposal.id })
    await core.done(
      'alerts.instruct',
      { ...(await seenBy(id, world.second)), text: 'Please close it.' },
      { as: await world.as(world.second) },
    )

    const { alert } = await core.done('alerts.view', { id, as: null })
    if (alert === null) throw new Error('The Helpdesk sees it')
    const close = { id, revision: alert.revision, as: null }
    expect(failureOf(await core.request('alerts.close', { ...close, read: [] }))).toBe(
      'alert-objections-unread',
    )
    const objections = alert.comments.filter((each) => each.kind === 'objection').map((each) => each.id)
    await core.done('alerts.close', { ...close, read: objections })
    const closed = await seen(id, world.local)
    expect(closed.status).toBe('closed')
    expect(closed.instruction).toMatchObject({ text: 'Please close it.', by: 'Koordinierungsstelle Hamburg' })
    expect(closed.comments.find((each) => each.kind === 'objection')?.readAt).not.toBeNull()

    const copy = await core.done('alerts.copy', { id, as: null }, { as: await world.as(world.author) })
    const copied = await seen(copy.id, world.author)
    expect(copied).toMatchObject({ status: 'draft', copiedFrom: { id }, comments: [], recipients: [] })
    expect(copied.form.content).toEqual(
      Object.fromEntries(Object.entries(COMPLETE).filter(([field]) => field !== 'noticedOn')),
    )
  })

  it('can be done by the Helpdesk on behalf of the authorities, and the history says so (P1)', async () => {
    const { id } = await core.done('alerts.create', { module: ALERT, as: world.author.id, form: formOf() })
    const [unit] = core.raw("SELECT actingFor FROM unit WHERE command = 'alerts.create'")
    expect(unit).toEqual({ actingFor: world.author.id })
    expect(failureOf(await core.request('alerts.discard', { id, revision: 1, as: null }))).toBe(
      'alert-on-behalf',
    )
    expect(failureOf(await core.request('alerts.discard', { id, revision: 1, as: world.poland.id }))).toBe(
      'alert-not-your-part',
    )
    await core.done('alerts.discard', { id, revision: 1, as: world.author.id })
    expect(await core.done('alerts.view', { id, as: null })).toEqual({ alert: null })
  })

  it('is returned with a reason, which its author sees until it is submitted again (P17)', async () => {
    const id = await draft()
    const submit = async () =>
      core.done(
        'alerts.submit',
        { ...(await seenBy(id, world.author)), coordinatorId: world.coordinator.id },
        { as: await world.as(world.author) },
      )
    await submit()
    const reason = 'Name the site.'
    await core.done(
      'alerts.return',
      { ...(await seenBy(id, world.coordinator)), reason },
      { as: await world.as(world.coordinator) },
    )
    expect(await seen(id, world.author)).toMatchObject({ status: 'draft', returnReason: reason })
    await submit()
    expect((await seen(id, world.author)).returnReason).toBe('')
  })

  it('is withdrawn by a coordinator of the initiating Member State; recipients keep seeing it (P20)', async () => {
    const id = await broadcast()
    await core.done(
      'alerts.withdraw',
      { ...(await seenBy(id, world.second)), reason: 'A mistake in the name.' },
      { as: await world.as(world.second) },
    )
    expect(await seen(id, world.poland)).toMatchObject({
      status: 'withdrawn',
      withdrawReason: 'A mistake in the name.',
    })
  })
})

describe('whom an alert reaches', () => {
  it('are all coordinators of the recipient Member States, named before; a Member State without one cannot be missed (K3)', async () => {
    const states = ['PL', 'RO', 'EL']
    const { states: reach, uncovered } = await core.done('alerts.reach', { module: ALERT, states })
    expect(reach.map((each) => [each.memberState, each.coordinators.length])).toEqual([
      ['PL', 1],
      ['RO', 1],
      ['EL', 0],
    ])
    expect(uncovered).toEqual(['EL'])
    const id = await draft(world.coordinator, formOf({ recipients: states }))
    const input = await seenBy(id, world.coordinator)
    const as = await world.as(world.coordinator)
    const refused = await core.request('alerts.broadcast', { ...input, uncovered: [] }, { as })
    expect(failureOf(refused)).toBe('alert-uncovered')
    await core.done('alerts.broadcast', { ...input, uncovered: ['EL'] }, { as })
    expect((await seen(id, world.poland)).uncovered).toEqual(['EL'])
  })

  it('is told to nobody without part in it', async () => {
    const id = await broadcast()
    expect(await core.done('alerts.view', { id, as: null }, { as: await world.as(world.france) })).toEqual({
      alert: null,
    })
    const found = await core.done('alerts.search', ANY, { as: await world.as(world.france) })
    expect(found).toEqual({ alerts: [], total: 0 })
    const own = await draft(world.coordinator)
    const drafts = await core.done('alerts.search', ANY, { as: await world.as(world.second) })
    expect(drafts.alerts.map((each) => each.id)).not.toContain(own)
  })

  it('grows when a Member State is added later; what it was before stands as a version', async () => {
    const id = await broadcast()
    const as = await world.as(world.author)
    const form = formOf({
      content: { ...COMPLETE, activity: 'Scaffolding and lifts' },
      recipients: ['PL', 'RO', 'FR'],
    })
    const change = {
      ...(await seenBy(id, world.author)),
      form,
      reason: 'It works in France, too',
      uncovered: [],
    }
    expect(await core.done('alerts.modify', change, { as })).toEqual({ reached: 1 })
    const view = await seen(id, world.france)
    expect(view.versions).toHaveLength(1)
    expect(view.versions[0]).toMatchObject({ reason: 'It works in France, too', operator: 'Operator 2' })
    expect(view.versions[0]?.fields).toEqual([
      { field: 'recipients', before: '', after: 'FR' },
      { field: 'activity', before: 'Scaffolding', after: 'Scaffolding and lifts' },
    ])
    const fewer = { ...change, revision: view.revision, form: formOf({ recipients: ['PL', 'RO'] }) }
    expect(failureOf(await core.request('alerts.modify', fewer, { as }))).toBe('alert-recipient-left')
  })
})

describe('taking back', () => {
  it('puts a draft, a comment and an instruction back, and says of a broadcast that it cannot', async () => {
    const as = await world.as(world.author)
    const made = await core.request('alerts.create', { module: ALERT, as: null, form: formOf() }, { as })
    await core.done('history.undo', { unit: unitOf(made), reason: '' }, { as })
    expect((await core.done('alerts.search', ANY)).total).toBe(0)
    const id = await broadcast()
    const undo = await core.done('history.mayUndo', {
      unit: String(core.raw("SELECT id FROM unit WHERE command = 'alerts.broadcast'")[0]?.['id']),
    })
    expect(undo.never).toBe('undo.never.alert-broadcast')
    const poland = { as: await world.as(world.poland) }
    const proposed = await core.request(
      'alerts.comment',
      { id, as: null, kind: 'closure-proposal', text: 'Over.', language: '', answers: null },
      poland,
    )
    await core.done('history.undo', { unit: unitOf(proposed), reason: '' }, poland)
    expect(await seen(id, world.author)).toMatchObject({ status: 'broadcast', comments: [] })
  })

  it('is refused where others go on from it', async () => {
    const id = await broadcast()
    const poland = { as: await world.as(world.poland) }
    const proposed = await core.request(
      'alerts.comment',
      { id, as: null, kind: 'closure-proposal', text: 'Over.', language: '', answers: null },
      poland,
    )
    const unit = unitOf(proposed)
    const proposal = (await seen(id, world.poland)).comments[0]
    await say(id, world.romania, { kind: 'objection', answers: proposal?.id ?? null })
    const undone = await core.request('history.undo', { unit, reason: '' }, poland)
    expect(failureOf(undone)).toBe('undo-depends')
    const foreign = { as: await world.as(world.france) }
    expect(failureOf(await core.request('history.undo', { unit, reason: '' }, foreign))).toBe(
      'alert-not-yours',
    )
  })

  it('leaves “comment deleted”, which its author can take back', async () => {
    const id = await broadcast()
    const { id: comment } = await say(id, world.poland, { text: 'Wrong words' })
    const romania = { as: await world.as(world.romania) }
    await core.done('alerts.askDeletion', { id: comment, revision: 1, as: null, reason: 'A slip' }, romania)
    const asked = (await seen(id, world.poland)).comments[0]
    expect(asked?.asked).toMatchObject({ by: 'Ministerul Afacerilor Externe', reason: 'A slip' })
    const foreign = await core.request(
      'alerts.deleteComment',
      { id: comment, revision: 2, as: null },
      romania,
    )
    expect(failureOf(foreign)).toBe('alert-not-your-comment')
    const poland = { as: await world.as(world.poland) }
    const deleted = await core.request('alerts.deleteComment', { id: comment, revision: 2, as: null }, poland)
    expect((await seen(id, world.author)).comments[0]).toMatchObject({
      text: '',
      deletedAt: expect.any(String),
    })
    await core.done('history.undo', { unit: unitOf(deleted), reason: '' }, poland)
    expect((await seen(id, world.author)).comments[0]).toMatchObject({ text: 'Wrong words', deletedAt: null })
  })
})

describe('searching alerts', () => {
  it('finds words in any script by their beginning, and every criterion', async () => {
    const id = await broadcast(
      formOf({ title: 'Опасни скелета', content: { ...COMPLETE, providerName: 'Σκαλωσιές Αθήνα' } }),
    )
    const find = async (criteria: Partial<(typeof ANY)['criteria']> | object) =>
      (await core.done('alerts.search', { ...ANY, criteria: { ...ANY.criteria, ...criteria } })).alerts.map(
        (each) => each.id,
      )
    for (const text of ['opasni', 'athina', 'skele', (await seen(id, world.author)).number]) {
      expect(await find({ text }), text).toEqual([id])
    }
    expect(await find({ text: 'nowhere' })).toEqual([])
    expect(await find({ status: 'broadcast', module: ALERT, memberState: 'DE', recipient: 'RO' })).toEqual([
      id,
    ])
    expect(await find({ recipient: 'FR' })).toEqual([])
    expect(await find({ closure: 'proposed' })).toEqual([])
    expect(await find({ to: '2026-01-01T00:00:00.000Z' })).toEqual([])
    const as = await world.as(world.poland)
    for (const [role, expected] of [
      ['recipient', 1],
      ['initiator', 0],
      ['coordinator', 0],
    ] as const) {
      const criteria = { ...ANY.criteria, role }
      expect((await core.done('alerts.search', { ...ANY, criteria }, { as })).total, role).toBe(expected)
    }
  })
})

describe('the clocks of a closed alert', () => {
  async function closed(): Promise<AlertId> {
    const id = await broadcast()
    await say(id, world.poland, { kind: 'closure-proposal', text: 'Over.' })
    await core.done(
      'alerts.instruct',
      { ...(await seenBy(id, world.coordinator)), text: 'Close' },
      { as: await world.as(world.coordinator) },
    )
    const { alert } = await core.done('alerts.view', { id, as: null })
    await core.done('alerts.close', { id, revision: alert?.revision ?? 0, as: null, read: [] })
    return id
  }

  it('end printing after a week, with the date (K9)', async () => {
    const id = await closed()
    expect((await seen(id, world.author)).may['print']).toBeNull()
    core.advance(7 * DAY)
    const late = (await seen(id, world.author)).may['print']
    expect(late).toMatchObject({ code: 'alert-printed-too-late' })
    expect(String(late?.params['until']).slice(0, 10)).toBe('2026-11-30')
  })

  it('block personal data after six months: nobody sees it, no word finds it, a copy leaves it out (P21)', async () => {
    const id = await closed()
    core.advance(200 * DAY)
    const { alert } = await core.done('alerts.view', { id, as: null })
    expect(alert?.withheld).toMatchObject({ erasedAt: null })
    expect(JSON.stringify(alert)).not.toContain('Gerüstbau')
    expect(JSON.stringify(alert)).not.toContain('Over.')
    expect(alert?.form.content).toMatchObject({ severity: 'very-serious' })
    const find = async (text: string) =>
      (await core.done('alerts.search', { ...ANY, criteria: { ...ANY.criteria, text } })).total
    expect(await find('gerustbau')).toBe(0)
    expect(await find(alert?.number ?? '')).toBe(1)
    const copy = await core.done('alerts.copy', { id, as: null }, { as: await world.as(world.author) })
    expect(JSON.stringify(await seen(copy.id, world.author))).not.toContain('Gerüstbau')
    const history = await historyOf(core, world.author.id)
    expect(JSON.stringify(history)).not.toContain('Gerüstbau')
  })
})
