import { describe, expect, it } from 'vitest'
import { accessesOf, modulesOfV6 } from '../../../../src-main/domain/migration/accesses'
import type { V6Alert, V6Case } from '../../../../src-main/domain/migration/facts'
import type { Network } from '../../../../src-main/domain/migration/managers'
import { catalogue } from '../../../support/facts'
import { v6Authority, v6Case, v6Network } from '../../../support/v6-cases'

const access = (legalArea: string, fields: Partial<V6Case['accesses'][number]> = {}) => ({
  line: 3,
  legalArea,
  modules: null,
  role: 'authority' as const,
  active: true,
  grantedBy: 'NIMIC',
  ...fields,
})
const link = (coordinator: string, legalArea: string) => ({ line: 4, coordinator, legalArea })
const selection = (code: string) => ({ line: 5, code })
const alert = (role: V6Alert['role'], fields: Partial<V6Alert> = {}): V6Alert => ({
  line: 6,
  role,
  active: true,
  coordinators: [],
  ...fields,
})

function migrated(parts: Partial<V6Case>, network: Partial<Network> = {}) {
  return accessesOf(v6Case(parts), v6Network(network), catalogue)
}
const ofModule = (found: ReturnType<typeof migrated>, module: string) =>
  found.accesses.find((each) => each.module === module)
const told = (found: ReturnType<typeof migrated>) => found.remarks.map((remark) => remark.code)

describe('access to Registers', () => {
  it('M22: every active authority gets it', () => {
    expect(migrated({}).accesses).toMatchObject([{ module: 'registers', role: null, active: true }])
  })

  it('M22: an inactive one does not', () => {
    expect(migrated({ authority: v6Authority({ active: false }) }).accesses).toEqual([])
  })
})

describe('an access to a legal area', () => {
  it('M25: becomes one to each module the area had in V6, and to none that is new', () => {
    const found = migrated({ accesses: [access('professional-qualifications'), access('services')] })
    expect(found.accesses.map((each) => [each.module, each.role])).toEqual([
      ['pq-information-requests', 'authority'],
      ['services-information-requests', 'authority'],
      ['services-notifications', 'authority'],
      ['services-case-by-case-derogation', 'authority'],
      ['registers', null],
    ])
  })

  it('M25: covers only the modules that are named, where some are', () => {
    const found = migrated({ accesses: [access('services', { modules: ['services-notifications'] })] })
    expect(found.accesses.map((each) => each.module)).toEqual(['services-notifications', 'registers'])
  })

  it('M25: has no role where the module has none', () => {
    const found = migrated({ accesses: [access('solvit', { role: null })] })
    expect(ofModule(found, 'solvit')).toMatchObject({ role: null, links: [] })
  })

  it('of train driving licences gives nothing, since V6 had no module of it', () => {
    expect(modulesOfV6(catalogue, 'train-driving-licences')).toEqual([])
    const found = migrated({ accesses: [access('train-driving-licences')] })
    expect([found.accesses.length, told(found)]).toEqual([1, ['area-without-module']])
  })

  it('stays suspended, and all are suspended of an inactive authority', () => {
    const suspended = migrated({ accesses: [access('solvit', { role: null, active: false })] })
    expect(ofModule(suspended, 'solvit')?.active).toBe(false)
    const inactive = migrated({
      authority: v6Authority({ active: false }),
      accesses: [access('solvit', { role: null })],
    })
    expect(ofModule(inactive, 'solvit')?.active).toBe(false)
    expect(told(inactive)).toEqual(['suspended-with-authority'])
  })

  it('keeps the links of the area, and tells those that count for nothing', () => {
    const parts = {
      accesses: [access('e-commerce')],
      links: [link('B', 'e-commerce'), link('C', 'e-commerce'), link('D', 'services')],
    }
    const found = migrated(parts, { coordinatesArea: (id) => id !== 'C' })
    expect(ofModule(found, 'e-commerce-notifications')?.links).toEqual(['B', 'C'])
    expect(told(found)).toEqual(['link-without-effect', 'link-without-access'])
    expect(told(migrated({ accesses: [access('e-commerce')] }))).toEqual(['no-linked-coordinator'])
  })
})

describe('selections', () => {
  it('M15: the keywords of an area are copied to each module of it that has keywords', () => {
    const keywords = ['hotels', 'accommodation'].map((code) => ({ line: 5, legalArea: 'services', code }))
    const found = migrated({
      accesses: [access('services')],
      links: [link('B', 'services')],
      alerts: [alert('alert_coordinator')],
      keywords,
    })
    const copied = found.accesses.filter((each) => each.keywords.length > 0)
    expect(copied.map((each) => each.module)).toEqual([
      'services-information-requests',
      'services-notifications',
      'services-case-by-case-derogation',
      'services-directive-alert',
    ])
    expect(copied.every((each) => each.keywords.join() === 'accommodation,hotels')).toBe(true)
    expect(found.steps).toContainEqual({ rule: 'M15', value: '8', by: 'rule' })
  })

  it('M16: sectors and professions stand together, a sector without professions included', () => {
    const found = migrated({
      accesses: [access('professional-qualifications')],
      links: [link('B', 'professional-qualifications')],
      sectors: [selection('sector-transport')],
      professions: [selection('architect')],
    })
    expect(ofModule(found, 'pq-information-requests')?.professions).toEqual(['architect', 'sector-transport'])
  })

  it('without an access to stand in are told', () => {
    const found = migrated({
      keywords: [{ line: 5, legalArea: 'services', code: 'hotels' }],
      professions: [selection('architect')],
    })
    expect(told(found)).toEqual(['selection-without-access', 'selection-without-access'])
  })
})

describe('a role in the old alert mechanism', () => {
  const A = 'alert_authority'
  const P = 'post_box'
  const C = 'alert_coordinator'
  it.each<[string, V6Alert[], string, boolean, string[], string[]]>([
    [
      'M17: an alert authority is Authority',
      [alert(A, { coordinators: ['B'] })],
      'authority',
      true,
      ['B'],
      [],
    ],
    ['M18: a post box is Coordinator', [alert(P)], 'coordinator', true, [], []],
    ['M18: an alert coordinator is Coordinator', [alert(C)], 'coordinator', true, [], []],
    [
      'M18: a body that is both gets one access',
      [alert(P), alert(C)],
      'coordinator',
      true,
      [],
      ['post-box-and-coordinator'],
    ],
    [
      'M18: one that is alert authority as well is Coordinator',
      [alert(A, { coordinators: ['B'] }), alert(C)],
      'coordinator',
      true,
      ['B'],
      ['alert-authority-and-coordinator'],
    ],
    ['M19: suspended stays suspended', [alert(C, { active: false })], 'coordinator', false, [], []],
    [
      'M19: what was active in one role is active',
      [alert(P, { active: false }), alert(C)],
      'coordinator',
      true,
      [],
      ['post-box-and-coordinator', 'alert-status-differs'],
    ],
    ['M20: links are kept', [alert(A, { coordinators: ['C', 'B'] })], 'authority', true, ['B', 'C'], []],
    [
      'M20: an alert authority without any is told',
      [alert(A)],
      'authority',
      true,
      [],
      ['no-linked-coordinator'],
    ],
  ])('%s', (_case, alerts, role, active, links, remarks) => {
    const found = migrated({ alerts })
    expect(found.accesses.filter((each) => each.module === 'services-directive-alert')).toHaveLength(1)
    expect(ofModule(found, 'services-directive-alert')).toMatchObject({ role, active, links })
    expect(told(found)).toEqual(remarks)
  })

  it('M20: a link to one of another Member State is kept and told', () => {
    const found = migrated({ alerts: [alert(A, { coordinators: ['B'] })] }, { memberStateOf: () => 'FR' })
    expect(ofModule(found, 'services-directive-alert')?.links).toEqual(['B'])
    expect(told(found)).toEqual(['link-without-effect'])
  })
})
