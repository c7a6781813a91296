import { describe, expect, it } from 'vitest'
import type { V6User } from '../../../../src-main/domain/migration/facts'
import { authorityOf, migrateAuthority } from '../../../../src-main/domain/migration/migrate'
import { migrateUser } from '../../../../src-main/domain/migration/users'
import type { Instant } from '../../../../src-shared/time'
import { catalogue } from '../../../support/facts'
import { NOW } from '../../../support/samples'
import { v6Authority, v6Case, v6Network } from '../../../support/v6-cases'

const DAY = '2014-02-03T00:00:00.000Z' as Instant
const user = (roles: string[], fields: Partial<V6User> = {}): V6User => ({
  line: 8,
  userName: 'ada',
  name: 'Ada',
  email: '',
  phone: '',
  language: 'de',
  roles,
  passwordStatus: 'blocked',
  ...fields,
})

describe('the data of a migrated authority', () => {
  it('M1: are taken over with the identifier of V6, and no date is invented', () => {
    expect(authorityOf(v6Authority({ city: 'Köln' }), NOW)).toMatchObject({
      officialName: 'Amt für Muster',
      city: 'Köln',
      status: 'active',
      externalIds: ['v6:A1'],
      registeredAt: null,
      inactivatedAt: null,
    })
  })

  it('M1: keep the dates that V6 tells', () => {
    const v6 = v6Authority({ active: false, registeredAt: DAY, inactivatedAt: DAY })
    expect(authorityOf(v6, NOW)).toMatchObject({
      status: 'inactivated',
      registeredAt: DAY,
      inactivatedAt: DAY,
    })
  })

  it('M1: begin the six months with the import where V6 tells no date of the inactivation', () => {
    const subject = v6Case({ authority: v6Authority({ active: false }) })
    const found = migrateAuthority(subject, v6Network(), () => '', catalogue, NOW)
    expect(found.authority.inactivatedAt).toBe(NOW)
    expect(found.remarks.map((remark) => remark.code)).toEqual(['inactivated-without-date'])
  })

  it('M14: keep the selections of policy and economic areas', () => {
    const authority = v6Authority({ policyAreas: ['internal-market'], economicAreas: ['nace-a'] })
    const found = migrateAuthority(v6Case({ authority }), v6Network(), () => '', catalogue, NOW)
    expect(found.authority).toMatchObject({ policyAreas: ['internal-market'], economicAreas: ['nace-a'] })
    expect(found.steps).toContainEqual({ rule: 'M14', value: '2', by: 'rule' })
  })

  it('M23: stand for no history, which is told', () => {
    const found = migrateAuthority(v6Case(), v6Network(), () => '', catalogue, NOW)
    expect(found.steps.map((step) => step.rule)).toEqual(['M1', 'M13', 'M22', 'M23'])
  })
})

describe('a question of the dry run', () => {
  const subject = v6Case({
    authority: v6Authority({ memberState: 'AT' }),
    roles: [{ line: 3, kind: 'SDIMIC', legalArea: null, responsibility: null }],
  })
  const questions = (found: ReturnType<typeof migrateAuthority>) =>
    found.questions.map(({ kind, choice }) => [kind, choice])

  it('stays open where nobody answers, and the authority has neither type nor role for it', () => {
    const found = migrateAuthority(subject, v6Network(), () => '', catalogue, NOW)
    expect(questions(found)).toEqual([
      ['coordinator-without-authorities', ''],
      ['sdimic-type', ''],
    ])
    expect(found.authority).toMatchObject({ types: [], hasAccessManagerRole: false })
    expect(found.steps.filter((step) => step.by === 'open').map((step) => step.rule)).toEqual(['M4', 'M10'])
  })

  it('is carried out as it was answered', () => {
    const answers = { 'sdimic-type': 'coordinator-national', 'coordinator-without-authorities': 'grant-role' }
    const found = migrateAuthority(
      subject,
      v6Network(),
      (_id, kind) => answers[kind as keyof typeof answers],
      catalogue,
      NOW,
    )
    expect(found.authority).toMatchObject({ types: ['coordinator-national'], hasAccessManagerRole: true })
    expect(found.steps.filter((step) => step.by === 'person')).toEqual([
      { rule: 'M4', value: 'grant-role', by: 'person' },
      { rule: 'M10', value: 'coordinator-national', by: 'person' },
    ])
  })

  it('stands beside what the rule did already: a French type, a NIMIC', () => {
    const french = v6Case({
      authority: v6Authority({ memberState: 'FR' }),
      roles: [
        { line: 3, kind: 'SDIMIC', legalArea: null, responsibility: null },
        { line: 4, kind: 'NIMIC', legalArea: null, responsibility: null },
      ],
    })
    const network = v6Network({ hasRivalNimic: () => true })
    const found = migrateAuthority(french, network, () => '', catalogue, NOW)
    expect(found.authority.types).toEqual(['coordinator-national', 'nimic'])
    expect(found.steps.filter((step) => step.by === 'open').map((step) => step.rule)).toEqual(['M2', 'M9'])
  })
})

describe('a migrated user', () => {
  const services = {
    module: 'services-information-requests',
    role: 'authority',
    active: true,
    links: [],
    keywords: [],
    professions: [],
  } as const
  const accesses = [
    services,
    { ...services, module: 'services-directive-alert', role: 'coordinator' as const },
    { ...services, module: 'registers', role: null },
  ]

  it('M24: has no last login and no password, and keeps the status of the password', () => {
    expect(migrateUser(user([]), accesses, catalogue).user).toMatchObject({
      lastLogin: null,
      passwordHash: '',
      passwordStatus: 'blocked',
    })
  })

  it.each<[string, string[], string[], string[]]>([
    ['keeps general roles', ['basic-user'], ['general:basic-user'], []],
    [
      'has a role of an area in each module of it',
      ['services:request-handler'],
      ['services-information-requests:request-handler'],
      [],
    ],
    [
      'has a role of the alert in the alert module',
      ['alert:viewer'],
      ['services-directive-alert:viewer'],
      [],
    ],
    [
      'as Administrator gets every role of Registers and the alert, which are granted anew (C3)',
      ['administrator'],
      [
        'general:administrator',
        'registers:register-editor',
        'registers:viewer',
        'services-directive-alert:disseminator',
        'services-directive-alert:handler',
        'services-directive-alert:viewer',
      ],
      [],
    ],
    ['loses a role that no access offers, which is told', ['e-commerce:viewer'], [], ['e-commerce:viewer']],
    [
      'loses a coordinator’s role where it is Authority',
      ['services:supervisor'],
      [],
      ['services:supervisor'],
    ],
  ])('%s', (_case, roles, expected, left) => {
    const found = migrateUser(user(roles), accesses, catalogue)
    expect(found.user.roles).toEqual(expected)
    expect(found.remarks.map((remark) => [remark.code, remark.value])).toEqual(
      left.map((role) => ['role-without-access', role]),
    )
  })
})
