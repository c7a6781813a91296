import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tick, type Replica } from '../../../src-main/store/history/replica'
import { formatId, UnitId } from '../../../src-shared/ids'
import {
  addMonths,
  counterOf,
  formatHybrid,
  HybridTime,
  Instant,
  instantOf,
  millisecondsOf,
  wallOf,
} from '../../../src-shared/time'
import { newId } from '../../support/samples'

describe('calendar months', () => {
  it.each([
    ['2026-08-31T10:00:00.000Z', 6, '2027-02-28T10:00:00.000Z'],
    ['2027-08-31T10:00:00.000Z', 6, '2028-02-29T10:00:00.000Z'],
    ['2026-08-30T10:00:00.000Z', 6, '2027-02-28T10:00:00.000Z'],
    ['2026-05-31T23:59:59.999Z', 1, '2026-06-30T23:59:59.999Z'],
    ['2026-12-31T00:00:00.000Z', 2, '2027-02-28T00:00:00.000Z'],
    ['2026-02-28T12:00:00.000Z', 6, '2026-08-28T12:00:00.000Z'],
    ['2028-02-29T12:00:00.000Z', 12, '2029-02-28T12:00:00.000Z'],
    ['2026-11-23T12:00:00.000Z', 0, '2026-11-23T12:00:00.000Z'],
    ['2026-03-31T12:00:00.000Z', -1, '2026-02-28T12:00:00.000Z'],
    ['2026-11-23T00:00:00.000Z', -25, '2024-10-23T00:00:00.000Z'],
  ])('%s and %d months is %s', (start, months, end) => {
    expect(addMonths(start as Instant, months)).toBe(end)
  })

  it('never go past the month they lead to, and keep the time of day', () => {
    const instants = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2080-01-01'), noInvalidDate: true })
      .map((date) => instantOf(date.getTime()))
    fc.assert(
      fc.property(instants, fc.integer({ min: -60, max: 60 }), (start, months) => {
        const end = addMonths(start, months)
        const monthOf = (instant: string) => Number(instant.slice(0, 4)) * 12 + Number(instant.slice(5, 7))
        expect(Instant.parse(end)).toBe(end)
        expect(monthOf(end)).toBe(monthOf(start) + months)
        expect(end.slice(10)).toBe(start.slice(10))
        expect(Number(end.slice(8, 10))).toBeLessThanOrEqual(Number(start.slice(8, 10)))
      }),
    )
  })
})

describe('identifiers', () => {
  const moments = fc.integer({ min: 0, max: 2 ** 48 - 1 })
  const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 })

  it('have the form of a ULID, as its description writes them', () => {
    expect(formatId(1_469_918_176_385, new Uint8Array(10))).toBe('01ARYZ6S410000000000000000')
    expect(formatId(2 ** 48 - 1, new Uint8Array(10).fill(255))).toBe('7ZZZZZZZZZZZZZZZZZZZZZZZZZ')
  })

  it('are accepted by their own schema and sort by their moment', () => {
    fc.assert(
      fc.property(moments, moments, bytes, bytes, (one, other, left, right) => {
        const [first, second] = [formatId(one, left), formatId(other, right)]
        expect(UnitId.parse(first)).toBe(first)
        if (one !== other) expect(first < second).toBe(one < other)
      }),
    )
  })

  it('of one moment differ wherever their random bytes differ', () => {
    fc.assert(
      fc.property(bytes, bytes, (left, right) => {
        const same = Buffer.compare(left, right) === 0
        expect(formatId(1, left) === formatId(1, right)).toBe(same)
      }),
    )
  })
})

describe('the hybrid clock', () => {
  const at = (replica: Replica) => formatHybrid(instantOf(replica.wall), replica.counter, replica.id)
  const replicaAt = (wall: string, counter = 0): Replica => ({
    row: 1,
    id: newId(),
    seq: 0,
    wall: millisecondsOf(wall),
    counter,
    head: '',
  })

  it('follows the wall while that goes on', () => {
    const replica = replicaAt('2026-11-23T08:00:00.000Z', 7)
    tick(replica, '2026-11-23T08:00:00.001Z' as Instant)
    expect(at(replica)).toMatch(/^2026-11-23T08:00:00.001Z-0000-/)
  })

  it('counts while the wall stands still or goes back', () => {
    const replica = replicaAt('2026-11-23T08:00:00.000Z')
    tick(replica, '2026-11-23T08:00:00.000Z' as Instant)
    tick(replica, '2020-01-01T00:00:00.000Z' as Instant)
    expect(at(replica)).toMatch(/^2026-11-23T08:00:00.000Z-0002-/)
  })

  it('goes on by a millisecond where its counter is full', () => {
    const replica = replicaAt('2026-11-23T08:00:00.000Z', 0xffff)
    tick(replica, '2026-11-23T08:00:00.000Z' as Instant)
    expect(at(replica)).toMatch(/^2026-11-23T08:00:00.001Z-0000-/)
  })

  it('never gives the same time twice and never goes back, whatever the wall says', () => {
    const start = millisecondsOf('2026-11-23T08:00:00.000Z')
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1 }), (steps) => {
        const replica = replicaAt('2026-11-23T08:00:00.000Z', 0xfffe)
        let last = at(replica)
        for (const step of steps) {
          tick(replica, instantOf(start + step))
          const next = at(replica)
          expect(HybridTime.safeParse(next).success).toBe(true)
          expect(next > last).toBe(true)
          expect(wallOf(next)).toBe(instantOf(replica.wall))
          expect(counterOf(next)).toBe(replica.counter)
          last = next
        }
      }),
    )
  })
})
