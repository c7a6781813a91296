import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inRoot } from '../../../resources/tooling/lib/paths.mjs'
import type { Authority } from '../../../src-shared/entities/authority'
import { failureOf, openCore, type Core } from '../../support/core'
import { authorityOf } from '../../support/samples'
import { expectEveryRefusal, place, stateOf } from '../../support/story'

let core: Core
let survivor: Authority
let twin: Authority
let manager: Authority

beforeEach(async () => {
  core = openCore()
  await core.start()
  survivor = place(core, authorityOf({ officialName: 'Stadt Münster' }))
  twin = place(core, authorityOf({ officialName: 'Stadt Munster' }))
  manager = place(core, authorityOf({ officialName: 'Ministerium' }))
  place(core, authorityOf({ officialName: 'Landkreis' }))
})
afterEach(() => {
  core.close()
})

describe('looking for duplicates', () => {
  it('suggests what is the same after folding and merges nothing by itself', async () => {
    const before = stateOf(core)
    const { looked, groups } = await core.done('duplicates.find', { memberState: null })
    expect(looked).toBe(4)
    expect(groups).toMatchObject([{ reasons: ['same-name'] }])
    expect(groups[0]?.authorities.map((each) => each.id).sort()).toEqual([survivor.id, twin.id].sort())
    expect(await core.done('duplicates.find', { memberState: 'FR' })).toEqual({ looked: 0, groups: [] })
    expect(stateOf(core)).toEqual(before)
  })

  it('is the Helpdesk’s own work, and can be stopped', async () => {
    const national = await core.addOperator(manager.id)
    const input = { memberState: null }
    const refused = await core.request('duplicates.find', input, { as: national })
    expect(failureOf(refused)).toBe('helpdesk-only')
    expect(failureOf(await core.request('duplicates.find', input, { cancelAt: () => true }))).toBe(
      'cancelled',
    )
    expectEveryRefusal([['duplicates.find', input, 'helpdesk-only']])
  })

  it('finds few and likely ones in the real lists of public bodies', async () => {
    for (const name of ['de', 'se']) {
      const file = inRoot(`test/fixtures/lists/public-bodies-${name}.csv`)
      const opened = await core.done('lists.open', {}, { file })
      const input = { file: opened.file, mapping: opened.suggested }
      const { hash } = await core.done('lists.plan', input, { file })
      await core.done('lists.apply', { ...input, hash, allOrNothing: false }, { file })
    }
    const { looked, groups } = await core.done('duplicates.find', { memberState: null })
    expect(looked).toBeGreaterThan(1650)
    const names = groups.map((group) =>
      group.authorities
        .map((each) => each.officialName)
        .sort()
        .join(' = '),
    )
    expect(groups.length).toBeLessThan(40)
    expect(names).toContain('Region Gotland = Region Gotland (landsting)')
    expect(names).toContain(
      'Leibniz-Gemeinschaft = Wissenschaftsgemeinschaft Gottfried Wilhelm Leibniz e. V.',
    )
    const scores = groups.map((group) => group.score)
    expect(scores).toEqual([...scores].sort((left, right) => right - left))
  })
})
