import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { created } from '../../../src-main/domain/change'
import { blockedFrom, isWithheld } from '../../../src-main/domain/alerts/clocks'
import { monthsAfter } from '../../../src-main/store/months'
import { addMonths, instantOf, millisecondsOf, type Instant } from '../../../src-shared/time'
import { alertOf } from '../../support/alert-samples'
import { alertWorld, type AlertWorld } from '../../support/alert-world'
import { ANY } from '../../support/alert-talk'
import { openCore, type Core } from '../../support/core'

let core: Core
let world: AlertWorld

beforeAll(async () => {
  core = openCore()
  await core.start()
  world = alertWorld(core)
})
afterAll(() => {
  core.close()
})

const DAY = 86_400_000
const START = Date.parse('2027-01-01T00:00:00.000Z')

/** Every day from 2027 to 2032, the leap days of 2028 and 2032 included, at several times. */
const INSTANTS = Array.from({ length: 6 * 366 }, (_, day) =>
  instantOf(START + day * DAY + (day % 24) * 3_600_000 + (day % 7)),
)

describe('calendar months (P2)', () => {
  it.each([6, 36])('are counted by the store as by the rules, on every day: %d months', (months) => {
    const rows = core.raw(`SELECT value, ${monthsAfter('value', months)} AS after FROM json_each(?)`, [
      JSON.stringify(INSTANTS),
    ])
    const wrong = rows.filter((row) => row['after'] !== addMonths(row['value'] as Instant, months))
    expect(rows).toHaveLength(INSTANTS.length)
    expect(wrong).toEqual([])
  })

  it('block an alert and hide its words at the same moment, on both sides of every end of a month', () => {
    const ends = Array.from({ length: 12 }, (_, month) =>
      [-1, 0, 1].map((days) => instantOf(Date.UTC(2025, month + 1, 0, 10) + days * DAY)),
    ).flat()
    const at = ends.map((closedAt, index) => ({
      closedAt,
      alert: alertOf(world.author, {
        ...{ status: 'closed', closedAt, number: `SDA-${String(index)}`, title: `Word${String(index)}x` },
      }),
    }))
    core.given(...at.map(({ alert }) => created('alert', alert)))
    for (const { alert } of at) {
      const blocked = millisecondsOf(blockedFrom(alert) ?? alert.createdAt)
      for (const moment of [blocked - 1, blocked].map(instantOf)) {
        const withheld = isWithheld(alert, moment)
        const criteria = { ...ANY.criteria, text: alert.title }
        const request = { criteria, sort: ANY.sort, scope: null, now: moment }
        const found = core.writer.store.searchAlerts(request, 0, 10).map((each) => each.alert.id)
        expect([alert.closedAt, moment, found.includes(alert.id)]).toEqual([
          alert.closedAt,
          moment,
          !withheld,
        ])
      }
    }
  })
})
