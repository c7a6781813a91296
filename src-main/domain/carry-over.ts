import type { CarryOver, CarryOverStatus } from '../../src-shared/entities/carry-over'
import type { UnitId } from '../../src-shared/ids'
import { ok, refuse, type Result } from '../../src-shared/result'
import { changedFields, created, updated, type Change } from './change'
import type { Context } from './context'
import { helpdeskOnly } from './standing'

/**
 * Ticks acts off on the carry-over list: done in the central IMI, not needed there, or open again (L7, P26). Who and
 * when stands with it; an act nobody ticked off has no row and is open.
 * @param facts.stored the rows there are already, by unit
 */
export function setCarryOver(
  facts: { readonly known: ReadonlySet<string>; readonly stored: ReadonlyMap<string, CarryOver> },
  input: { readonly units: readonly UnitId[]; readonly status: CarryOverStatus; readonly note: string },
  context: Context,
): Result<Change[], 'helpdesk-only' | 'unit-unknown' | 'nothing-changed'> {
  const allowed = helpdeskOnly(context.actor)
  if (!allowed.ok) return allowed
  if (input.units.some((unit) => !facts.known.has(unit))) return refuse('unit-unknown')
  const changes: Change[] = []
  for (const id of new Set(input.units)) {
    const stored = facts.stored.get(id)
    if (stored?.status === input.status && stored.note === input.note) continue
    if (stored === undefined && input.status === 'open' && input.note === '') continue
    const open = input.status === 'open'
    const row: CarryOver = {
      id,
      status: input.status,
      decidedAt: open ? null : context.now,
      decidedBy: open ? null : context.actor.operatorId,
      note: input.note,
    }
    const change = stored === undefined ? created('carryOver', row) : updated('carryOver', stored, row)
    if (changedFields(change.before, change.after).length > 0) changes.push(change)
  }
  return changes.length === 0 ? refuse('nothing-changed') : ok(changes)
}
