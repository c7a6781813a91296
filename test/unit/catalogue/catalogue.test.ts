import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../src-main/app/catalogue'
import {
  catalogueFaults,
  generalRoles,
  linkedCoordinatorRequired,
  memberStateValid,
  moduleOf,
  parseCatalogue,
  userRolesFor,
} from '../../../src-shared/catalogue'
import {
  authorityTypeLabel,
  authorityTypeRefs,
  classificationLabel,
  keywordsOf,
  memberStateOf,
  professionsOf,
  regionsOf,
} from '../../../src-shared/catalogue-lookups'
import { AuthorityTypeRef } from '../../../src-shared/entities/authority'
import { UserRoleRef } from '../../../src-shared/entities/user'

const changed = (change: (draft: typeof catalogue) => void) => {
  const draft = structuredClone(catalogue)
  change(draft)
  return draft
}

describe('the catalogue that comes with the program', () => {
  it('lists the 28 Member States of 2014 and Iceland, Liechtenstein and Norway under Commission codes', () => {
    const codes = catalogue.memberStates.map((state) => state.code)
    expect(codes).toHaveLength(31)
    expect(codes).toEqual(expect.arrayContaining(['EL', 'UK', 'HR', 'IS', 'LI', 'NO']))
    expect(codes).not.toContain('GR')
    expect(codes).not.toContain('GB')
  })

  it('knows until when the United Kingdom took part', () => {
    const kingdom = memberStateOf(catalogue, 'UK')
    expect(kingdom && memberStateValid(kingdom, '2020-01-31T23:00:00.000Z')).toBe(true)
    expect(kingdom && memberStateValid(kingdom, '2020-02-01')).toBe(false)
    const croatia = memberStateOf(catalogue, 'HR')
    expect(croatia && memberStateValid(croatia, '2013-06-30')).toBe(false)
  })

  it('has the eight types of authority with the wording of the release notes', () => {
    expect(catalogue.authorityTypes.map((type) => type.label)).toEqual([
      'NIMIC - National IMI Coordinator',
      'IMI Coordinator for an autonomous community in Spain',
      'IMI Coordinator for a federal state in Germany',
      'IMI Coordinator with federal / regional responsibility',
      'IMI Coordinator with national responsibility',
      'SOLVIT Centre',
      'IMI coordinator for the area ...',
      'Competent Authority',
    ])
  })

  it('names a type together with its area or responsibility', () => {
    expect(authorityTypeLabel(catalogue, 'area-coordinator:services')).toBe(
      'IMI coordinator for the area Services',
    )
    expect(authorityTypeLabel(catalogue, 'coordinator-federal-regional:federal')).toBe(
      'IMI Coordinator with federal responsibility',
    )
    expect(authorityTypeLabel(catalogue, 'something-else')).toBe('something-else')
  })

  it('offers every type in a form an authority can store', () => {
    const refs = authorityTypeRefs(catalogue)
    expect(refs).toHaveLength(6 + 2 + catalogue.legalAreas.length)
    for (const ref of refs) expect(AuthorityTypeRef.safeParse(ref).success).toBe(true)
  })

  it('has the 15 modules, four of them new in V7', () => {
    expect(catalogue.modules).toHaveLength(15)
    expect(catalogue.modules.filter((module) => module.newInV7).map((module) => module.name)).toEqual([
      'PQ Notifications – Architects',
      'PQ notifications – Health professions',
      'Notifications for Train Driving Licences',
      'Information requests for Train Driving licences',
    ])
  })

  it('gives no authority role in Registers, the CIT repository and SOLVIT', () => {
    const without = catalogue.modules
      .filter((module) => !module.hasAuthorityRole)
      .map((module) => module.code)
    expect(without).toEqual(['cit-repository', 'solvit', 'registers'])
  })

  it('has sectors, professions and service keywords in useful numbers', () => {
    expect(catalogue.professions.length).toBeGreaterThanOrEqual(12)
    expect(catalogue.professions.flatMap((sector) => sector.professions).length).toBeGreaterThanOrEqual(120)
    expect(keywordsOf(catalogue, 'services-information-requests').length).toBeGreaterThanOrEqual(60)
  })

  it('keeps the policy and economic trees disabled, as V7 did', () => {
    expect(catalogue.policyAreas.enabled).toBe(false)
    expect(catalogue.economicAreas.enabled).toBe(false)
    expect(catalogue.policyAreas.items.some((item) => item.parent !== null)).toBe(true)
  })

  it('knows the German federal states and the Spanish autonomous communities with Ceuta and Melilla', () => {
    expect(regionsOf(catalogue, 'DE')).toHaveLength(16)
    expect(regionsOf(catalogue, 'ES')).toHaveLength(19)
    expect(catalogue.regions).toHaveLength(31)
    expect(regionsOf(catalogue, 'XX')).toEqual([])
  })

  it('marks the role names that no source gives as this product’s own', () => {
    const own = catalogue.roles.filter((role) => role.source === 'product').map((role) => role.code)
    expect(own).toContain('disseminator')
    expect(own).not.toContain('request-handler')
    expect(own).not.toContain('administrator')
  })
})

describe('looking things up', () => {
  it('gives coordinators two more roles in an information request module', () => {
    const module = 'pq-information-requests'
    expect(userRolesFor(catalogue, module, 'authority')).toEqual([
      `${module}:request-handler`,
      `${module}:allocator`,
    ])
    expect(userRolesFor(catalogue, module, 'coordinator')).toEqual([
      `${module}:request-handler`,
      `${module}:allocator`,
      `${module}:referral-handler`,
      `${module}:supervisor`,
    ])
  })

  it('gives roles without an authority role and none for an unknown module', () => {
    expect(userRolesFor(catalogue, 'registers', null)).toEqual([
      'registers:viewer',
      'registers:register-editor',
    ])
    expect(userRolesFor(catalogue, 'no-such-module', null)).toEqual([])
    expect(generalRoles(catalogue)).toEqual(['general:administrator', 'general:basic-user'])
  })

  it('writes every role in the form a user stores', () => {
    for (const module of catalogue.modules) {
      const refs = userRolesFor(catalogue, module.code, 'coordinator')
      expect(refs.length).toBeGreaterThan(0)
      for (const ref of refs) expect(UserRoleRef.safeParse(ref).success).toBe(true)
    }
  })

  it('asks for a linked coordinator only for the role Authority in request, notification and alert modules', () => {
    const asking = catalogue.modules.filter((module) =>
      linkedCoordinatorRequired(catalogue, module.code, 'authority'),
    )
    expect(asking).toHaveLength(12)
    expect(linkedCoordinatorRequired(catalogue, 'services-directive-alert', 'coordinator')).toBe(false)
    expect(linkedCoordinatorRequired(catalogue, 'registers', null)).toBe(false)
    expect(linkedCoordinatorRequired(catalogue, 'no-such-module', 'authority')).toBe(false)
  })

  it('starts the modules of one area with the same keywords', () => {
    const ofArea = catalogue.modules.filter((module) => module.legalArea === 'services')
    const lists = ofArea.map((module) => keywordsOf(catalogue, module.code))
    for (const list of lists) expect(list).toEqual(lists[0])
    expect(keywordsOf(catalogue, 'registers')).toEqual([])
  })

  it('lets one module of an area differ, and still reads what is no longer offered', () => {
    const differing = changed((draft) => {
      const list = draft.keywords.moduleLists.find((entry) => entry.module === 'services-notifications')
      list?.withdrawn.push('hotels')
      list?.added.push({ code: 'igloos', label: 'Igloos' })
    })
    const codes = keywordsOf(differing, 'services-notifications').map((item) => item.code)
    expect(codes).toContain('igloos')
    expect(codes).not.toContain('hotels')
    expect(keywordsOf(differing, 'services-information-requests').map((item) => item.code)).toContain(
      'hotels',
    )
    expect(classificationLabel(differing, 'hotels', 'services-information-requests')).toBe('Hotels')
    expect(classificationLabel(differing, 'no-such-code', 'services-information-requests')).toBe(
      'no-such-code',
    )
  })

  it('offers the tree of professions to the professional qualifications modules only', () => {
    expect(professionsOf(catalogue, 'pq-information-requests')).toHaveLength(catalogue.professions.length)
    expect(professionsOf(catalogue, 'services-notifications')).toEqual([])
  })
})

describe('a catalogue with a fault', () => {
  const brokenOnes: [string, (draft: typeof catalogue) => void][] = [
    ['a module whose legal area does not exist', (draft) => void (draft.modules[0]!.legalArea = 'no-area')],
    ['a code given twice', (draft) => void draft.modules.push(structuredClone(draft.modules[0]!))],
    [
      'a profession that repeats a sector',
      (draft) => void (draft.professions[0]!.code = draft.professions[1]!.code),
    ],
    ['a language nobody listed', (draft) => void draft.memberStates[0]!.languages.push('xx')],
    ['a branch without its parent', (draft) => void (draft.policyAreas.items[0]!.parent = 'nowhere')],
    ['keywords promised but not listed', (draft) => void draft.modules[0]!.settings.push('keywords')],
    ['an area nobody can coordinate', (draft) => void draft.authorityTypes[6]!.parameters.pop()],
    ['no Registers module', (draft) => void draft.modules.splice(14, 1)],
  ]

  it.each(brokenOnes)('is refused: %s', (_what, change) => {
    expect(parseCatalogue(changed(change))).toMatchObject({
      ok: false,
      refusal: { code: 'catalogue-not-valid' },
    })
  })

  it('is refused when it is no catalogue at all', () => {
    for (const data of [null, 7, 'text', {}, { ...catalogue, extra: 1 }])
      expect(parseCatalogue(data).ok).toBe(false)
  })

  it('does not blame the built-in one', () => {
    expect(catalogueFaults(catalogue)).toEqual([])
    expect(moduleOf(catalogue, 'registers')?.kind).toBe('horizontal')
  })
})
