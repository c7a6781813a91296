import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Authority } from '../../../src-shared/entities/authority'
import type { AlertId } from '../../../src-shared/ids'
import { formOf } from '../../support/alert-samples'
import { alertTalk, type AlertTalk } from '../../support/alert-talk'
import { alertWorld, type AlertWorld } from '../../support/alert-world'
import { openCore, type Core } from '../../support/core'

const PAGE = { offset: 0, limit: 100 }
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

async function acts(id: AlertId, by: Authority | null, page = PAGE) {
  const options = by === null ? {} : { as: await world.as(by) }
  return core.done('alerts.history', { id, as: null, page }, options)
}

describe('the history of an alert (K13)', () => {
  it('says who did what, when and for whom, and which act can be undone by whoever looks', async () => {
    const id = await talk.broadcast()
    await talk.say(id, world.poland, { kind: 'closure-proposal', text: 'Over.' })
    const input = { ...(await talk.seenBy(id, world.second)), text: 'Close it' }
    await core.done('alerts.instruct', input, { as: await world.as(world.second) })
    const { acts: all } = await acts(id, null)
    expect(all.map((each) => each.command)).toEqual([
      ...['alerts.instruct', 'alerts.comment', 'alerts.broadcast', 'alerts.submit', 'alerts.create'],
    ])
    expect(all[0]).toMatchObject({
      ...{ actingFor: world.second.officialName, reason: 'Close it', undone: false, undo: null },
    })
    expect(all[1]).toMatchObject({ never: 'undo.never.alert-comment' })
    const { acts: author } = await acts(id, world.author)
    expect(author[0]?.undo).toMatchObject({ code: 'alert-not-your-part' })
  })

  it('names the later act that stands in the way', async () => {
    const id = await talk.draft()
    const as = await world.as(world.author)
    for (const title of ['First', 'Second']) {
      const form = formOf({ title })
      await core.done('alerts.saveDraft', { ...(await talk.seenBy(id, world.author)), form }, { as })
    }
    const { acts: all } = await acts(id, world.author)
    expect(all[0]?.undo).toBeNull()
    expect(all[1]).toMatchObject({
      ...{ undo: { code: 'undo-later-edit' }, later: { command: 'alerts.saveDraft', at: all[0]?.at } },
    })
  })

  it('begins with the broadcast for recipients, and is empty for everybody else', async () => {
    const id = await talk.broadcast()
    expect((await acts(id, world.poland)).acts.map((each) => each.command)).toEqual(['alerts.broadcast'])
    expect((await acts(id, world.france)).acts).toEqual([])
  })

  it('comes in pages', async () => {
    const id = await talk.broadcast()
    const first = await acts(id, null, { offset: 0, limit: 2 })
    expect([first.acts.length, first.more]).toEqual([2, true])
    const second = await acts(id, null, { offset: 2, limit: 2 })
    expect([second.acts.length, second.more]).toEqual([1, false])
  })
})
