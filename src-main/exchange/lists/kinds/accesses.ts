import { classificationLabel, moduleOf } from '../../../../src-shared/catalogue'
import type { PlannedRow } from '../../../../src-shared/contract/lists'
import type { Access } from '../../../../src-shared/entities/access'
import type { AccessId } from '../../../../src-shared/ids'
import { ok } from '../../../../src-shared/result'
import { created, sameValue, updated, type Change } from '../../../domain/change'
import type { Context } from '../../../domain/context'
import { suggestAccessColumns } from './access-columns'
import { AccessFacts } from './access-facts'
import {
  groupsOf,
  isSound,
  isWritten,
  keyOf,
  planGroup,
  readRow,
  type PlannedAccess,
  type Row,
} from './access-plan'
import { supervisionRemarks } from './access-remarks'
import { Cells } from './cells'
import type { Kind } from './kind'

/**
 * Lists of accesses with their roles, settings and linked coordinators (P27). A row is about the access of an authority to
 * a module; a list with a row for each link is read as one with all links of an access in one cell. What it says is taken
 * as the central system has it: a coordinator that does not count here is a warning, since such links exist (P6).
 */
export const accessesKind: Kind = {
  suggest: suggestAccessColumns,
  isLikely: (columns) => columns.includes('authorityId') && columns.includes('module'),

  plan: (list, mapping, _decisions, store, now) => {
    const facts = new AccessFacts(store, mapping.source)
    const rows = list.rows.map((row) => readRow(new Cells(row, list, mapping.columns), row.line, facts, now))
    const plans = groupsOf(rows, facts).map((group) => planGroup(group, facts))
    const planned = plansByRow(plans)
    const states = new Map(plans.filter(isSound).map((plan) => [keyOf(plan), plan.after]))
    const shown = rows.map((row) => {
      const plan = planned.get(row)
      const remarks = plan === undefined ? [] : supervisionRemarks(plan, states, facts)
      return plannedRow(row, plan ?? null, remarks, facts)
    })
    const written = plans.filter((plan) => isSound(plan) && isWritten(plan))
    return ok({ rows: shown, writes: written.length, changes: (context) => changesOf(written, context) })
  },
}

function plansByRow(plans: readonly PlannedAccess[]): ReadonlyMap<Row, PlannedAccess> {
  return new Map(plans.flatMap((plan) => plan.rows.map((row) => [row, plan] as const)))
}

function plannedRow(
  row: Row,
  plan: PlannedAccess | null,
  remarks: PlannedRow['warnings'],
  facts: AccessFacts,
): PlannedRow {
  const { line, cells, authority } = row
  const name = authority?.officialName ?? cells.value('authorityId')
  const module = moduleOf(facts.catalogue, row.module ?? '')?.shortName ?? cells.value('module')
  const base = {
    ...{
      line,
      subject: `${name.slice(0, 300)} · ${module.slice(0, 100)}`,
      authorityId: authority?.id ?? null,
    },
    ...{ errors: cells.errors, likelyDuplicates: [], question: null },
  }
  if (row.isGone) return { ...base, outcome: 'unchanged', changes: [], warnings: cells.warnings }
  if (plan === null || cells.errors.length > 0) {
    return { ...base, outcome: 'error', changes: [], warnings: [] }
  }
  const first = plan.rows[0]
  if (first !== undefined && first !== row) {
    const joined = { code: 'access-joined', column: '', value: String(first.line) }
    return { ...base, outcome: 'unchanged', changes: [], warnings: [joined] }
  }
  const changes = changesShown(plan, facts)
  const outcome = plan.target === null ? 'new' : isWritten(plan) ? 'update' : 'unchanged'
  return { ...base, outcome, changes, warnings: [...cells.warnings, ...remarks] }
}

const SHOWN = [
  ...(['role', 'status', 'linkedCoordinators', 'keywords', 'professions'] as const),
  ...(['grantedAt', 'suspendedAt'] as const),
]

/** Old and new of each field that changes; of a new access, what it comes with. */
function changesShown({ target, after, module }: PlannedAccess, facts: AccessFacts): PlannedRow['changes'] {
  const shown = (access: Omit<Access, 'id'> | null, field: (typeof SHOWN)[number]): string | string[] => {
    if (access === null) return ''
    if (field === 'linkedCoordinators')
      return inOrder(access.linkedCoordinators.map((id) => facts.nameOf(id)))
    if (field === 'keywords' || field === 'professions') {
      return access[field].map((code) => classificationLabel(facts.catalogue, code, module))
    }
    return access[field] ?? ''
  }
  return SHOWN.filter((field) =>
    target === null ? shown(after, field).length > 0 : !sameValue(target[field], after[field]),
  ).map((field) => ({ field, before: shown(target, field), after: shown(after, field) }))
}

/** Names as a person looks for them; identifiers stand in no order of theirs. */
function inOrder(names: string[]): string[] {
  return names.sort((one, other) => one.localeCompare(other, 'en'))
}

function* changesOf(plans: readonly PlannedAccess[], context: Context): Generator<Change> {
  for (const { target, fields, after } of plans) {
    yield target === null
      ? created('access', { ...after, id: context.newId() as AccessId })
      : updated('access', target, fields)
  }
}
