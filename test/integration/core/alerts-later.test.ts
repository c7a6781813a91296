import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AlertId } from '../../../src-shared/ids'
import { ALERT, COMPLETE, formOf } from '../../support/alert-samples'
import { alertWorld, type AlertWorld } from '../../support/alert-world'
import { openCore, type Core } from '../../support/core'
import { historyOf } from '../../support/story'
import { alertTalk, ANY, type AlertTalk } from '../../support/alert-talk'

const DAY = 24 * 3_600_000
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

describe('searching alerts', () => {
  it('finds words in any script by their beginning, and every criterion', async () => {
    const id = await talk.broadcast(
      formOf({ title: 'Опасни скелета', content: { ...COMPLETE, providerName: 'Σκαλωσιές Αθήνα' } }),
    )
    const find = async (criteria: Partial<(typeof ANY)['criteria']> | object) =>
      (await core.done('alerts.search', { ...ANY, criteria: { ...ANY.criteria, ...criteria } })).alerts.map(
        (each) => each.id,
      )
    for (const text of ['opasni', 'athina', 'skele', (await talk.seen(id, world.author)).number]) {
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
    const id = await talk.broadcast()
    await talk.say(id, world.poland, { kind: 'closure-proposal', text: 'Over.' })
    await core.done(
      'alerts.instruct',
      { ...(await talk.seenBy(id, world.coordinator)), text: 'Close' },
      { as: await world.as(world.coordinator) },
    )
    const { alert } = await core.done('alerts.view', { id, as: null })
    await core.done('alerts.close', { id, revision: alert?.revision ?? 0, as: null, read: [] })
    return id
  }

  it('end printing after a week, with the date (K9)', async () => {
    const id = await closed()
    expect((await talk.seen(id, world.author)).may['print']).toBeNull()
    core.advance(7 * DAY)
    const late = (await talk.seen(id, world.author)).may['print']
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
    expect(JSON.stringify(await talk.seen(copy.id, world.author))).not.toContain('Gerüstbau')
    const history = await historyOf(core, world.author.id)
    expect(JSON.stringify(history)).not.toContain('Gerüstbau')
  })
})
