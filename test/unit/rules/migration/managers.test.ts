import { describe, expect, it } from 'vitest'
import type { V6Case, V6Role } from '../../../../src-main/domain/migration/facts'
import { managerRole, managersOf } from '../../../../src-main/domain/migration/managers'
import { v6Case } from '../../../support/v6-cases'

const role = (kind: V6Role['kind']): V6Role => ({ line: 2, kind, legalArea: null, responsibility: null })

describe('who gets the Access manager role', () => {
  it.each<[string, V6Role[], number, boolean, boolean, string[], string[]]>([
    ['M2: a NIMIC, unconditionally', [role('NIMIC')], 0, false, true, ['M2'], []],
    ['M3: an SDIMIC that registered an authority', [role('SDIMIC')], 1, false, true, ['M3'], []],
    ['M3: a LIMIC that granted access', [role('LIMIC')], 3, false, true, ['M3'], []],
    ['M3: a DIMIC that granted access', [role('DIMIC')], 1, false, true, ['M3'], []],
    [
      'M4: not a DIMIC that did neither',
      [role('DIMIC')],
      0,
      false,
      false,
      ['M4'],
      ['coordinator-without-authorities'],
    ],
    ['M4 asks nothing of a NIMIC that was LIMIC', [role('NIMIC'), role('LIMIC')], 0, false, true, ['M2'], []],
    ['not an authority, whatever it did', [], 5, false, false, [], []],
    ['P22: each of several NIMICs is asked about', [role('NIMIC')], 0, true, true, ['M2'], ['second-nimic']],
    ['P22 asks nothing of others', [role('DIMIC')], 1, true, true, ['M3'], []],
  ])('%s', (_case, roles, managed, rival, has, rules, open) => {
    const given = managerRole(roles, managed, rival)
    expect([given.has, given.steps.map((step) => step.rule), given.open]).toEqual([has, rules, open])
  })
})

describe('the Access managers of a migrated authority', () => {
  const access = (grantedBy: string | null): V6Case['accesses'][number] => ({
    line: 7,
    legalArea: 'services',
    modules: null,
    role: 'authority',
    active: true,
    grantedBy,
  })

  it.each<[string, Partial<V6Case>, string[], string[]]>([
    ['are who registered it', {}, ['NIMIC'], []],
    ['and who granted it access', { accesses: [access('LIMIC')] }, ['LIMIC', 'NIMIC'], []],
    ['each once', { accesses: [access('NIMIC')] }, ['NIMIC'], []],
    ['never itself', { validator: { line: 2, id: 'A1' }, accesses: [access('A1')] }, [], []],
    [
      'nobody who was no coordinator, which is told',
      { accesses: [access('Office')] },
      ['NIMIC'],
      ['not-a-coordinator'],
    ],
    ['nobody where V6 tells none, which is told', { validator: null }, [], ['no-validator']],
    [
      'nobody for a NIMIC, which the Commission registered',
      { validator: null, roles: [role('NIMIC')] },
      [],
      [],
    ],
  ])('%s', (_case, parts, managers, remarks) => {
    const found = managersOf(v6Case(parts), { isCoordinator: (id) => id !== 'Office' })
    expect(found.managers).toEqual(managers)
    expect(found.remarks.map((remark) => remark.code)).toEqual(remarks)
  })
})
