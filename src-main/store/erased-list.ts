import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { AuthorityId } from '../../src-shared/ids'
import { Instant } from '../../src-shared/time'
import type { Erased, ErasedList, Log } from '../app/ports'

/** Identifiers and moments only: the list lies open beside the store. */
const Content = z.strictObject({
  erased: z.array(z.strictObject({ authorityId: AuthorityId, at: Instant })),
})

/** The list of what was erased that lies beside a store, and outlives the store being restored from a backup. */
export function createErasedList(store: string, log: Pick<Log, 'error'>): ErasedList {
  const path = `${store}.erased`

  function all(): Erased[] {
    try {
      return Content.parse(JSON.parse(readFileSync(path, 'utf8'))).erased
    } catch {
      // Not there yet, or damaged: the store itself says what was erased in it.
      return []
    }
  }

  return {
    all,
    keep: (erased) => {
      const known = new Map(all().map((each) => [each.authorityId, each]))
      const before = known.size
      for (const each of erased) if (!known.has(each.authorityId)) known.set(each.authorityId, each)
      if (known.size === before) return
      try {
        write(path, JSON.stringify({ erased: [...known.values()] }))
      } catch (error) {
        log.error('The list of what was erased cannot be written', error)
      }
    },
  }
}

function write(path: string, text: string): void {
  const part = `${path}.part`
  const file = openSync(part, 'w')
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(part, path)
}
