import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { updated } from '../../../src-main/domain/change'
import { documentOf } from '../../../src-shared/mail-document'
import type { AlertId } from '../../../src-shared/ids'
import { ALERT, COMPLETE, formOf } from '../../support/alert-samples'
import { alertTalk, ANY, type AlertTalk } from '../../support/alert-talk'
import { alertWorld, type AlertWorld } from '../../support/alert-world'
import { openCore, type Core } from '../../support/core'
import { historyOf, proveTime } from '../../support/story'

const DAY = 86_400_000
/** The secret words, one for each place where a person can write about an alert. */
const PLACES = [
  ...['Title', 'Form', 'Return', 'Modify', 'Note', 'Comment', 'Ask', 'Proposal', 'Objection'],
  ...['Instruct', 'Uninstruct', 'Withdraw', 'Mail'],
]
const secret = (place: string): string => `Zz${place.toLowerCase()}q`

let core: Core
let world: AlertWorld
let talk: AlertTalk
let id: AlertId

beforeEach(async () => {
  core = openCore()
  await core.start()
  world = alertWorld(core)
  core.given(updated('authority', world.poland, { email: 'office@poland.example' }))
  talk = alertTalk(core, world)
  id = await everywhere()
})
afterEach(() => {
  core.close()
})

/** An alert that was withdrawn, with a secret word wherever something can be written. */
async function everywhere(): Promise<AlertId> {
  const { author, coordinator, second, poland, romania, local } = world
  const content = { ...COMPLETE, providerName: secret('Form') }
  const alert = await talk.draft(author, formOf({ title: secret('Title'), content }))
  const by = async (who: typeof author) => ({ as: await world.as(who) })
  const submit = async () =>
    core.done(
      'alerts.submit',
      { ...(await talk.seenBy(alert, author)), coordinatorId: coordinator.id },
      await by(author),
    )
  await submit()
  const seen = async (who: typeof author) => talk.seenBy(alert, who)
  await core.done(
    'alerts.return',
    { ...(await seen(coordinator)), reason: secret('Return') },
    await by(coordinator),
  )
  await submit()
  await core.done('alerts.broadcast', { ...(await seen(coordinator)), uncovered: [] }, await by(coordinator))
  const form = formOf({ title: secret('Title'), content: { ...content, activity: 'Cranes' } })
  await core.done(
    'alerts.modify',
    { ...(await seen(author)), form, reason: secret('Modify'), uncovered: [] },
    await by(author),
  )
  await core.done(
    'alerts.disseminate',
    { ...(await seen(romania)), authorities: [local.id], note: secret('Note') },
    await by(romania),
  )
  const { id: comment } = await talk.say(alert, local, { text: secret('Comment') })
  await core.done(
    'alerts.askDeletion',
    { id: comment, revision: 1, as: null, reason: secret('Ask') },
    await by(coordinator),
  )
  const { id: proposal } = await talk.say(alert, poland, {
    kind: 'closure-proposal',
    text: secret('Proposal'),
  })
  await talk.say(alert, romania, { kind: 'objection', text: secret('Objection'), answers: proposal })
  const instruct = { ...(await seen(second)), text: secret('Instruct') }
  await core.done('alerts.instruct', instruct, await by(second))
  const uninstruct = { ...(await seen(second)), reason: secret('Uninstruct') }
  await core.done('alerts.withdrawInstruction', uninstruct, await by(second))
  const told = { number: 'A-7', title: secret('Mail'), module: ALERT, initiatedBy: 'DE' }
  await core.done('mail.queue', {
    template: { kind: 'alert-notice', alertId: alert, ...told },
    language: 'en',
    recipients: [{ authorityId: poland.id, userId: null }],
    document: documentOf(`Read about ${secret('Mail')}`),
  })
  const withdraw = { ...(await seen(second)), reason: secret('Withdraw') }
  await core.done('alerts.withdraw', withdraw, await by(second))
  return alert
}

/** The places whose secret word is in a text. */
const found = (text: string): string[] => PLACES.filter((place) => text.includes(secret(place)))

/** Everything that the lists, the views and the exports answer. */
async function answers(): Promise<string> {
  const page = { offset: 0, limit: 100 }
  const parties = [null, world.author, world.coordinator, world.poland, world.romania, world.local]
  const texts: unknown[] = []
  for (const party of parties) {
    const options = party === null ? {} : { as: await world.as(party) }
    texts.push(await core.done('alerts.view', { id, as: null }, options))
    texts.push(await core.done('alerts.search', ANY, options))
    texts.push(await core.done('mail.list', { status: null, text: '', page }, options))
  }
  const { rows } = await core.done('mail.list', { status: null, text: '', page })
  for (const row of rows) texts.push(await core.done('mail.read', { id: row.id }))
  for (const place of PLACES) {
    texts.push(await core.done('mail.list', { status: null, text: secret(place), page }))
    const criteria = { ...ANY.criteria, text: secret(place) }
    texts.push(await core.done('alerts.search', { ...ANY, criteria }))
  }
  texts.push(await core.done('carryOver.list', { status: null, page }))
  const file = join(core.folder, 'carry-over.csv')
  await core.done('carryOver.export', { status: null, format: 'csv' }, { file })
  texts.push(readFileSync(file, 'utf8'))
  for (const { id: about } of [world.author, world.coordinator, world.poland]) {
    texts.push(await historyOf(core, about))
  }
  return JSON.stringify(texts)
}

/** Every byte of the store as SQLite sees it, deciphered, the free parts of its pages included. */
function bytes(): string {
  core.writer.transaction(() => undefined)
  const pages = core.raw('SELECT data FROM sqlite_dbpage')
  return Buffer.concat(pages.map((each) => Buffer.from(each['data'] as Uint8Array))).toString('latin1')
}

describe('what was written about an alert (P21, P41)', () => {
  it('is shown while the alert is not blocked, and is kept nowhere in the reasons of units', async () => {
    expect(found(await answers()).sort()).toEqual([...PLACES].filter((place) => place !== 'Return').sort())
    expect(found(JSON.stringify(core.raw('SELECT reason FROM unit')))).toEqual([])
  })

  it('is shown nowhere once it is blocked: no view, no list, no search, no export, no mail', async () => {
    core.advance(250 * DAY)
    expect(found(await answers())).toEqual([])
    const page = { offset: 0, limit: 100 }
    const { acts } = await core.done('carryOver.list', { status: null, page })
    expect(acts.find((each) => each.command === 'alerts.withdraw')).toMatchObject({
      ...{ reason: '', blockedUntil: expect.any(String) as string },
    })
  })

  it('is in no page of the store once it is erased', async () => {
    expect(found(bytes()).length).toBeGreaterThan(5)
    core.advance(3 * 366 * DAY)
    const { counts } = await core.done('work.counts', {})
    expect(counts.length).toBeGreaterThan(0)
    proveTime(core)
    const { due } = await core.done('retention.alertPlan', { page: { offset: 0, limit: 10 } })
    const alerts = due.map(({ id: alert, revision }) => ({ id: alert, revision }))
    await core.done('retention.eraseAlerts', { alerts, reason: '' })
    expect(found(await answers())).toEqual([])
    expect(found(bytes())).toEqual([])
    expect(core.raw('SELECT id FROM mail')).toEqual([])
    expect(await core.done('history.verify', {})).toMatchObject({ broken: null })
  })
})
