import { describe, expect, it } from 'vitest'
import {
  createAlert,
  isComplete,
  mayCreate,
  saveDraft,
  written,
} from '../../../../src-main/domain/alerts/drafting'
import { latestDay } from '../../../../src-main/domain/alerts/clocks'
import { reachOf } from '../../../../src-main/domain/alerts/recipients'
import { broadcastAlert, modifyAlert } from '../../../../src-main/domain/alerts/sending'
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
import type { Instant } from '../../../../src-shared/time'
import type { Access } from '../../../../src-shared/entities/access'
import { ALERT, alertOf, COMPLETE, moduleNamed } from '../../../support/alert-samples'
import { catalogue, contextFor, HELPDESK } from '../../../support/facts'
import { accessOf, authorityOf } from '../../../support/samples'

const module = moduleNamed()
const context = contextFor(HELPDESK)
const germany = authorityOf({ memberState: 'DE' })
const access = (fields: Partial<Access> = {}, of = germany): Access =>
  accessOf(of, { module: ALERT, role: 'authority', ...fields })
const data = (fields = {}) => ({
  ...{ title: 'T', language: 'en', content: COMPLETE, recipients: ['PL'], toCommission: true },
  ...fields,
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
    ['not-a-day', { ...COMPLETE, noticedOn: '2026-02-31' }, 'noticedOn'],
    ['in-the-future', { ...COMPLETE, noticedOn: '2026-11-24' }, 'noticedOn'],
    ['not-in-form', { ...COMPLETE, colour: 'red' }, 'colour'],
  ])('is told to be %s', (fault, content, field) => {
    expect(contentFaults(catalogue, module, content, { complete: true, today: '2026-11-23' })).toMatchObject([
      { fault, field },
    ])
  })

  it('may lack what is required while it is a draft, but holds nothing that does not fit', () => {
    const alert = alertOf(germany)
    const facts = { alert, module, position: 'author' as const }
    expect(saveDraft(facts, data({ content: {} }), catalogue, context).ok).toBe(true)
    expect(saveDraft(facts, data({ content: { severity: 'huge' } }), catalogue, context)).toMatchObject({
      refusal: { code: 'alert-content-not-valid', params: { fields: ['Severity of the damage'] } },
    })
  })

  it('tells of nothing that is still to come where it asks what has happened', () => {
    const facts = { alert: alertOf(germany), module, position: 'author' as const }
    const refusalOf = (content: AlertContent) => {
      const decided = saveDraft(facts, data({ content: { ...COMPLETE, ...content } }), catalogue, context)
      return decided.ok ? null : decided.refusal
    }
    expect(refusalOf({ noticedOn: '2030-01-01' })).toEqual({
      code: 'alert-content-not-valid',
      params: { fields: ['Became known on'] },
    })
    expect(refusalOf({ noticedOn: '2026-11-23', activitySince: '2030-01-01' })).toBeNull()
  })

  it('takes the day that has begun in the east of the Union already', () => {
    expect(latestDay('2026-11-23T19:59:00.000Z' as Instant)).toBe('2026-11-23')
    expect(latestDay('2026-11-23T20:00:00.000Z' as Instant)).toBe('2026-11-24')
  })

  it('that does not fit any more is put right before others get to see it', () => {
    const content = { ...COMPLETE, noticedOn: '2030-01-01' }
    const alert = alertOf(germany, written(module, data({ content })))
    expect(isComplete(catalogue, { alert, module }, context.now)).toMatchObject({
      refusal: { code: 'alert-content-not-valid', params: { fields: ['Became known on'] } },
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
    expect(isComplete(parsed.value, { alert: row, module: description }, context.now).ok).toBe(true)
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
    const [licence] = further.groups
    const timed = {
      ...further,
      groups: [{ ...licence, fields: [{ ...licence?.fields[0], latest: 'today' }] }],
    }
    expect(parseCatalogue({ ...catalogue, alertModules: [...catalogue.alertModules, timed] }).ok).toBe(false)
    expect(parseCatalogue({ ...catalogue, alertModules: catalogue.alertModules.slice(1) })).toMatchObject({
      refusal: { params: { faults: ['modules without a form: services-directive-alert unknown'] } },
    })
  })
})
