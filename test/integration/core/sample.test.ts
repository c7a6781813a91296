import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { failureOf, openCore, type Core } from '../../support/core'
import { undoEverything } from '../../support/replay'
import { authorityOf } from '../../support/samples'
import { historyOf, place, stateOf } from '../../support/story'

describe('the small sample', () => {
  let core: Core
  beforeAll(async () => {
    core = openCore()
    await core.start()
    await core.done('sample.generate', { set: 'S' })
  })
  afterAll(() => {
    core.close()
  })

  it('brings 500 authorities, 1,400 users and 1,500 accesses with 1,000 entries of history', async () => {
    expect(await core.done('store.status', {})).toMatchObject({
      authorities: 500,
      users: 1400,
      accesses: 1500,
    })
    const acts = core.raw("SELECT count(*) AS n FROM history WHERE op <> 'baseline' AND entity <> 'operator'")
    expect(acts).toEqual([{ n: 1000 }])
  })

  it('tells its progress up to the end, never backwards', () => {
    const told = core.events.flatMap((event) => (event.type === 'progress' ? [event.progress] : []))
    expect(told.length).toBeGreaterThan(0)
    expect(told.every(({ done, total }) => done <= total && total === 4400)).toBe(true)
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((a, b) => a - b))
  })

  it('tells of acts in the two years before, each at its own time, though made today', async () => {
    const [{ id }] = core.raw(
      'SELECT about AS id FROM history WHERE entity = ? GROUP BY about ORDER BY count(*) DESC LIMIT 1',
      ['access'],
    ) as [{ id: never }]
    const units = await historyOf(core, id)
    const times = units.map((unit) => unit.at)
    expect(new Set(times).size).toBe(units.length)
    expect([...times].sort().reverse()).toEqual(times)
    expect(times.every((time) => time >= '2024-10-23' && time < '2026-11-23')).toBe(true)
  })

  it('can be undone act by act to exactly the rows it began with', () => {
    const { baseline, disagreements } = undoEverything(core)
    expect(disagreements).toEqual([])
    const [entry] = core.raw("SELECT changes FROM history WHERE op = 'baseline'")
    expect(baseline).toEqual(JSON.parse(String(entry?.['changes'])))
  })

  it('is noticed where a row was changed without an entry in the history', () => {
    core.tamper("UPDATE authority SET city = 'Elsewhere' WHERE row = 7")
    const [entry] = core.raw("SELECT changes FROM history WHERE op = 'baseline'")
    expect(undoEverything(core).baseline).not.toEqual(JSON.parse(String(entry?.['changes'])))
  })

  it('has a history that verifies', async () => {
    expect(await core.done('history.verify', {})).toEqual({ entries: 1002, broken: null })
  })

  it('is not put into a store that holds something', async () => {
    expect(failureOf(await core.request('sample.generate', { set: 'S' }))).toBe('store-not-empty')
  })
})

describe('making a sample', () => {
  let core: Core
  beforeEach(async () => {
    core = openCore()
    await core.start()
  })
  afterEach(() => {
    core.close()
  })

  it('leaves nothing behind when it is cancelled, and can be made afterwards', async () => {
    const before = stateOf(core)
    const reply = await core.request('sample.generate', { set: 'S' }, { cancelAt: () => true })
    expect(failureOf(reply)).toBe('cancelled')
    expect(stateOf(core)).toEqual(before)
    expect(core.raw('SELECT count(*) AS n FROM searchEn_docsize')).toEqual([{ n: 0 }])
    expect(core.events.filter((event) => event.type === 'changed')).toHaveLength(1)
    await core.done('sample.generate', { set: 'S' })
    expect(await core.done('store.status', {})).toMatchObject({ authorities: 500, users: 1400 })
  })

  it('is for the IMI Helpdesk only', async () => {
    const administrator = await core.addOperator(place(core, authorityOf()).id)
    const reply = await core.request('sample.generate', { set: 'S' }, { as: administrator })
    expect(failureOf(reply)).toBe('helpdesk-only')
  })
})
