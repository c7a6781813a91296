import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../src-main/app/catalogue'
import { sampleActs, sampleRows, sampleSizes } from '../../../src-main/app/sample'
import { linkedCoordinatorRequired } from '../../../src-shared/catalogue'
import type { Access } from '../../../src-shared/entities/access'
import type { User } from '../../../src-shared/entities/user'
import type { Instant } from '../../../src-shared/time'

const NOW = '2026-11-23T00:00:00.000Z' as Instant

describe('the sample of today’s real size', () => {
  const rows = new Map<string, { entity: string; row: unknown }>()
  for (const entry of sampleRows('R', 1, catalogue, NOW)) rows.set(entry.row.id, entry)
  let changes = 0
  let mismatches = 0
  const registeredIn = new Set<string>()
  for (const act of sampleActs('R', 1, catalogue, NOW)) {
    for (const change of act.changes) {
      changes += 1
      if (!isDeepStrictEqual(rows.get(change.id)?.row ?? null, change.before)) mismatches += 1
      if (change.entity === 'authority' && change.op === 'create') registeredIn.add(change.after.memberState)
      rows.set(change.id, { entity: change.entity, row: change.after })
    }
  }
  const all = <Row>(entity: string) =>
    [...rows.values()].filter((held) => held.entity === entity).map((held) => held.row as Row)

  it('replays its history to exactly the promised numbers', () => {
    expect(mismatches).toBe(0)
    expect({
      authorities: all('authority').length,
      users: all('user').length,
      accesses: all('access').length,
      historyEntries: changes,
      alerts: sampleSizes.R.alerts,
    }).toEqual(sampleSizes.R)
  })

  it('registers authorities in every Member State but the one that has left', () => {
    const expected = catalogue.memberStates.map((state) => state.code).filter((code) => code !== 'UK')
    expect([...registeredIn].sort()).toEqual(expected.sort())
  })

  it('has user names of their own throughout', () => {
    const names = all<User>('user').map((user) => user.userName)
    expect(new Set(names).size).toBe(names.length)
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(40)
  })

  it('links every access that needs it to active coordinators of the same module', () => {
    const accesses = all<Access>('access')
    const coordinating = new Set(
      accesses
        .filter((access) => access.role === 'coordinator' && access.status === 'active')
        .map((access) => `${access.authorityId} ${access.module}`),
    )
    const faulty = accesses.filter(
      (access) =>
        linkedCoordinatorRequired(catalogue, access.module, access.role) &&
        (access.linkedCoordinators.length === 0 ||
          access.linkedCoordinators.some((id) => !coordinating.has(`${id} ${access.module}`))),
    )
    expect(faulty).toEqual([])
  })
})
