import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../src-main/app/catalogue'
import { sampleAlerts, sampleSizes } from '../../../src-main/app/sample'
import { isComplete } from '../../../src-main/domain/alerts/drafting'
import { fitsThread } from '../../../src-main/domain/alerts/commenting'
import { entities } from '../../../src-shared/entities'
import {
  alert as alertEntity,
  AlertStatus,
  type Alert,
  type AlertComment,
} from '../../../src-shared/entities/alert'
import type { Instant } from '../../../src-shared/time'
import { moduleNamed } from '../../support/alert-samples'

const NOW = '2026-11-23T00:00:00.000Z' as Instant
const make = (seed = 1, count = sampleSizes.S.alerts, talks = 0) => [
  ...sampleAlerts('S', seed, catalogue, NOW, count, talks),
]
const rows = make()
const alerts = rows.flatMap((each): Alert[] => (each.entity === 'alert' ? [each.row] : []))
const comments = rows.flatMap((each): AlertComment[] => (each.entity === 'alertComment' ? [each.row] : []))

describe('the alerts and notifications of the sample', () => {
  it('are in every state, in every module, in several languages and scripts', () => {
    expect(new Set(alerts.map((each) => each.status))).toEqual(new Set(AlertStatus.options))
    expect(new Set(alerts.map((each) => each.module)).size).toBe(catalogue.alertModules.length)
    const told = [...alerts, ...comments].map((each) => each.language)
    expect(new Set(told).size).toBeGreaterThan(4)
    const texts = JSON.stringify(rows)
    expect(texts).toMatch(/\p{Script=Greek}/u)
    expect(texts).toMatch(/\p{Script=Cyrillic}/u)
  })

  it('hold only rows that the store would take as they are', () => {
    for (const { entity, row } of rows) expect(entities[entity].schema.parse(row), entity).toEqual(row)
    expect(Object.keys(alertEntity.schema.shape)).toEqual(Object.keys(alerts[0] ?? {}))
  })

  it('are complete wherever others see them, and their threads fit their state', () => {
    for (const alert of alerts) {
      const module = moduleNamed(alert.module)
      expect([alert.number, isComplete(catalogue, { alert, module }, NOW)]).toEqual([
        alert.number,
        { ok: true, value: null },
      ])
      const thread = comments.filter((each) => each.alertId === alert.id)
      if (alert.status !== 'closed' && alert.status !== 'withdrawn') {
        expect(fitsThread(alert, thread), alert.number).toBe(true)
      }
    }
  })

  it('are the same on every PC, others with another seed, and as many and as talkative as asked', () => {
    expect(make()).toEqual(rows)
    expect(make(2)).not.toEqual(rows)
    const many = make(1, 22, 20)
    expect(many.filter((each) => each.entity === 'alert')).toHaveLength(22)
    const [first] = many.filter((each) => each.entity === 'alertRecipient')
    const said = many.filter(
      (each) => each.entity === 'alertComment' && each.row.alertId === first?.row.alertId,
    )
    expect(said.length).toBeGreaterThanOrEqual(20)
  })
})
