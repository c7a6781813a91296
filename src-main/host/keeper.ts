import { join } from 'node:path'
import type { BackupOrder, Keeper, KeeperReply, RunApart } from '../app/ports'
import type { StorePaths } from '../store/backup/keep'

/** What the process of the keeper is asked. */
export type KeeperTask =
  | { readonly type: 'make'; readonly paths: StorePaths; readonly order: BackupOrder }
  | { readonly type: 'facts' | 'check'; readonly paths: StorePaths; readonly key: string }
  | { readonly type: 'key-file'; readonly backup: string }
  | {
      readonly type: 'look' | 'unpack'
      readonly paths: StorePaths
      readonly backup: string
      readonly key: string
    }

/**
 * Starts a process for each task on files of stores. One that ends without an answer read something damaged: the
 * library that reads stores ends a whole process over some kinds of damage.
 * @param entries folder of the built entries
 */
export function createKeeper(paths: StorePaths, entries: string, runApart: RunApart): Keeper {
  async function ask<Value>(task: KeeperTask): Promise<KeeperReply<Value>> {
    const answered = await runApart(join(entries, 'keeper-process.js'), task)
    return answered === null ? { ok: false, unavailable: 'corrupt' } : (answered as KeeperReply<Value>)
  }
  return {
    make: (order) => ask({ type: 'make', paths, order }),
    check: (key) => ask({ type: 'check', paths, key }),
    facts: (key) => ask({ type: 'facts', paths, key }),
    look: (backup, key) => ask({ type: 'look', paths, backup, key }),
    keyFile: (backup) => ask({ type: 'key-file', backup }),
    unpack: (backup, key) => ask({ type: 'unpack', paths, backup, key }),
  }
}
