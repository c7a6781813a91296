import { describe, expect, it } from 'vitest'
import type { V6Authority, V6Role } from '../../../../src-main/domain/migration/facts'
import { typesOf } from '../../../../src-main/domain/migration/types'
import { v6Authority } from '../../../support/v6-cases'

const role = (kind: V6Role['kind'], fields: Partial<V6Role> = {}): V6Role => ({
  line: 2,
  kind,
  legalArea: null,
  responsibility: null,
  ...fields,
})

type Row = [string, Partial<V6Authority>, V6Role[], string[], string[]]

describe('the types of a migrated authority', () => {
  it.each<Row>([
    ['M5: a NIMIC', {}, [role('NIMIC')], ['nimic'], []],
    [
      'M6: an SDIMIC of Spain',
      { memberState: 'ES' },
      [role('SDIMIC')],
      ['coordinator-autonomous-community'],
      [],
    ],
    ['M7: an SDIMIC of Germany', {}, [role('SDIMIC')], ['coordinator-federal-state'], []],
    [
      'M8: an SDIMIC of Belgium whose tasks V6 does not tell',
      { memberState: 'BE' },
      [role('SDIMIC')],
      [],
      ['belgian-type'],
    ],
    [
      'M8: an SDIMIC of Belgium with federal tasks',
      { memberState: 'BE' },
      [role('SDIMIC', { responsibility: 'federal' })],
      ['coordinator-federal-regional:federal'],
      [],
    ],
    [
      'M8: an SDIMIC of Belgium with federal and regional tasks',
      { memberState: 'BE' },
      [role('SDIMIC', { responsibility: 'regional' }), role('SDIMIC', { responsibility: 'federal' })],
      ['coordinator-federal-regional:federal', 'coordinator-federal-regional:regional'],
      [],
    ],
    [
      'M8: an SDIMIC of Belgium with tasks that Belgium does not know',
      { memberState: 'BE' },
      [role('SDIMIC', { responsibility: 'national' })],
      [],
      ['belgian-type'],
    ],
    [
      'M9: an SDIMIC of France, to be reviewed',
      { memberState: 'FR' },
      [role('SDIMIC')],
      ['coordinator-national'],
      ['french-review'],
    ],
    [
      'M9: an SDIMIC of France whose tasks are national',
      { memberState: 'FR' },
      [role('SDIMIC', { responsibility: 'national' })],
      ['coordinator-national'],
      [],
    ],
    [
      'M10: an SDIMIC of any other Member State',
      { memberState: 'AT' },
      [role('SDIMIC')],
      [],
      ['sdimic-type'],
    ],
    ['M11: a SOLVIT Centre', { isSolvitCentre: true }, [], ['solvit-centre'], []],
    [
      'M12: a LIMIC and DIMIC of several areas',
      {},
      [
        role('LIMIC', { legalArea: 'services' }),
        role('DIMIC', { legalArea: 'e-commerce' }),
        role('DIMIC', { legalArea: 'services' }),
      ],
      ['area-coordinator:e-commerce', 'area-coordinator:services'],
      [],
    ],
    ['M13: a body of which V6 says so', { isCompetentAuthority: true }, [], ['competent-authority'], []],
    ['M13: a body of which no other rule speaks', {}, [], ['competent-authority'], []],
    [
      'M13: a coordinator that is Competent Authority as well',
      { isCompetentAuthority: true },
      [role('NIMIC')],
      ['competent-authority', 'nimic'],
      [],
    ],
    [
      'all rules that match give theirs',
      { isSolvitCentre: true, memberState: 'ES' },
      [role('SDIMIC'), role('DIMIC', { legalArea: 'services' })],
      ['area-coordinator:services', 'coordinator-autonomous-community', 'solvit-centre'],
      [],
    ],
  ])('%s', (_case, fields, roles, types, open) => {
    const typed = typesOf({ authority: v6Authority(fields), roles })
    expect({ types: typed.types, open: typed.open }).toEqual({ types, open })
  })
})
