import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AlertId, AuthorityId } from '../../../src-shared/ids'
import { ALERT, formOf } from '../alert-samples'
import type { Answered, Core } from '../core'

/** Does one act and tells it; says whether it was done. */
export type Act = (name: string, entries: number, work: () => Promise<Answered>) => Promise<boolean>

/** What a process does with alerts until it is killed: on behalf of the coordinator of the store to work on. */
export function workOnAlerts(core: Core, folder: string, act: Act, next: () => string) {
  const [coordinator] = core.raw(
    `SELECT authority.id FROM authority JOIN access ON access.authorityId = authority.id
      WHERE access.module = ? AND authority.memberState = 'DE'`,
    [ALERT],
  )
  const as = String(coordinator?.['id']) as AuthorityId

  async function draft(): Promise<{ id: AlertId; revision: number } | null> {
    await act('draft', 1, () =>
      core.request('alerts.create', { module: ALERT, as, form: formOf({ title: `Gerüst ${next()}` }) }),
    )
    const [row] = core.raw("SELECT id, rev FROM alert WHERE status = 'draft' ORDER BY row DESC LIMIT 1")
    return row === undefined ? null : { id: String(row['id']) as AlertId, revision: Number(row['rev']) }
  }

  return {
    /** Reaches the coordinators of two Member States: an entry each, and one of the alert. */
    broadcast: async (): Promise<void> => {
      const written = await draft()
      if (written === null) return
      await act('broadcast', 3, () => core.request('alerts.broadcast', { ...written, as, uncovered: [] }))
    },
    attach: async (): Promise<void> => {
      const written = await draft()
      if (written === null) return
      const file = join(folder, 'Prüfbericht.txt')
      writeFileSync(file, `${next()} ${'Ein Gerüst ohne Anker. '.repeat(4000)}`)
      await act('attach', 1, () => core.request('alerts.attach', { id: written.id, as }, { file }))
    },
  }
}
