import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ALERT, COMPLETE, formOf } from '../../support/alert-samples'
import { alertWorld, type AlertWorld } from '../../support/alert-world'
import { failureOf, openCore, type Core } from '../../support/core'
import { alertTalk, ANY, type AlertTalk } from '../../support/alert-talk'
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

describe('an alert from draft to closed', () => {
  it('goes from the author over its coordinator to the recipients, is passed on, talked about, closed, copied', async () => {
    const id = await talk.broadcast()
    const view = await talk.seen(id, world.romania)
    expect(view.status).toBe('broadcast')
    expect(view.position).toBe('recipient-coordinator')
    expect(view.recipients.map((each) => each.authority.officialName).sort()).toEqual([
      'Główny Urząd Nadzoru Budowlanego',
      'Ministerul Afacerilor Externe',
    ])
    const reached = await core.done(
      'alerts.disseminate',
      {
        ...(await talk.seenBy(id, world.romania)),
        authorities: [world.local.id],
        note: 'Look at your sites',
      },
      { as: await world.as(world.romania) },
    )
    expect(reached).toEqual({ reached: 1 })
    const passedOn = (await talk.seen(id, world.local)).recipients.find(
      (each) => each.how === 'dissemination',
    )
    expect(passedOn).toMatchObject({
      authority: { officialName: 'Inspectoratul Timiș' },
      by: { officialName: 'Ministerul Afacerilor Externe' },
      note: 'Look at your sites',
    })

    await talk.say(id, world.local, { text: 'Am verificat.', language: 'ro' })
    const proposal = await talk.say(id, world.poland, {
      kind: 'closure-proposal',
      text: 'The firm has ended.',
    })
    expect((await talk.seen(id, world.author)).status).toBe('closure-proposed')
    await talk.say(id, world.romania, { kind: 'objection', text: 'Not yet.', answers: proposal.id })
    await core.done(
      'alerts.instruct',
      { ...(await talk.seenBy(id, world.second)), text: 'Please close it.' },
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
    const closed = await talk.seen(id, world.local)
    expect(closed.status).toBe('closed')
    expect(closed.instruction).toMatchObject({ text: 'Please close it.', by: 'Koordinierungsstelle Hamburg' })
    expect(closed.comments.find((each) => each.kind === 'objection')?.readAt).not.toBeNull()

    const copy = await core.done('alerts.copy', { id, as: null }, { as: await world.as(world.author) })
    const copied = await talk.seen(copy.id, world.author)
    expect(copied).toMatchObject({ status: 'draft', copiedFrom: { id }, comments: [], recipients: [] })
    expect(copied.form.content).toEqual(
      Object.fromEntries(Object.entries(COMPLETE).filter(([field]) => field !== 'noticedOn')),
    )
  })

  it('can be done by the Helpdesk on behalf of the authorities, and the history says so (P1)', async () => {
    const { id } = await core.done('alerts.create', { module: ALERT, as: world.author.id, form: formOf() })
    const [unit] = core.raw("SELECT actingFor FROM unit WHERE command = 'alerts.create'")
    expect(unit).toEqual({ actingFor: world.author.id })
    expect(failureOf(await core.request('alerts.discard', { id, revision: 1, as: null, reason: '' }))).toBe(
      'alert-on-behalf',
    )
    expect(
      failureOf(await core.request('alerts.discard', { id, revision: 1, as: world.poland.id, reason: '' })),
    ).toBe('alert-not-your-part')
    await core.done('alerts.discard', { id, revision: 1, as: world.author.id, reason: '' })
    expect(await core.done('alerts.view', { id, as: null })).toEqual({ alert: null })
  })

  it('is returned with a reason, which its author sees until it is submitted again (P17)', async () => {
    const id = await talk.draft()
    const submit = async () =>
      core.done(
        'alerts.submit',
        { ...(await talk.seenBy(id, world.author)), coordinatorId: world.coordinator.id },
        { as: await world.as(world.author) },
      )
    await submit()
    const reason = 'Name the site.'
    await core.done(
      'alerts.return',
      { ...(await talk.seenBy(id, world.coordinator)), reason },
      { as: await world.as(world.coordinator) },
    )
    expect(await talk.seen(id, world.author)).toMatchObject({ status: 'draft', returnReason: reason })
    await submit()
    expect((await talk.seen(id, world.author)).returnReason).toBe('')
  })

  it('is withdrawn by a coordinator of the initiating Member State; recipients keep seeing it (P20)', async () => {
    const id = await talk.broadcast()
    await core.done(
      'alerts.withdraw',
      { ...(await talk.seenBy(id, world.second)), reason: 'A mistake in the name.' },
      { as: await world.as(world.second) },
    )
    expect(await talk.seen(id, world.poland)).toMatchObject({
      status: 'withdrawn',
      withdrawReason: 'A mistake in the name.',
    })
  })

  it('is taken back by its author while it is not broadcast, when the coordinator does not count any more', async () => {
    const id = await talk.draft()
    const as = await world.as(world.author)
    const submitted = { ...(await talk.seenBy(id, world.author)), coordinatorId: world.coordinator.id }
    await core.done('alerts.submit', submitted, { as })
    const [access] = core.raw('SELECT id, rev FROM access WHERE authorityId = ?', [world.coordinator.id])
    await core.done('accesses.suspend', {
      ...{ id: String(access?.['id']), revision: Number(access?.['rev']), reason: 'Moved' },
    })
    const waiting = await talk.seenBy(id, world.author)
    await core.done('alerts.takeBack', waiting, { as })
    expect(await talk.seen(id, world.author)).toMatchObject({ status: 'draft', coordinator: null })
    const again = await core.request(
      'alerts.submit',
      { ...submitted, revision: waiting.revision + 1 },
      { as },
    )
    expect(failureOf(again)).toBe('alert-coordinator-not-possible')
    expect(
      failureOf(
        await core.request('alerts.takeBack', { ...waiting, revision: waiting.revision + 1 }, { as }),
      ),
    ).toBe('alert-not-in-state')
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
    const id = await talk.draft(world.coordinator, formOf({ recipients: states }))
    const input = await talk.seenBy(id, world.coordinator)
    const as = await world.as(world.coordinator)
    const refused = await core.request('alerts.broadcast', { ...input, uncovered: [] }, { as })
    expect(failureOf(refused)).toBe('alert-uncovered')
    await core.done('alerts.broadcast', { ...input, uncovered: ['EL'] }, { as })
    expect((await talk.seen(id, world.poland)).uncovered).toEqual(['EL'])
  })

  it('is told to nobody without part in it', async () => {
    const id = await talk.broadcast()
    expect(await core.done('alerts.view', { id, as: null }, { as: await world.as(world.france) })).toEqual({
      alert: null,
    })
    const found = await core.done('alerts.search', ANY, { as: await world.as(world.france) })
    expect(found).toEqual({ alerts: [], total: 0 })
    const own = await talk.draft(world.coordinator)
    const drafts = await core.done('alerts.search', ANY, { as: await world.as(world.second) })
    expect(drafts.alerts.map((each) => each.id)).not.toContain(own)
  })

  it('grows when a Member State is added later; what it was before stands as a version', async () => {
    const id = await talk.broadcast()
    const as = await world.as(world.coordinator)
    const form = formOf({
      content: { ...COMPLETE, activity: 'Scaffolding and lifts' },
      recipients: ['PL', 'RO', 'FR'],
    })
    const change = {
      ...(await talk.seenBy(id, world.coordinator)),
      form,
      reason: 'It works in France, too',
      uncovered: [],
    }
    expect(await core.done('alerts.modify', change, { as })).toEqual({ reached: 1 })
    const view = await talk.seen(id, world.france)
    expect(view.versions).toHaveLength(1)
    expect(view.versions[0]).toMatchObject({
      reason: 'It works in France, too',
      operator: expect.any(String) as string,
    })
    expect(view.versions[0]?.fields).toEqual([
      { field: 'recipients', before: '', after: 'FR' },
      { field: 'activity', before: 'Scaffolding', after: 'Scaffolding and lifts' },
    ])
    expect(view.uncovered).toEqual([])
    const fewer = { ...change, revision: view.revision, form: formOf({ recipients: ['PL', 'RO'] }) }
    expect(failureOf(await core.request('alerts.modify', fewer, { as }))).toBe('alert-recipient-left')
  })
})

describe('a Member State in which nobody was reached', () => {
  it('is reached by a modification once a coordinator there has access, also where nothing else changes', async () => {
    const id = await talk.broadcast(formOf({ recipients: ['RO', 'LT'] }), ['LT'])
    const as = await world.as(world.author)
    const modify = async () => {
      const { form, revision } = await talk.seen(id, world.author)
      const said = { id, revision, as: world.author.id, form, reason: 'Lithuania as well', uncovered: [] }
      return core.request('alerts.modify', said, { as })
    }
    expect(failureOf(await modify())).toBe('nothing-changed')
    const vilnius = authorityOf({ officialName: 'Koordinavimo centras', memberState: 'LT' })
    place(core, vilnius, accessOf(vilnius, { module: ALERT, role: 'coordinator' }))
    expect(await modify()).toMatchObject({ ok: true, value: { reached: 1 } })
    const view = await talk.seen(id, world.author)
    expect(view.uncovered).toEqual([])
    expect(view.recipients.map((each) => each.authority.officialName)).toContain('Koordinavimo centras')
    expect(failureOf(await modify())).toBe('nothing-changed')
  })
})

describe('a Member State that left (P45)', () => {
  it('receives no alert, whoever is still a coordinator there', async () => {
    const london = authorityOf({ officialName: 'Trading Standards', memberState: 'UK' })
    place(core, london, accessOf(london, { module: ALERT, role: 'coordinator' }))
    const reach = await core.done('alerts.reach', { module: ALERT, states: ['PL', 'UK'] })
    expect(reach.uncovered).toEqual(['UK'])
    const id = await talk.broadcast(formOf({ recipients: ['PL', 'UK'] }), ['UK'])
    const names = (await talk.seen(id, world.author)).recipients.map((each) => each.authority.officialName)
    expect(names).toEqual(['Główny Urząd Nadzoru Budowlanego'])
  })
})
