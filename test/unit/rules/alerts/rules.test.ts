import { describe, expect, it } from 'vitest'
import { attachFile, mayTake } from '../../../../src-main/domain/alerts/attaching'
import {
  blockedFrom,
  eraseFrom,
  isErasable,
  isWithheld,
  mayStillPrint,
} from '../../../../src-main/domain/alerts/clocks'
import { fitsThread } from '../../../../src-main/domain/alerts/commenting'
import {
  createAlert,
  isComplete,
  mayCreate,
  saveDraft,
  written,
} from '../../../../src-main/domain/alerts/drafting'
import { moveAlerts } from '../../../../src-main/domain/alerts/merging'
import { positionOf } from '../../../../src-main/domain/alerts/position'
import { mayReach, reachOf } from '../../../../src-main/domain/alerts/recipients'
import { broadcastAlert, disseminateAlert, modifyAlert } from '../../../../src-main/domain/alerts/sending'
import { parseCatalogue } from '../../../../src-shared/catalogue'
import {
  contentFaults,
  copiedContent,
  readContent,
  splitContent,
  writeContent,
  type AlertContent,
} from '../../../../src-shared/alert-content'
import type { AlertModule } from '../../../../src-shared/alert-modules'
import type { Access } from '../../../../src-shared/entities/access'
import type { Instant } from '../../../../src-shared/time'
import { ALERT, alertOf, commentOf, COMPLETE, moduleNamed, recipientOf } from '../../../support/alert-samples'
import { catalogue, contextFor, HELPDESK } from '../../../support/facts'
import { accessOf, authorityOf } from '../../../support/samples'

const module = moduleNamed()
const context = contextFor(HELPDESK)
const germany = authorityOf({ memberState: 'DE' })
const at = (text: string): Instant => text as Instant
const access = (fields: Partial<Access> = {}, of = germany): Access =>
  accessOf(of, { module: ALERT, role: 'authority', ...fields })
const data = (fields = {}) => ({
  ...{ title: 'T', language: 'en', content: COMPLETE, recipients: ['PL'], toCommission: true },
  ...fields,
})

describe('what somebody is to an alert', () => {
  const coordinator = authorityOf({ memberState: 'DE' })
  const other = authorityOf({ memberState: 'DE' })
  const poland = authorityOf({ memberState: 'PL' })
  const alert = alertOf(germany, { coordinatorId: coordinator.id })

  it.each([
    ['helpdesk', null, null, false],
    ['author', germany, access(), false],
    ['author-coordinator', germany, access({ role: 'coordinator' }), false],
    ['linked-coordinator', coordinator, access({ role: 'coordinator' }), false],
    ['coordinator', other, access({ role: 'coordinator' }), false],
    ['outsider', other, access({ role: 'authority' }), false],
    ['recipient-coordinator', poland, access({ role: 'coordinator' }), true],
    ['recipient', poland, access(), true],
    ['outsider', poland, access({ role: 'coordinator' }), false],
    ['outsider', poland, null, true],
    ['outsider', poland, access({ status: 'suspended' }), true],
    ['outsider', { ...poland, status: 'inactivated' as const }, access(), true],
  ] as const)('is %s', (position, own, theirs, reached) => {
    expect(positionOf(alert, { own, access: theirs, reached })).toBe(position)
  })
})

describe('whom a broadcast reaches (K3, P18)', () => {
  const reachable = (memberState: string, fields: Partial<Access> = {}) => {
    const authority = authorityOf({ memberState })
    return { authority, access: access({ role: 'coordinator', ...fields }, authority) }
  }
  const poland = reachable('PL')

  it('are active coordinators with active access in the recipient Member States, nobody else', () => {
    const others = [
      reachable('FR'),
      reachable('PL', { status: 'suspended' }),
      reachable('PL', { role: 'authority' }),
    ]
    const reach = reachOf(['PL', 'RO'], [poland, ...others])
    expect(reach.coordinators).toEqual([poland.authority])
    expect(reach.uncovered).toEqual(['RO'])
  })

  it.each([
    ['alert-no-recipients', [], []],
    ['alert-own-member-state', ['DE', 'PL'], []],
    ['alert-uncovered', ['PL', 'RO'], []],
    ['alert-reaches-nobody', ['RO'], ['RO']],
    [null, ['PL', 'RO'], ['RO']],
  ])('is refused with %s', (code, recipients, seen) => {
    const decided = mayReach({ recipients, memberState: 'DE' }, reachOf(recipients, [poland]), seen)
    expect(decided.ok ? null : decided.refusal.code).toBe(code)
  })

  it('needs everything that is required to be filled in', () => {
    const alert = alertOf(germany, { personalContent: '' })
    const facts = {
      ...{ alert, module, position: 'author-coordinator' as const, sender: germany, seen: [] },
      reach: reachOf(['PL', 'RO'], [poland]),
    }
    expect(broadcastAlert(facts, catalogue, context)).toMatchObject({
      refusal: {
        code: 'alert-incomplete',
        params: { fields: ['Name of the service provider', 'Description of the acts or circumstances'] },
      },
    })
  })

  it('passes on only within the own Member State, to those who take part, and nobody twice (K4)', () => {
    const alert = alertOf(germany, { status: 'broadcast' })
    const foreign = reachable('FR')
    const facts = {
      ...{ alert, module, position: 'recipient-coordinator' as const, own: poland.authority },
      reached: new Set<string>(),
    }
    const code = (chosen: (typeof poland)[], reached: Set<string>) => {
      const decided = disseminateAlert({ ...facts, chosen, reached }, '', context)
      return decided.ok ? decided.value.length : decided.refusal.code
    }
    const local = reachable('PL', { role: 'authority' })
    expect(code([foreign], new Set())).toBe('alert-cannot-receive')
    expect(code([local], new Set([local.authority.id]))).toBe('alert-reached-already')
    expect(code([local, poland], new Set([local.authority.id]))).toBe(1)
  })
})

describe('the content of a form', () => {
  it.each([
    ['missing', { ...COMPLETE, activity: '' }, 'activity'],
    ['too-long', { ...COMPLETE, activity: 'x'.repeat(201) }, 'activity'],
    ['not-in-list', { ...COMPLETE, severity: 'huge' }, 'severity'],
    ['not-in-list', { ...COMPLETE, damage: ['health', 'honour'] }, 'damage'],
    ['not-in-list', { ...COMPLETE, severity: ['serious', 'extreme'] }, 'severity'],
    ['not-in-list', { ...COMPLETE, providerState: 'XX' }, 'providerState'],
    ['not-a-day', { ...COMPLETE, noticedOn: '2026-13-40' }, 'noticedOn'],
    ['not-in-form', { ...COMPLETE, colour: 'red' }, 'colour'],
  ])('is told to be %s', (fault, content, field) => {
    expect(contentFaults(catalogue, module, content, true)).toMatchObject([{ fault, field }])
  })

  it('may lack what is required while it is a draft, but holds nothing that does not fit', () => {
    const alert = alertOf(germany)
    const facts = { alert, module, position: 'author' as const }
    expect(saveDraft(facts, data({ content: {} }), catalogue).ok).toBe(true)
    expect(saveDraft(facts, data({ content: { severity: 'huge' } }), catalogue)).toMatchObject({
      refusal: { code: 'alert-content-not-valid', params: { fields: ['Severity of the damage'] } },
    })
  })

  it('that was broadcast tells what does not fit apart from what is missing', () => {
    const alert = alertOf(germany, { status: 'broadcast' })
    const facts = {
      ...{ alert, module, position: 'author' as const, sender: germany, seen: [] },
      ...{ reach: reachOf([], []), reached: new Set<string>() },
    }
    const code = (content: AlertContent) => {
      const decided = modifyAlert(
        facts,
        data({ content, recipients: ['PL', 'RO'] }),
        'Put right',
        catalogue,
        context,
      )
      return decided.ok ? null : decided.refusal
    }
    expect(code({ ...COMPLETE, activity: '', severity: 'huge' })).toEqual({
      code: 'alert-content-not-valid',
      params: { fields: ['Severity of the damage'] },
    })
    expect(code({ ...COMPLETE, activity: '' })).toEqual({
      code: 'alert-incomplete',
      params: { fields: ['Service activity concerned'] },
    })
    expect(code({ ...COMPLETE, activity: 'Cranes' })).toBeNull()
  })

  it('is kept in two parts, and equal contents are stored equally', () => {
    const { personal, other } = splitContent(module, COMPLETE)
    expect(Object.keys(personal).sort()).toEqual(['description', 'providerName'])
    expect(readContent(writeContent(personal), writeContent(other))).toEqual(COMPLETE)
    const turned = Object.fromEntries(Object.entries({ ...COMPLETE, asked: '' }).reverse())
    expect(writeContent(turned)).toBe(writeContent(COMPLETE))
  })

  it('is copied but for the days of this one event (K10)', () => {
    expect(Object.keys(copiedContent(module, COMPLETE))).not.toContain('noticedOn')
  })
})

describe('who creates (K1)', () => {
  it.each([
    ['alert-on-behalf', null, null],
    ['alert-access-needed', germany, null],
    ['alert-access-needed', germany, access({ status: 'suspended' })],
    ['alert-access-needed', authorityOf({ status: 'inactivated' }), access()],
    [null, germany, access()],
  ] as const)('gives %s', (code, own, theirs) => {
    const decided = mayCreate(own, theirs, module)
    expect(decided.ok ? null : decided.refusal.code).toBe(code)
  })

  it('is asked of the module: where only coordinators create, an authority does not', () => {
    const strict: AlertModule = { ...module, roles: { create: ['coordinator'] } }
    expect(mayCreate(germany, access(), strict)).toMatchObject({
      refusal: { code: 'alert-role-cannot-create' },
    })
  })
})

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

describe('a further module', () => {
  const further = {
    module: 'euro-cash-notifications',
    prefix: 'CIT',
    noun: { one: 'notification', many: 'notifications' },
    titleLabel: 'Subject',
    titleHint: '',
    recipients: { hint: '', commission: false, suggest: 'all' },
    groups: [
      {
        code: 'licence',
        title: 'Licence',
        hint: '',
        fields: [
          {
            code: 'holder',
            label: 'Holder',
            hint: '',
            kind: 'line',
            list: null,
            required: true,
            personal: true,
            copied: true,
            max: 100,
          },
        ],
      },
    ],
    lists: [],
    matrix: null,
    steps: { approval: false, dissemination: true, objections: true },
    roles: { create: ['authority'] },
    attachments: { most: 1, megabytes: 1, types: ['pdf'] },
  }

  it('is data: with its entry in the catalogue it goes through the same rules', () => {
    const known = catalogue.modules.find((each) => each.code === 'services-notifications')
    const parsed = parseCatalogue({
      ...catalogue,
      modules: [
        ...catalogue.modules,
        { ...known, code: further.module, name: 'Euro cash', shortName: 'Euro cash', settings: [] },
      ],
      alertModules: [...catalogue.alertModules, further],
    })
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal))
    const description = parsed.value.alertModules.find((each) => each.module === further.module)
    if (description === undefined) throw new Error('It is in the catalogue')
    const theirs = access({ module: further.module })
    const content = { holder: 'Geldtransport Łoś' }
    const made = createAlert(
      { own: germany, access: theirs, module: description },
      data({ content }),
      parsed.value,
      context,
    )
    if (!made.ok) throw new Error(made.refusal.code)
    const row = { ...alertOf(germany), module: further.module, ...written(description, data({ content })) }
    expect(isComplete(parsed.value, { alert: row, module: description }).ok).toBe(true)
    const poland = authorityOf({ memberState: 'PL' })
    const reach = reachOf(['PL'], [{ authority: poland, access: access({ role: 'coordinator' }, poland) }])
    const facts = {
      alert: row,
      module: description,
      position: 'author' as const,
      sender: germany,
      reach,
      seen: [],
    }
    // Without approval the authority itself broadcasts.
    expect(broadcastAlert(facts, parsed.value, context)).toMatchObject({ ok: true })
  })

  it('is refused where it is described wrongly', () => {
    const wrong = {
      ...further,
      lists: [],
      matrix: { title: 'M', hint: '', rows: 'holder', columns: 'nothing' },
    }
    expect(parseCatalogue({ ...catalogue, alertModules: [...catalogue.alertModules, wrong] }).ok).toBe(false)
    expect(parseCatalogue({ ...catalogue, alertModules: catalogue.alertModules.slice(1) })).toMatchObject({
      refusal: { params: { faults: ['modules without a form: services-directive-alert unknown'] } },
    })
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
