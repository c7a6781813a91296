import type { V6Authority, V6Case } from '../../src-main/domain/migration/facts'
import type { Network } from '../../src-main/domain/migration/managers'

/** An authority of V6 about which nothing special is told. */
export function v6Authority(fields: Partial<V6Authority> = {}): V6Authority {
  return {
    line: 2,
    id: 'A1',
    officialName: 'Amt für Muster',
    informalTitle: '',
    description: '',
    memberState: 'DE',
    region: '',
    address: '',
    postcode: '',
    city: '',
    phone: '',
    fax: '',
    email: '',
    website: '',
    notes: '',
    languages: [],
    active: true,
    inactivatedAt: null,
    registeredAt: null,
    isCompetentAuthority: false,
    isSolvitCentre: false,
    policyAreas: [],
    economicAreas: [],
    ...fields,
  }
}

/** Everything V6 tells about an authority; what is not given is not there. */
export function v6Case(parts: Partial<V6Case> = {}): V6Case {
  return {
    authority: v6Authority(),
    roles: [],
    accesses: [],
    validator: { line: 2, id: 'NIMIC' },
    links: [],
    keywords: [],
    sectors: [],
    professions: [],
    alerts: [],
    users: [],
    ...parts,
  }
}

/** Authorities around that are all coordinators of everything in Germany and manage nobody. */
export function v6Network(parts: Partial<Network> = {}): Network {
  return {
    memberStateOf: () => 'DE',
    isCoordinator: () => true,
    coordinatesArea: () => true,
    coordinatesAlerts: () => true,
    managedCount: () => 0,
    hasRivalNimic: () => false,
    ...parts,
  }
}
