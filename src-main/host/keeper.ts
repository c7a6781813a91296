import { join } from 'node:path'
import type { BackupOrder, Keeper, KeeperReply, RunApart, Salvaged } from '../app/ports'
import type { EarlierTries } from '../store/backup/readable-rows'
import { salvageWith } from './salvage'
import type { StorePaths } from '../store/backup/keep'

/** What the process of the keeper is asked. */
export type KeeperTask =
  | { readonly type: 'make'; readonly paths: StorePaths; readonly order: BackupOrder }
  | {
      readonly type: 'facts' | 'schema' | 'check' | 'check-all'
      readonly paths: StorePaths
      readonly key: string
    }
  | {
      readonly type: 'salvage'
      readonly paths: StorePaths
      readonly folder: string
      readonly key: string
      readonly tries: EarlierTries
    }
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
  const entry = join(entries, 'keeper-process.js')

  async function ask<Value>(task: KeeperTask): Promise<KeeperReply<Value>> {
    const answered = await runApart(entry, task)
    return answered === null ? { ok: false, unavailable: 'corrupt' } : (answered as KeeperReply<Value>)
  }
  return {
    make: (order) => ask({ type: 'make', paths, order }),
    checkAll: (key) => ask({ type: 'check-all', paths, key }),
    schema: (key) => ask({ type: 'schema', paths, key }),
    check: (key) => ask({ type: 'check', paths, key }),
    salvage: ({ within, name }, key) => {
      const folder = join(within, name)
      return salvageWith(folder, async (tries) => {
        const task: KeeperTask = { type: 'salvage', paths, folder, key, tries }
        return (await runApart(entry, task)) as KeeperReply<Salvaged> | null
      })
    },
    facts: (key) => ask({ type: 'facts', paths, key }),
    look: (backup, key) => ask({ type: 'look', paths, backup, key }),
    keyFile: (backup) => ask({ type: 'key-file', backup }),
    unpack: (backup, key) => ask({ type: 'unpack', paths, backup, key }),
  }
}
