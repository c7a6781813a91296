import type { Catalogue } from '../../../src-shared/catalogue'
import { memberStateOf, memberStateValid } from '../../../src-shared/catalogue'
import type { ListMapping, PlannedRow, RowDecisions } from '../../../src-shared/contract/lists'
import type { Authority } from '../../../src-shared/entities/authority'
import type { Instant } from '../../../src-shared/time'
import { sameValue } from '../../domain/change'
import { fold } from '../../domain/folding'
import { Identifiers } from '../../domain/identifiers'
import type { List } from './list'
import type { Mapping } from './mapping'
import { rowToDraft, type AuthorityDraft, type RowDraft } from './row-to-draft'

/** What the store knows of the authorities a list could speak about. */
export interface Known {
  readonly identifiers: Identifiers
  /** By Member State and folded name: `DE bundesanstalt fur strassenwesen`. */
  readonly byName: ReadonlyMap<string, readonly Authority[]>
  readonly byEmail: ReadonlyMap<string, readonly Authority[]>
  /** Removed and merged authorities, by the same key as names. */
  readonly removedByName: ReadonlyMap<string, readonly Authority[]>
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

/** Indexes the authorities that a list could speak about, removed ones included. */
export function knownFrom(authorities: Iterable<Authority>): Known {
  const all = [...authorities]
  const byName = new Map<string, Authority[]>()
  const byEmail = new Map<string, Authority[]>()
  const removedByName = new Map<string, Authority[]>()
  const add = (map: Map<string, Authority[]>, key: string, authority: Authority): void => {
    const list = map.get(key)
    if (list === undefined) map.set(key, [authority])
    else list.push(authority)
  }
  for (const authority of all) {
    const name = nameKey(authority.memberState, authority.officialName)
    if (authority.status === 'removed') {
      add(removedByName, name, authority)
      continue
    }
    add(byName, name, authority)
    if (authority.email !== '')
      add(byEmail, `${authority.memberState} ${authority.email.toLowerCase()}`, authority)
  }
  return { identifiers: new Identifiers(all), byName, byEmail, removedByName }
}

/**
 * What importing a list would do, row by row, without writing anything. A row speaks of a known authority where source
 * and external id agree together with the name, or, in a row without id, where name and Member State are equal (P33). A
 * known identifier with another name is asked. What was merged or removed here is told and stays as it is (P39).
 * A list that this program wrote names its authorities by their own identifiers, which are never given twice: there the
 * name may have been corrected. Two rows never speak of one authority: the second one is told as repeated, since the two
 * would write over each other at every import. Names that are equal only after folding are pointed out as likely
 * duplicates, never merged by themselves. An empty cell says nothing; sets only grow.
 */
export function planList(
  list: List,
  mapping: Omit<ListMapping, 'columns' | 'kind'> & { readonly columns: Mapping },
  given: Pick<Circumstances, 'known' | 'catalogue' | 'choiceOf' | 'now'>,
): RowPlan[] {
  const options = {
    columns: list.columns,
    source: mapping.source,
    memberState: mapping.memberState === '' ? null : mapping.memberState,
  }
  const circumstances: Circumstances = { ...given, seen: new Map(), spokenOf: new Map() }
  return list.rows.map((row) =>
    planRow(rowToDraft(row, mapping.columns, given.catalogue, options), circumstances),
  )
}

interface Circumstances {
  readonly known: Known
  readonly catalogue: Catalogue
  /** What a person answered about the row of this line. */
  readonly choiceOf: (line: number) => RowDecisions[number]['choice'] | null
  /** Identity of each row so far, with its line: a list may repeat a row. */
  readonly seen: Map<string, number>
  /** The known authorities that rows spoke of so far, with the line. */
  readonly spokenOf: Map<Authority, number>
  readonly now: Instant
}

type Remarks = PlannedRow['errors']

const remarksOf = (remarks: RowDraft['errors'] | RowDraft['warnings']): Remarks =>
  remarks.map(({ code, column, field, value }) => ({ code, column: column ?? field, value }))

function planRow(read: RowDraft, circumstances: Circumstances): RowPlan {
  const { known, catalogue, seen, spokenOf, now } = circumstances
  const { line } = read
  const meant = meantBy(read.draft, known)
  const draft = meant.kind === 'own' ? { ...read.draft, externalIds: [] } : read.draft
  const errors = remarksOf(read.errors)
  const warnings = remarksOf(read.warnings)
  const nothing = { changes: [], likelyDuplicates: [], question: null, authorityId: null }
  const base = { ...nothing, line, subject: draft.officialName ?? '', errors, warnings }
  const without = (outcome: PlannedRow['outcome'], more: Partial<PlannedRow> = {}): RowPlan => ({
    planned: { ...base, outcome, ...more },
    draft,
    target: null,
    fields: {},
  })
  if (errors.length > 0 || draft.officialName === undefined || draft.memberState === undefined) {
    return without('error')
  }
  if (meant.kind === 'gone') {
    warnings.push({ code: meant.code, column: '', value: meant.name })
    return without('unchanged')
  }
  const choice = meant.kind === 'asked' ? circumstances.choiceOf(line) : null
  const question = meant.kind === 'asked' ? { known: meant.authority.officialName, choice } : null
  const target =
    meant.kind === 'new' || (meant.kind === 'asked' && (choice === null || choice === 'other'))
      ? null
      : meant.authority
  const ids = draft.externalIds ?? []
  const name = JSON.stringify([draft.officialName, draft.memberState])
  const identity = ids.length === 0 ? name : JSON.stringify([ids, draft.officialName, draft.memberState])
  const earlier = seen.get(identity) ?? (target === null ? undefined : spokenOf.get(target))
  if (earlier !== undefined) {
    warnings.push({ code: 'row-repeated', column: '', value: String(earlier) })
    return without('unchanged')
  }
  seen.set(identity, line)
  // A later row of this name without an id can mean no other authority than this one.
  if (!seen.has(name)) seen.set(name, line)
  if (question !== null && choice === null) return without('question', { question })
  if (target === null) {
    const state = memberStateOf(catalogue, draft.memberState)
    if (state !== undefined && !memberStateValid(state, now.slice(0, 10))) {
      errors.push({ code: 'member-state-expired', column: '', value: state.name })
    }
    return without(errors.length > 0 ? 'error' : 'new', {
      likelyDuplicates: duplicatesOf(draft, known),
      question,
    })
  }
  spokenOf.set(target, line)
  const { officialName: _listName, ...others } = draft
  const fields = changedBy(choice === 'keep-name' ? others : draft, target)
  const changes = (Object.keys(fields) as (keyof Authority)[]).map((field) => ({
    field,
    before: shown(target[field]),
    after: shown(fields[field] ?? null),
  }))
  const outcome = changes.length === 0 ? ('unchanged' as const) : ('update' as const)
  const planned = { ...base, outcome, authorityId: target.id, changes, question }
  return { planned, draft, target, fields }
}

/** What a row means of what the store knows (P33, P39). */
type Meant =
  | { readonly kind: 'new' }
  /** `own`: by an identifier of this program; `asked`: the identifier belongs to it, the name does not. */
  | { readonly kind: 'known' | 'own' | 'asked'; readonly authority: Authority }
  | { readonly kind: 'gone'; readonly code: 'authority-merged' | 'authority-removed'; readonly name: string }

function meantBy(draft: Partial<AuthorityDraft>, known: Known): Meant {
  const { identifiers } = known
  const ids = draft.externalIds ?? []
  const own = ownOf(draft, known)
  if (own !== null) return own
  const { officialName = '' } = draft
  const sameName = (authority: Authority): boolean =>
    authority.officialName === officialName && authority.memberState === draft.memberState
  const removed = (authority: Authority): Meant => ({
    kind: 'gone',
    code: 'authority-removed',
    name: authority.officialName,
  })
  const merged = (survivor: Authority): Meant => ({
    kind: 'gone',
    code: 'authority-merged',
    name: survivor.officialName,
  })
  if (ids.length > 0) {
    const candidates = ids.flatMap((id) => identifiers.inUse(id))
    const same = candidates.find(sameName)
    if (same !== undefined) return { kind: 'known', authority: same }
    const survivor = candidates.find((each) => identifiers.tookOver(each, officialName))
    if (survivor !== undefined) return merged(survivor)
    if (candidates[0] !== undefined) return { kind: 'asked', authority: candidates[0] }
    const gone = ids.map((id) => identifiers.removed(id)).find((each) => each !== null)
    return gone === undefined ? { kind: 'new' } : removed(gone)
  }
  const key = nameKey(draft.memberState ?? '', officialName)
  const named = (known.byName.get(key) ?? []).filter(sameName)
  // One that no list gave an id comes first: it is what an earlier import made of this very row.
  const found = named.find((authority) => authority.externalIds.length === 0) ?? named[0]
  if (found !== undefined) return { kind: 'known', authority: found }
  const gone = (known.removedByName.get(key) ?? []).filter(sameName)
  const survivor = gone.map(({ id }) => identifiers.own(id)).find((each) => each?.status !== 'removed')
  if (survivor !== undefined && survivor !== null) return merged(survivor)
  return gone[0] === undefined ? { kind: 'new' } : removed(gone[0])
}

/** The authority that a row names by its own identifier, as the lists of this program do; null for other rows. */
function ownOf(draft: Partial<AuthorityDraft>, { identifiers }: Known): Meant | null {
  const [id] = draft.externalIds ?? []
  const written = id === undefined ? '' : id.slice(id.indexOf(':') + 1)
  const named = identifiers.own(written)
  if (named === null || named.memberState !== draft.memberState) return null
  const name = named.officialName
  if (named.status === 'removed') return { kind: 'gone', code: 'authority-removed', name }
  if (named.id !== written) return { kind: 'gone', code: 'authority-merged', name }
  return { kind: 'own', authority: named }
}

function duplicatesOf(draft: Partial<AuthorityDraft>, known: Known): string[] {
  const email = (draft.email ?? '').toLowerCase()
  const found = new Set<Authority>([
    ...(draft.externalIds ?? []).flatMap((id) => known.identifiers.inUse(id)),
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
