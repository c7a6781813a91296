import { describe, expect, it } from 'vitest'
import { attachFile, isAsNamed, mayTake } from '../../../../src-main/domain/alerts/attaching'
import {
  blockedFrom,
  eraseFrom,
  isErasable,
  isWithheld,
  mayStillPrint,
} from '../../../../src-main/domain/alerts/clocks'
import { fitsThread } from '../../../../src-main/domain/alerts/commenting'
import { moveAlerts } from '../../../../src-main/domain/alerts/merging'
import type { Instant } from '../../../../src-shared/time'
import { alertOf, commentOf, moduleNamed, recipientOf } from '../../../support/alert-samples'
import { catalogue, contextFor, HELPDESK } from '../../../support/facts'
import { authorityOf } from '../../../support/samples'

const module = moduleNamed()
const context = contextFor(HELPDESK)
const germany = authorityOf({ memberState: 'DE' })
const at = (text: string): Instant => text as Instant

describe('the clocks after the end (K9, P21)', () => {
  const closed = { closedAt: at('2026-08-31T10:00:00.000Z'), withdrawnAt: null, erasedAt: null }

  it('print for 7 × 24 hours, block after six calendar months, erase after three years', () => {
    expect(mayStillPrint(closed, at('2026-09-07T09:59:59.999Z')).ok).toBe(true)
    expect(mayStillPrint(closed, at('2026-09-07T10:00:00.000Z'))).toMatchObject({
      refusal: { code: 'alert-printed-too-late', params: { until: '2026-09-07T10:00:00.000Z' } },
    })
    expect(blockedFrom(closed)).toBe('2027-02-28T10:00:00.000Z')
    expect(eraseFrom(closed)).toBe('2029-08-31T10:00:00.000Z')
  })

  it('block to the moment, and erase once', () => {
    expect(isWithheld(closed, at('2027-02-28T09:59:59.999Z'))).toBe(false)
    expect(isWithheld(closed, at('2027-02-28T10:00:00.000Z'))).toBe(true)
    expect(isErasable(closed, at('2029-08-31T10:00:00.000Z'))).toBe(true)
    expect(
      isErasable({ ...closed, erasedAt: at('2029-09-01T00:00:00.000Z') }, at('2030-01-01T00:00:00.000Z')),
    ).toBe(false)
  })

  it('do not run while it runs; a withdrawal ends it as well', () => {
    const running = { closedAt: null, withdrawnAt: null, erasedAt: null }
    expect([blockedFrom(running), isWithheld(running, at('2099-01-01T00:00:00.000Z'))]).toEqual([null, false])
    expect(blockedFrom({ ...running, withdrawnAt: at('2026-01-01T00:00:00.000Z') })).toBe(
      '2026-07-01T00:00:00.000Z',
    )
  })
})

describe('documents', () => {
  it.each([
    ['alert-attachment-type', 'x.exe', 10],
    ['alert-attachment-empty', 'x.pdf', 0],
    ['alert-attachment-large', 'x.pdf', 5 * 1024 * 1024 + 1],
    [null, 'x.PDF', 5 * 1024 * 1024],
  ])('give %s', (code, name, size) => {
    const decided = mayTake(module, { name, size })
    expect(decided.ok ? null : decided.refusal.code).toBe(code)
  })

  it('are known by what is in them, in every kind that a module takes', () => {
    const begun = ['%PDF-1.7', 'PK\u0003\u0004', '\u0089PNG\r\n\u001a\n', '\u00ff\u00d8\u00ff', 'text'].map(
      (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
    )
    for (const type of new Set(catalogue.alertModules.flatMap((each) => each.attachments.types))) {
      const taken = begun.filter((bytes) => isAsNamed(`x.${type}`, bytes).ok)
      expect(taken.length, type).toBeGreaterThan(0)
      expect(isAsNamed(`x.${type}`, new Uint8Array([0x4d, 0x5a, 0x90, 0])), type).toMatchObject({
        refusal: { code: 'alert-attachment-content', params: { ending: type } },
      })
    }
  })

  it('are added while the form can be written, not after closure', () => {
    const file = { name: 'a.pdf', size: 1, hash: 'ab'.repeat(32) }
    const closed = { alert: alertOf(germany, { status: 'closed' }), module, position: 'author' as const }
    expect(attachFile(closed, [], file, context)).toMatchObject({ refusal: { code: 'alert-not-in-state' } })
  })
})

describe('a merge of authorities (N5)', () => {
  it('takes what runs along, and leaves what ended where it was', () => {
    const [survivor, merged] = [authorityOf(), authorityOf()]
    const running = alertOf(merged, { status: 'broadcast', coordinatorId: merged.id })
    const ended = alertOf(merged, { status: 'closed' })
    const said = commentOf(running, merged)
    const both = [recipientOf(running, survivor), recipientOf(running, merged)]
    const changes = moveAlerts(
      {
        ...{ alerts: [running, ended], recipients: both, comments: [said], attachments: [] },
        runs: (id) => id === running.id,
      },
      survivor.id,
      new Set([merged.id]),
    )
    expect(changes.map((each) => [each.entity, each.id])).toEqual([
      ['alert', running.id],
      ['alertComment', said.id],
    ])
    expect(changes[0]?.after).toMatchObject({ authorityId: survivor.id, coordinatorId: survivor.id })
  })
})

describe('the state of a thread', () => {
  it('is Closure proposed exactly while a proposal stands (K6)', () => {
    const alert = alertOf(germany)
    const proposal = commentOf(alert, germany, { kind: 'closure-proposal' })
    expect(fitsThread({ status: 'closure-proposed' }, [proposal])).toBe(true)
    expect(fitsThread({ status: 'closure-proposed' }, [])).toBe(false)
    expect(fitsThread({ status: 'broadcast' }, [proposal])).toBe(false)
    expect(
      fitsThread({ status: 'broadcast' }, [{ ...proposal, deletedAt: at('2026-01-01T00:00:00.000Z') }]),
    ).toBe(true)
  })
})
