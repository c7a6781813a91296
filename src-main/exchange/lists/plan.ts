import type { Catalogue } from '../../../src-shared/catalogue'
import { memberStateOf, memberStateValid } from '../../../src-shared/catalogue'
import type { ListMapping, PlannedRow } from '../../../src-shared/contract/lists'
import type { Authority } from '../../../src-shared/entities/authority'
import type { Instant } from '../../../src-shared/time'
import { sameValue } from '../../domain/change'
import { fold } from '../../domain/folding'
import type { List } from './list'
import { rowToDraft, type AuthorityDraft, type RowDraft } from './row-to-draft'

/** What the store knows of the authorities a list could speak about. */
export interface Known {
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
  const byExternalId = new Map<string, Authority[]>()
  const byName = new Map<string, Authority[]>()
  const byEmail = new Map<string, Authority[]>()
  const add = (map: Map<string, Authority[]>, key: string, authority: Authority): void => {
    const list = map.get(key)
    if (list === undefined) map.set(key, [authority])
    else list.push(authority)
  }
  for (const authority of authorities) {
    for (const id of authority.externalIds) add(byExternalId, id, authority)
    add(byName, nameKey(authority.memberState, authority.officialName), authority)
    if (authority.email !== '')
      add(byEmail, `${authority.memberState} ${authority.email.toLowerCase()}`, authority)
  }
  return { byExternalId, byName, byEmail }
}

/**
 * What importing a list would do, row by row, without writing anything. A row speaks of a known authority where source
 * and external id agree together with the name, or, in a list without ids, where name and Member State are equal (P33).
 * Names that are equal only after folding are pointed out as likely duplicates, never merged by themselves. An empty
 * cell says nothing; sets only grow.
 */
export function planList(
  list: List,
  mapping: ListMapping,
  known: Known,
  catalogue: Catalogue,
  now: Instant,
): RowPlan[] {
  const options = {
    columns: list.columns,
    source: mapping.source,
    memberState: mapping.memberState === '' ? null : mapping.memberState,
  }
  const seen = new Map<string, number>()
  return list.rows.map((row) => {
    const read = rowToDraft(row, mapping.columns, catalogue, options)
    return planRow(read, { known, catalogue, seen, now })
  })
}

interface Circumstances {
  readonly known: Known
  readonly catalogue: Catalogue
  /** Identity of each row so far, with its line: a list may repeat a row. */
  readonly seen: Map<string, number>
  readonly now: Instant
}

function planRow(read: RowDraft, { known, catalogue, seen, now }: Circumstances): RowPlan {
  const { draft, line } = read
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
  const base = { line, officialName: draft.officialName ?? '', errors, warnings }
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
  const identity = JSON.stringify([draft.externalIds ?? [], draft.officialName, draft.memberState])
  const earlier = seen.get(identity)
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
  const target = matchOf(draft, known)
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

function matchOf(draft: Partial<AuthorityDraft>, known: Known): Authority | null {
  const sameName = (authority: Authority): boolean =>
    authority.officialName === draft.officialName && authority.memberState === draft.memberState
  const ids = draft.externalIds ?? []
  const candidates =
    ids.length > 0
      ? ids.flatMap((id) => known.byExternalId.get(id) ?? [])
      : (known.byName.get(nameKey(draft.memberState ?? '', draft.officialName ?? '')) ?? [])
  return candidates.find(sameName) ?? null
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

function shown(value: Authority[keyof Authority]): string {
  if (typeof value === 'object') return value?.join(', ') ?? ''
  return String(value)
}
