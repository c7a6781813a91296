import { ok } from '../../src-shared/result'
import { AUTHORITY_COLUMNS, authorityCells } from './authority-list'
import { openListWriter } from './list-writer'
import { Cancelled } from '../app/cancelled'
import { catalogueOf } from '../app/catalogue'
import type { WorkerPart } from '../app/handlers'
import { fileNameOf } from '../app/ports'

const PROGRESS_EVERY = 500

/** Lists written for other programs. */
export const reportTasks: WorkerPart<'authorities'> = {
  'authorities.export': async (input, { store, caller, file, progress }) => {
    if (file === null) throw new Error('An export needs a file')
    const request = { criteria: input.criteria, sort: input.sort, actsFor: caller.actsFor }
    const found = input.only.length > 0 ? store.authoritiesById(input.only) : store.everyAuthority(request)
    const total = input.only.length > 0 ? input.only.length : store.countAuthorities(request)
    const writer = await openListWriter(file.path, input.format, 'Managed authorities', AUTHORITY_COLUMNS)
    let rows = 0
    try {
      for (const each of found) {
        await writer.row(authorityCells(each, catalogueOf(store)))
        rows += 1
        if (rows % PROGRESS_EVERY === 0 && !progress({ done: rows, total, what: 'progress.export' })) {
          throw new Cancelled()
        }
      }
      await writer.end()
    } catch (error) {
      await writer.abandon()
      throw error
    }
    return ok({ rows, fileName: fileNameOf(file.path) })
  },
}
