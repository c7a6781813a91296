import { mkdirSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BACKUP_EXTENSION } from '../../../src-shared/contract/backups'
import type { BackupFolder, KeptBackup } from '../../app/ports'
import { readAbout } from './archive'

/** The folder of the backups that the program makes by itself; their names sort by the moment they were made. */
export function createBackupFolder(path: string): BackupFolder {
  async function list(): Promise<KeptBackup[]> {
    mkdirSync(path, { recursive: true })
    const names = (await readdir(path)).filter((name) => name.endsWith(`.${BACKUP_EXTENSION}`))
    return Promise.all(names.sort().reverse().map(read))
  }

  async function read(name: string): Promise<KeptBackup> {
    const file = join(path, name)
    const { size } = await stat(file)
    const about = await readAbout(file).catch(() => null)
    return { name, path: file, bytes: size, about }
  }

  return {
    path,
    list,
    next: (madeAt, reason) => {
      mkdirSync(path, { recursive: true })
      return join(path, `${madeAt.replaceAll(':', '')}-${reason}.${BACKUP_EXTENSION}`)
    },
    prune: async (keep) => {
      const kept = await list()
      // What cannot be read does not count among those that are kept, and is left for a person to look at.
      const readable = kept.filter((each) => each.about !== null)
      await Promise.all(readable.slice(keep).map((each) => rm(each.path, { force: true })))
    },
  }
}
