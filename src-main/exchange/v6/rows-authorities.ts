import { authority as entity } from '../../../src-shared/entities/authority'
import { user as userEntity } from '../../../src-shared/entities/user'
import type { V6Authority, V6Reference, V6Role, V6User } from '../../domain/migration/facts'
import type { Cells } from './cells'
import { onlyOnce, type Owned, type Reading } from './reading'

const { shape } = entity.schema
/** The texts of an authority with their columns; how long each may be says the entity. */
const TEXTS = {
  informalTitle: 'informal_title',
  description: 'description',
  region: 'region',
  address: 'address',
  postcode: 'postcode',
  city: 'city',
  phone: 'phone',
  fax: 'fax',
  website: 'website',
} as const
type TextField = keyof typeof TEXTS

function textsOf(cells: Cells): Record<TextField, string> {
  const fields = Object.entries(TEXTS) as [TextField, string][]
  return Object.fromEntries(
    fields.map(([field, column]) => [field, cells.text(column, shape[field].maxLength ?? Infinity)]),
  ) as Record<TextField, string>
}

/** Reads `authorities.csv`; every other file refers to it. */
export function readAuthorities({ each, lists, authorities }: Reading): V6Authority[] {
  const isNew = onlyOnce('id-repeated', 'id')
  return each('authorities', (cells): V6Authority | undefined => {
    const id = cells.identifier('id')
    if (id === undefined || !isNew(id, cells, id)) return undefined
    const memberState = cells.code('member_state', lists.isMemberState) ?? ''
    authorities.set(id, memberState)
    const email = cells.email('email')
    const written = cells.raw('email')
    const active = cells.oneOf('status', ['active', 'inactive']) !== 'inactive'
    const inactivatedAt = cells.day('inactivated_on')
    if (active && inactivatedAt !== null) {
      cells.warn('date-without-effect', 'inactivated_on', cells.raw('inactivated_on'))
    }
    return {
      line: cells.line,
      id,
      officialName: cells.required('official_name', shape.officialName.maxLength ?? Infinity),
      memberState,
      ...textsOf(cells),
      email,
      // What cannot be an address is kept as a note (P33).
      notes: email === written ? '' : `E-mail: ${written.slice(0, 1000)}`,
      languages: cells.several('languages', lists.isLanguage),
      active,
      inactivatedAt,
      registeredAt: cells.day('registered_on'),
      isCompetentAuthority: cells.yes('is_competent_authority'),
      isSolvitCentre: cells.yes('is_solvit_centre'),
      policyAreas: cells.several('policy_areas', lists.isPolicyArea),
      economicAreas: cells.several('economic_areas', lists.isEconomicArea),
    }
  })
}

/** Reads `coordinator_roles.csv`: a LIMIC and a DIMIC have a legal area, the others none. */
export function readRoles({ each, lists, owner }: Reading): Owned<V6Role>[] {
  const isNew = onlyOnce('row-repeated', 'kind')
  return each('coordinator_roles', (cells): Owned<V6Role> | undefined => {
    const of = owner(cells)
    const kind = cells.oneOf('kind', ['NIMIC', 'SDIMIC', 'LIMIC', 'DIMIC'])
    if (of === undefined || kind === undefined) return undefined
    const ofArea = kind === 'LIMIC' || kind === 'DIMIC'
    const written = cells.raw('legal_area')
    if (!ofArea && written !== '') cells.error('legal-area-not-expected', 'legal_area', written)
    const legalArea = ofArea ? (cells.code('legal_area', lists.isLegalArea) ?? null) : null
    const responsibility = cells.oneOrNone('responsibility', ['federal', 'regional', 'national'])
    const key = [of, kind, legalArea, responsibility].join(' ')
    if (!isNew(key, cells, kind)) return undefined
    return { owner: of, line: cells.line, kind, legalArea, responsibility }
  })
}

/** Reads `validations.csv`: an authority has at most one Validating Coordinator, and no chain of them leads back. */
export function readValidations({ each, owner, reference }: Reading): Owned<V6Reference>[] {
  const isNew = onlyOnce('row-repeated', 'authority_id')
  const validatorOf = new Map<string, string>()
  const read: { row: Owned<V6Reference>; cells: Cells }[] = each('validations', (cells) => {
    const of = owner(cells)
    const id = reference(cells, 'validator_id')
    if (of === undefined || id === undefined || !isNew(of, cells, of)) return undefined
    validatorOf.set(of, id)
    return { row: { owner: of, line: cells.line, id }, cells }
  })
  const circular = inCircles(validatorOf)
  for (const { row, cells } of read) {
    if (row.owner === row.id) cells.error('points-at-itself', 'validator_id', row.id)
    else if (circular.has(row.owner)) cells.error('validation-circle', 'validator_id', row.id)
  }
  return read.map((each) => each.row)
}

/** Those from whom the way up leads back to themselves. */
function inCircles(next: ReadonlyMap<string, string>): ReadonlySet<string> {
  const done = new Set<string>()
  const circular = new Set<string>()
  for (const start of next.keys()) {
    const way: string[] = []
    const onWay = new Set<string>()
    let at: string | undefined = start
    while (at !== undefined && !done.has(at) && !onWay.has(at)) {
      way.push(at)
      onWay.add(at)
      at = next.get(at)
    }
    if (at !== undefined && onWay.has(at)) for (const id of way.slice(way.indexOf(at))) circular.add(id)
    for (const id of way) done.add(id)
  }
  return circular
}

/** Reads `users.csv`. The last login is checked and dropped: it begins anew with V7 (M24). */
export function readUsers({ each, lists, owner, authorities }: Reading): Owned<V6User>[] {
  const isNew = onlyOnce('id-repeated', 'user_name')
  const max = userEntity.schema.shape
  return each('users', (cells): Owned<V6User> | undefined => {
    const of = owner(cells)
    const userName = cells.required('user_name', max.userName.maxLength ?? Infinity)
    cells.day('last_login')
    const written = cells.raw('language')
    const language = written === '' ? undefined : cells.code('language', lists.isLanguage)
    const row = {
      line: cells.line,
      userName,
      name: cells.required('name', max.name.maxLength ?? Infinity),
      email: cells.email('email'),
      phone: cells.text('phone', max.phone.maxLength ?? Infinity),
      language: language ?? lists.languageOf(authorities.get(of ?? '') ?? ''),
      roles: cells.several('roles', lists.isUserRole),
      passwordStatus: cells.oneOf('password_status', ['temporary', 'set', 'blocked']) ?? 'set',
    } as const
    if (of === undefined || userName === '') return undefined
    return isNew(userName.toLowerCase(), cells, userName) ? { owner: of, ...row } : undefined
  })
}

/** Reads `registers.csv`; the program has no Registers yet, so their number is all that is kept (M21). */
export function readRegisters({ each, reference }: Reading): number {
  const isNew = onlyOnce('id-repeated', 'id')
  return each('registers', (cells) => {
    const id = cells.identifier('id')
    cells.required('name', 300)
    cells.text('url', 500)
    cells.text('description', 4000)
    reference(cells, 'manager_id')
    return id !== undefined && isNew(id, cells, id) ? id : undefined
  }).length
}
