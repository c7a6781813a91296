import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { V6Problem } from '../../../src-shared/contract/migration'
import { en } from '../../../src-renderer/i18n'
import { V6_ERRORS, V6_WARNINGS } from '../../../src-shared/v6'
import { failureOf, openCore, type Core } from '../../support/core'
import { stateOf } from '../../support/story'
import { type V6Row, type V6Tables, writeV6 } from '../../support/v6-files'
import { smallV6 } from '../../support/v6-small'

let core: Core
beforeAll(async () => {
  core = openCore()
  await core.start()
})
afterAll(() => {
  core.close()
})

let folders = 0
function folderOf(tables: V6Tables, spoil: (folder: string) => void = () => undefined): string {
  folders += 1
  const folder = writeV6(join(core.folder, `V6 ${String(folders)}`), tables)
  spoil(folder)
  return folder
}

/** What is wrong with a folder, as the screen tells it; nothing of it can be planned or applied. */
async function errorsOf(folder: string): Promise<V6Problem[]> {
  const before = stateOf(core)
  const opened = await core.done('v6.open', {}, { file: folder })
  const plan = await core.request('v6.plan', { file: opened.file, answers: [] }, { file: folder })
  expect(failureOf(plan)).toBe('v6-has-errors')
  const applied = await core.request(
    'v6.apply',
    { file: opened.file, answers: [], hash: 'x' },
    { file: folder },
  )
  expect(failureOf(applied)).toBe('v6-has-errors')
  expect(stateOf(core)).toEqual(before)
  return opened.problems.first.filter((problem) => problem.level === 'error')
}

const problem = (
  code: V6Problem['code'],
  file: keyof V6Tables,
  line: number,
  column: string,
  value: string,
): V6Problem => ({ level: 'error', code, file, line, column, value })

/** Small data in which one row of one file is written otherwise, or added. */
function withRow(file: keyof V6Tables, index: number, fields: V6Row): V6Tables {
  const tables = smallV6()
  tables[file][index] = { ...tables[file][index], ...fields }
  return tables
}

type Broken = [string, V6Tables, V6Problem[]]

describe('V6 data that are broken are refused whole, and each fault is told with file, row, column and value', () => {
  it.each<Broken>([
    [
      'an authority without a name',
      withRow('authorities', 0, { official_name: ' ' }),
      [problem('value-missing', 'authorities', 2, 'official_name', '')],
    ],
    [
      'an unknown Member State',
      withRow('authorities', 1, { member_state: 'XX' }),
      [problem('value-unknown', 'authorities', 3, 'member_state', 'XX')],
    ],
    [
      'an unknown status',
      withRow('authorities', 1, { status: 'sleeping' }),
      [problem('value-unknown', 'authorities', 3, 'status', 'sleeping')],
    ],
    [
      'neither yes nor no',
      withRow('authorities', 1, { is_solvit_centre: 'maybe' }),
      [problem('value-unknown', 'authorities', 3, 'is_solvit_centre', 'maybe')],
    ],
    [
      'an unknown policy area',
      withRow('authorities', 1, { policy_areas: 'internal-market|magic' }),
      [problem('value-unknown', 'authorities', 3, 'policy_areas', 'magic')],
    ],
    [
      'an identifier twice',
      withRow('authorities', 11, { ...smallV6().authorities[0] }),
      [problem('id-repeated', 'authorities', 13, 'id', 'DE-1')],
    ],
    [
      'an identifier that cannot be one',
      withRow('authorities', 10, { id: 'FR 1' }),
      [
        problem('id-not-usable', 'authorities', 12, 'id', 'FR 1'),
        problem('authority-unknown', 'coordinator_roles', 9, 'authority_id', 'FR-1'),
      ],
    ],
    [
      'a day that is none',
      withRow('authorities', 0, { registered_on: '31 March' }),
      [problem('date-not-valid', 'authorities', 2, 'registered_on', '31 March')],
    ],
    [
      'a name that is too long',
      withRow('authorities', 0, { official_name: 'x'.repeat(301) }),
      [problem('value-too-long', 'authorities', 2, 'official_name', 'x'.repeat(200))],
    ],
    [
      'characters that cannot be stored',
      withRow('authorities', 0, { city: 'a\0b' }),
      [problem('value-not-storable', 'authorities', 2, 'city', '')],
    ],
    [
      'an unknown kind of coordinator',
      withRow('coordinator_roles', 0, { kind: 'IMIC' }),
      [problem('value-unknown', 'coordinator_roles', 2, 'kind', 'IMIC')],
    ],
    [
      'a LIMIC without its legal area',
      withRow('coordinator_roles', 2, { legal_area: '' }),
      [problem('value-missing', 'coordinator_roles', 4, 'legal_area', '')],
    ],
    [
      'a NIMIC of a legal area',
      withRow('coordinator_roles', 0, { legal_area: 'services' }),
      [problem('legal-area-not-expected', 'coordinator_roles', 2, 'legal_area', 'services')],
    ],
    [
      'the same role twice',
      withRow('coordinator_roles', 8, { authority_id: 'DE-1', kind: 'NIMIC' }),
      [problem('row-repeated', 'coordinator_roles', 10, 'kind', 'NIMIC')],
    ],
    [
      'an access of an authority that is not there',
      withRow('area_accesses', 0, { authority_id: 'DE-99' }),
      [problem('authority-unknown', 'area_accesses', 2, 'authority_id', 'DE-99')],
    ],
    [
      'an access granted by nobody known',
      withRow('area_accesses', 0, { granted_by: 'DE-99' }),
      [problem('authority-unknown', 'area_accesses', 2, 'granted_by', 'DE-99')],
    ],
    [
      'an access to an unknown area',
      withRow('area_accesses', 0, { legal_area: 'fishing' }),
      [problem('value-unknown', 'area_accesses', 2, 'legal_area', 'fishing')],
    ],
    [
      'an access without the role its modules need',
      withRow('area_accesses', 0, { role: '' }),
      [problem('value-missing', 'area_accesses', 2, 'role', '')],
    ],
    [
      'a module of another area',
      withRow('area_accesses', 0, { modules: 'services-notifications|cit-repository' }),
      [problem('value-unknown', 'area_accesses', 2, 'modules', 'cit-repository')],
    ],
    [
      'two accesses to one area',
      withRow('area_accesses', 5, { ...smallV6().area_accesses[1] }),
      [problem('row-repeated', 'area_accesses', 7, 'legal_area', 'services')],
    ],
    [
      'a validator that is not there',
      withRow('validations', 0, { validator_id: 'DE-99' }),
      [problem('authority-unknown', 'validations', 2, 'validator_id', 'DE-99')],
    ],
    [
      'two validators of one authority',
      withRow('validations', 6, { authority_id: 'DE-2', validator_id: 'DE-3' }),
      [problem('row-repeated', 'validations', 8, 'authority_id', 'DE-2')],
    ],
    [
      'an authority that validated itself',
      withRow('validations', 0, { validator_id: 'DE-2' }),
      [problem('points-at-itself', 'validations', 2, 'validator_id', 'DE-2')],
    ],
    [
      'validators in a circle',
      withRow('validations', 6, { authority_id: 'DE-1', validator_id: 'DE-2' }),
      [
        problem('validation-circle', 'validations', 2, 'validator_id', 'DE-1'),
        problem('validation-circle', 'validations', 8, 'validator_id', 'DE-2'),
      ],
    ],
    [
      'a link to itself',
      withRow('links', 0, { coordinator_id: 'DE-4' }),
      [problem('points-at-itself', 'links', 2, 'coordinator_id', 'DE-4')],
    ],
    [
      'a link to nobody known',
      withRow('links', 0, { coordinator_id: 'DE-99' }),
      [problem('authority-unknown', 'links', 2, 'coordinator_id', 'DE-99')],
    ],
    [
      'a user name twice, in other letters',
      withRow('users', 1, { user_name: 'ADA.nimic' }),
      [problem('id-repeated', 'users', 3, 'user_name', 'ADA.nimic')],
    ],
    [
      'a role that users do not have',
      withRow('users', 0, { roles: 'basic-user|services:king' }),
      [problem('value-unknown', 'users', 2, 'roles', 'services:king')],
    ],
    [
      'an unknown status of a password',
      withRow('users', 0, { password_status: 'expired' }),
      [problem('value-unknown', 'users', 2, 'password_status', 'expired')],
    ],
    [
      'a keyword of another area',
      withRow('classifications', 0, { keyword: 'licence-issued' }),
      [problem('value-unknown', 'classifications', 2, 'keyword', 'licence-issued')],
    ],
    [
      'an unknown sector',
      withRow('sectors', 0, { code: 'architect' }),
      [problem('value-unknown', 'sectors', 2, 'code', 'architect')],
    ],
    [
      'an unknown profession',
      withRow('professions', 0, { code: 'wizard' }),
      [problem('value-unknown', 'professions', 2, 'code', 'wizard')],
    ],
    [
      'an unknown alert role',
      withRow('alert_network', 0, { role: 'siren' }),
      [problem('value-unknown', 'alert_network', 2, 'role', 'siren')],
    ],
    [
      'an alert coordinator that is not there',
      withRow('alert_network', 2, { coordinators: 'DE-3|DE-99' }),
      [problem('authority-unknown', 'alert_network', 4, 'coordinators', 'DE-99')],
    ],
    [
      'an alert authority that is its own coordinator',
      withRow('alert_network', 2, { coordinators: 'DE-4' }),
      [problem('points-at-itself', 'alert_network', 4, 'coordinators', 'DE-4')],
    ],
    [
      'a register without manager',
      withRow('registers', 0, { manager_id: '' }),
      [problem('value-missing', 'registers', 2, 'manager_id', '')],
    ],
  ])('%s', async (_case, tables, expected) => {
    expect(await errorsOf(folderOf(tables))).toEqual(expected)
  })

  const write = (name: string, content: string | Uint8Array) => (folder: string) => {
    writeFileSync(join(folder, name), content)
  }
  it.each<[string, (folder: string) => void, V6Problem[]]>([
    [
      'a file that is missing',
      (folder) => {
        rmSync(join(folder, 'links.csv'))
      },
      [problem('file-missing', 'links', 0, '', '')],
    ],
    ['an empty file', write('links.csv', ''), [problem('file-empty', 'links', 0, '', '')]],
    [
      'a column that is missing',
      write('sectors.csv', 'authority_id;kind\nDE-4;x\n'),
      [problem('column-missing', 'sectors', 1, 'code', '')],
    ],
    [
      'a column that stands there twice',
      write('sectors.csv', 'authority_id;code;code\n'),
      [problem('column-repeated', 'sectors', 1, 'code', '')],
    ],
    [
      'a row with more cells than the header',
      write('sectors.csv', 'authority_id;code\nDE-4;sector-transport;x\n'),
      [problem('cells-differ', 'sectors', 2, '', '3')],
    ],
    [
      'a quote that does not end',
      write('sectors.csv', 'authority_id;code\n"DE-4;sector-transport\n'),
      [problem('file-not-readable', 'sectors', 2, '', 'CSV_QUOTE_NOT_CLOSED')],
    ],
    [
      'another encoding',
      write('sectors.csv', Uint8Array.from([0x61, 0xe4, 0x0a])),
      [problem('file-not-utf8', 'sectors', 0, '', '')],
    ],
  ])('%s', async (_case, spoil, expected) => {
    expect(await errorsOf(folderOf(smallV6(), spoil))).toEqual(expected)
  })

  it('counts rows as editors do, after a cell of several lines', async () => {
    const tables = withRow('authorities', 0, { address: 'Barbarastraße 1\nKöln' })
    tables.authorities[1] = { ...tables.authorities[1], member_state: 'XX' }
    expect(await errorsOf(folderOf(tables))).toEqual([
      problem('value-unknown', 'authorities', 4, 'member_state', 'XX'),
    ])
  })

  it('a folder without any of the files, and a file in the place of the folder', async () => {
    const empty = join(core.folder, 'empty')
    mkdirSync(empty)
    expect(failureOf(await core.request('v6.open', {}, { file: empty }))).toBe('v6-no-files')
    const file = join(core.folder, 'file.csv')
    writeFileSync(file, 'x')
    expect(failureOf(await core.request('v6.open', {}, { file }))).toBe('v6-no-folder')
    const gone = join(core.folder, 'gone')
    expect(failureOf(await core.request('v6.open', {}, { file: gone }))).toBe('unavailable: file-gone')
  })
})

describe('each fault and each remark', () => {
  it('has a plain sentence, and there is none for what cannot happen', () => {
    const codes: readonly string[] = [...V6_ERRORS, ...V6_WARNINGS]
    expect(Object.keys(en.migration.problems).sort()).toEqual([...codes].sort())
  })
})
