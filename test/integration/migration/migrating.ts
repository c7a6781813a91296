import { join } from 'node:path'
import type { Input, Output } from '../../../src-shared/contract'
import type { Authority } from '../../../src-shared/entities/authority'
import { fromColumns } from '../../../src-main/store/codec'
import type { Core } from '../../support/core'
import { writeV6, type V6Tables } from '../../support/v6-files'
import { smallV6 } from '../../support/v6-small'

export type Answers = Input<'v6.plan'>['answers']

/** Writes V6 data into the folder of a store, under a name as people give. */
export function folderOf(core: Core, tables: V6Tables, name = 'V6 Daten'): string {
  return writeV6(join(core.folder, name), tables)
}

export interface Planned {
  readonly folder: string
  readonly token: string
  readonly plan: Output<'v6.plan'>
}

/** Opens and plans a folder, as the window does. */
export async function planned(core: Core, folder: string, answers: Answers = []): Promise<Planned> {
  const opened = await core.done('v6.open', {}, { file: folder })
  const plan = await core.done('v6.plan', { file: opened.file, answers }, { file: folder })
  return { folder, token: opened.file, plan }
}

/** Carries out what was planned. */
export function apply(core: Core, { folder, token, plan }: Planned, answers: Answers = []) {
  return core.request('v6.apply', { file: token, answers, hash: plan.hash }, { file: folder })
}

/** The authority that an identifier of V6 became. */
export function authorityFrom(core: Core, v6: string): Authority {
  const [row] = core.raw('SELECT * FROM authority WHERE instr(externalIds, ?) > 0', [`"v6:${v6}"`])
  if (row === undefined) throw new Error(`${v6} was not taken over`)
  return fromColumns('authority', row)
}

/** Plans and carries out a folder, which must be possible. */
export async function migrate(core: Core, tables: V6Tables = smallV6(), answers: Answers = []) {
  const plan = await planned(core, folderOf(core, tables), answers)
  const reply = await apply(core, plan, answers)
  if (!reply.ok) throw new Error(JSON.stringify(reply))
  return { ...plan, done: reply.value, unit: reply.unit }
}
