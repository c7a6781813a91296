import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Authority } from '../../../src-shared/entities/authority'
import type { Instant } from '../../../src-shared/time'
import { failureOf, openCore, type Core } from '../../support/core'
import { authorityOf } from '../../support/samples'
import { historyOf, place } from '../../support/story'

const DAY = 86_400_000
const PAGE = { page: { offset: 0, limit: 10 } }

let core: Core
let due: Authority
let lively: Authority
beforeEach(async () => {
  core = openCore()
  await core.start()
  due = place(
    core,
    authorityOf({
      ...{ officialName: 'Fällig', status: 'inactivated' },
      inactivatedAt: '2026-05-01T00:00:00.000Z' as Instant,
    }),
  )
  lively = place(core, authorityOf({ officialName: 'Lebhaft' }))
})
afterEach(() => {
  core.close()
})

/** Changes one letter of an authority, as anybody might on any day. */
async function work(): Promise<void> {
  const { found } = await core.done('authorities.read', { id: lively.id })
  const { id, revision } = { id: lively.id, revision: found?.revision ?? 0 }
  await core.done('searches.save', { name: `On ${core.clock.now()}`, criteria: CRITERIA, sort: SORT })
  expect([id, revision]).toEqual([lively.id, 1])
}
async function workOn(days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await work()
    core.advance(DAY)
  }
}
const CRITERIA = {
  ...{ text: 'a', myAuthoritiesOnly: false, memberState: null, type: null, status: null, module: null },
  ...{ role: null, accessManager: null, administrators: null },
}
const SORT = { by: 'officialName', descending: false } as const

async function remove(today: string | null = null, reason = 'Six months are over') {
  const plan = await core.done('retention.plan', PAGE)
  const authorities = plan.due.map((each) => ({ id: each.authority.id, revision: each.revision }))
  return core.request('retention.run', { authorities, reason, today })
}
const today = () => core.clock.now().slice(0, 10)

describe('the clock before something is erased', () => {
  it('is believed where people worked on three days of the last sixty', async () => {
    await workOn(2)
    expect(failureOf(await remove())).toBe('time-unproven')
    await work()
    expect(failureOf(await remove())).toBeNull()
  })

  it('is not believed a year ahead, whatever is done then on one day', async () => {
    await workOn(5)
    core.advance(365 * DAY)
    expect(failureOf(await remove())).toBe('time-unproven')
    for (let times = 0; times < 5; times += 1) await work()
    expect(failureOf(await remove())).toBe('time-unproven')
    expect((await core.done('retention.plan', PAGE)).clock).toMatchObject({
      code: 'time-unproven',
      params: { count: 1, needed: 3, within: 60 },
    })
  })

  it('is not believed while an act is dated after now, and not locked for ever by it', async () => {
    await workOn(5)
    core.advance(365 * DAY)
    await work()
    core.advance(-365 * DAY)
    expect(failureOf(await remove())).toBe('clock-behind')
    expect(failureOf(await remove(today()))).toBeNull()
  })

  it('is believed by a person who types the date of today and a reason, which the history keeps', async () => {
    expect(failureOf(await remove('2027-11-23'))).toBe('clock-not-today')
    expect(failureOf(await remove(today(), ' '))).toBe('reason-needed')
    expect(failureOf(await remove(today()))).toBeNull()
    const [first] = await historyOf(core, due.id)
    expect(first?.reason).toBe('Six months are over [date typed: 2026-11-23]')
  })

  it('is not proven by acts older than sixty days', async () => {
    await workOn(5)
    core.advance(58 * DAY)
    expect(failureOf(await remove())).toBe('time-unproven')
  })
})
