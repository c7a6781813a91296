import { expect } from 'vitest'
import { entryOf } from '../../src-main/app/answering'
import { created } from '../../src-main/domain/change'
import { ENTITY_NAMES } from '../../src-shared/entities'
import type { HistoryUnit } from '../../src-shared/contract/history'
import type { Authority } from '../../src-shared/entities/authority'
import type { Access } from '../../src-shared/entities/access'
import type { OperatorId } from '../../src-shared/ids'
import { instantOf, millisecondsOf } from '../../src-shared/time'
import { unitHead } from '../../src-main/app/unit-head'
import type { Core } from './core'
import { newId } from './samples'

const EVERYTHING = { operator: '', field: '', from: null, to: null, text: '' } as const

/** The acts on an authority, newest first, as Management Information shows them. */
export async function historyOf(core: Core, authorityId: Authority['id']): Promise<HistoryUnit[]> {
  const page = { offset: 0, limit: 100 }
  const { units } = await core.done('history.list', { authorityId, filter: EVERYTHING, page })
  return units
}

/** Everything in the store that a command could have written: each entity row with its revision, and the log. */
export function stateOf(core: Core): unknown {
  const tables = [...ENTITY_NAMES, 'unit', 'history']
  return [
    ...tables.map((table) => core.raw(`SELECT * FROM "${table}" ORDER BY row`)),
    core.raw('SELECT * FROM personalValue ORDER BY entry'),
    core.raw('SELECT * FROM replica'),
    core.raw('SELECT * FROM rankEn ORDER BY rank'),
    core.raw('SELECT id FROM searchEn_docsize ORDER BY id'),
    core.raw('SELECT id FROM searchAlert_docsize ORDER BY id'),
    core.raw('SELECT hash FROM attachmentBytes ORDER BY hash'),
  ]
}

/** Lets the first operator have worked on the three days before, so that the acts prove the time (P42). */
export function proveTime(core: Core): void {
  const operatorId = String(core.raw('SELECT id FROM operator ORDER BY row')[0]?.['id']) as OperatorId
  for (const day of [3, 2, 1]) {
    const at = instantOf(millisecondsOf(core.clock.now()) - day * 86_400_000)
    const search = { id: newId(), operatorId, name: `Day ${String(day)}`, criteria: '{}', removed: true }
    const head = { ...unitHead('searches.save', '', { operatorId, actsFor: null }), at }
    core.writer.transaction(() => core.writer.store.apply(head, [created('savedSearch', search)]))
  }
}

/** Puts an authority with its accesses into the store. */
export function place(core: Core, authority: Authority, ...accesses: Access[]): Authority {
  core.given(created('authority', authority), ...accesses.map((access) => created('access', access)))
  return authority
}

/** The refusals that the contract adds to an act by its `who`. */
const ADDED_BY_WHO: Readonly<Record<string, string>> = {
  helpdesk: 'helpdesk-only',
  rule: 'own-authority-not-active',
}

/**
 * Expects the rows (command, input, code) to produce each refusal that the contract promises for their commands. What
 * `who` adds is asked of every entry at once, in `contract.test.ts`.
 */
export function expectEveryRefusal(
  rows: readonly (readonly [string, unknown, string, ...unknown[]])[],
): void {
  for (const name of new Set(rows.map((row) => row[0]))) {
    const entry = entryOf(name)
    const asked = (code: string) => code !== ADDED_BY_WHO[entry?.who ?? 'anyone']
    const produced = new Set(rows.filter((row) => row[0] === name).map((row) => row[2]))
    const promised = entry === undefined || entry.kind === 'query' ? [] : entry.refusals
    expect([name, [...produced].filter(asked).sort()]).toEqual([
      name,
      [...new Set(promised)].filter(asked).sort(),
    ])
  }
}
