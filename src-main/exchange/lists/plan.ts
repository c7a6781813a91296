import type { Catalogue } from '../../../src-shared/catalogue'
import { memberStateOf, memberStateValid } from '../../../src-shared/catalogue'
import type { ListMapping, PlannedRow } from '../../../src-shared/contract/lists'
import type { Authority } from '../../../src-shared/entities/authority'
import type { Instant } from '../../../src-shared/time'
import { sameValue } from '../../domain/change'
import { fold } from '../../domain/folding'
import type { List } from './list'
import type { Mapping } from './mapping'
import { rowToDraft, type AuthorityDraft, type RowDraft } from './row-to-draft'

/** What the store knows of the authorities a list could speak about. */
export interface Known {
  readonly byId: ReadonlyMap<string, Authority>
  readonly byExternalId: ReadonlyMap<string, readonly Authority[]>
  /** By Member State and folded name: `DE bundesanstalt fur strassenwesen`. */
  readonly byName: ReadonlyMap<string, readonly Authority[]>
  readonly byEmail: ReadonlyMap<string, readonly Authority[]>
}

/** A row of the list with what importing it would do. */
export interface RowPlan {
  readonly planned: PlannedRow
  readonly draft: Partial<AuthorityDraft>
  /** The authority to be updated; null for a new one. */
  readonly target: Authority | null
  /** The fields that the row changes, with their new values. */
  readonly fields: Partial<Authority>
}

const SET_FIELDS = new Set<string>(['types', 'languages', 'externalIds'])

/** Name of a Member State and a folded name, for `Known.byName`. */
export function nameKey(memberState: string, officialName: string): string {
  return `${memberState} ${fold(officialName)}`
}

/** Indexes the authorities that a list could speak about. */
export function knownFrom(authorities: Iterable<Authority>): Known {
  const byId = new Map<string, Authority>()
  const byExternalId = new Map<string, Authority[]>()
  const byName = new Map<string, Authority[]>()
  const byEmail = new Map<string, Authority[]>()
  const add = (map: Map<string, Authority[]>, key: string, authority: Authority): void => {
    const list = map.get(key)
    if (list === undefined) map.set(key, [authority])
    else list.push(authority)
  }
  for (const authority of authorities) {
    byId.set(authority.id, authority)
    for (const id of authority.externalIds) add(byExternalId, id, authority)
    add(byName, nameKey(authority.memberState, authority.officialName), authority)
    if (authority.email !== '')
      add(byEmail, `${authority.memberState} ${authority.email.toLowerCase()}`, authority)
  }
  return { byId, byExternalId, byName, byEmail }
}

/**
 * What importing a list would do, row by row, without writing anything. A row speaks of a known authority where source
 * and external id agree together with the name, or, in a row without id, where name and Member State are equal (P33).
 * A list that this program wrote names its authorities by their own identifiers, which are never given twice: there the
 * name may have been corrected. Two rows never speak of one authority: the second one is told as repeated, since the two
 * would write over each other at every import. Names that are equal only after folding are pointed out as likely
 * duplicates, never merged by themselves. An empty cell says nothing; sets only grow.
 */
export function planList(
  list: List,
  mapping: Omit<ListMapping, 'columns' | 'kind'> & { readonly columns: Mapping },
  known: Known,
  catalogue: Catalogue,
  now: Instant,
): RowPlan[] {
  const options = {
    columns: list.columns,
    source: mapping.source,
    memberState: mapping.memberState === '' ? null : mapping.memberState,
  }
  const circumstances: Circumstances = { known, catalogue, seen: new Map(), spokenOf: new Map(), now }
  return list.rows.map((row) => planRow(rowToDraft(row, mapping.columns, catalogue, options), circumstances))
}

interface Circumstances {
  readonly known: Known
  readonly catalogue: Catalogue
  /** Identity of each row so far, with its line: a list may repeat a row. */
  readonly seen: Map<string, number>
  /** The known authorities that rows spoke of so far, with the line. */
  readonly spokenOf: Map<Authority, number>
  readonly now: Instant
}

function planRow(read: RowDraft, { known, catalogue, seen, spokenOf, now }: Circumstances): RowPlan {
  const { line } = read
  const own = ownOf(read.draft, known)
  const draft = own === null ? read.draft : { ...read.draft, externalIds: [] }
  const errors: PlannedRow['errors'] = read.errors.map(({ code, column, field, value }) => ({
    code,
    column: column ?? field,
    value,
  }))
  const warnings: PlannedRow['warnings'] = read.warnings.map(({ code, column, field, value }) => ({
    code,
    column: column ?? field,
    value,
  }))
  const base = { line, subject: draft.officialName ?? '', errors, warnings }
  if (errors.length > 0 || draft.officialName === undefined || draft.memberState === undefined) {
    const planned = {
      ...base,
      outcome: 'error' as const,
      authorityId: null,
      changes: [],
      likelyDuplicates: [],
    }
    return { planned, draft, target: null, fields: {} }
  }
  const ids = draft.externalIds ?? []
  const name = JSON.stringify([draft.officialName, draft.memberState])
  const identity = ids.length === 0 ? name : JSON.stringify([ids, draft.officialName, draft.memberState])
  const target = own ?? matchOf(draft, known)
  const earlier = seen.get(identity) ?? (target === null ? undefined : spokenOf.get(target))
  if (earlier !== undefined) {
    warnings.push({ code: 'row-repeated', column: '', value: String(earlier) })
    const planned = {
      ...base,
      outcome: 'unchanged' as const,
      authorityId: null,
      changes: [],
      likelyDuplicates: [],
    }
    return { planned, draft, target: null, fields: {} }
  }
  seen.set(identity, line)
  // A later row of this name without an id can mean no other authority than this one.
  if (!seen.has(name)) seen.set(name, line)
  if (target !== null) spokenOf.set(target, line)
  if (target === null) {
    const state = memberStateOf(catalogue, draft.memberState)
    if (state !== undefined && !memberStateValid(state, now.slice(0, 10))) {
      errors.push({ code: 'member-state-expired', column: '', value: state.name })
    }
    const outcome = errors.length > 0 ? ('error' as const) : ('new' as const)
    const likelyDuplicates = duplicatesOf(draft, known)
    return {
      planned: { ...base, outcome, authorityId: null, changes: [], likelyDuplicates },
      draft,
      target,
      fields: {},
    }
  }
  const fields = changedBy(draft, target)
  const changes = (Object.keys(fields) as (keyof Authority)[]).map((field) => ({
    field,
    before: shown(target[field]),
    after: shown(fields[field] ?? null),
  }))
  const outcome = changes.length === 0 ? ('unchanged' as const) : ('update' as const)
  const planned = { ...base, outcome, authorityId: target.id, changes, likelyDuplicates: [] }
  return { planned, draft, target, fields }
}

/** The authority that a row names by its own identifier, as the lists of this program do. */
function ownOf(draft: Partial<AuthorityDraft>, known: Known): Authority | null {
  const [id] = draft.externalIds ?? []
  const named = id === undefined ? undefined : known.byId.get(id.slice(id.indexOf(':') + 1))
  return named?.memberState === draft.memberState && named !== undefined ? named : null
}

function matchOf(draft: Partial<AuthorityDraft>, known: Known): Authority | null {
  const sameName = (authority: Authority): boolean =>
    authority.officialName === draft.officialName && authority.memberState === draft.memberState
  const ids = draft.externalIds ?? []
  if (ids.length > 0) return ids.flatMap((id) => known.byExternalId.get(id) ?? []).find(sameName) ?? null
  const named = known.byName.get(nameKey(draft.memberState ?? '', draft.officialName ?? '')) ?? []
  const candidates = named.filter(sameName)
  // One that no list gave an id comes first: it is what an earlier import made of this very row.
  return candidates.find((authority) => authority.externalIds.length === 0) ?? candidates[0] ?? null
}

function duplicatesOf(draft: Partial<AuthorityDraft>, known: Known): string[] {
  const email = (draft.email ?? '').toLowerCase()
  const found = new Set<Authority>([
    ...(draft.externalIds ?? []).flatMap((id) => known.byExternalId.get(id) ?? []),
    ...(known.byName.get(nameKey(draft.memberState ?? '', draft.officialName ?? '')) ?? []),
    ...(email === '' ? [] : (known.byEmail.get(`${draft.memberState ?? ''} ${email}`) ?? [])),
  ])
  return [...found].map((authority) => authority.officialName).slice(0, 5)
}

function changedBy(draft: Partial<AuthorityDraft>, target: Authority): Partial<Authority> {
  const fields: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(draft)) {
    const current = target[field as keyof Authority]
    if (value === '' || value === null || field === 'registeredAt') continue
    if (SET_FIELDS.has(field)) {
      const union = [...new Set([...(current as string[]), ...(value as string[])])].sort()
      if (!sameValue(current, union)) fields[field] = union
    } else if (value !== current) fields[field] = value
  }
  return fields
}

function shown(value: Authority[keyof Authority]): string | string[] {
  if (typeof value === 'object') return value === null ? '' : [...value]
  return String(value)
}
