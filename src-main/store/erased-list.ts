import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { AlertId, AuthorityId } from '../../src-shared/ids'
import { Instant } from '../../src-shared/time'
import type { ErasedList, ErasedThings, Log } from '../app/ports'

/** Identifiers and moments only: the list lies open beside the store. */
const Content = z.strictObject({
  erased: z.array(z.strictObject({ authorityId: AuthorityId, at: Instant })),
  /** Missing in lists of earlier programs. */
  alerts: z.array(z.strictObject({ alertId: AlertId, at: Instant })).default([]),
})

/** The list of what was erased that lies beside a store, and outlives the store being restored from a backup. */
export function createErasedList(store: string, log: Pick<Log, 'error'>): ErasedList {
  const path = `${store}.erased`

  function all(): ErasedThings {
    try {
      const { erased, alerts } = Content.parse(JSON.parse(readFileSync(path, 'utf8')))
      return { authorities: erased, alerts }
    } catch {
      // Not there yet, or damaged: the store itself says what was erased in it.
      return { authorities: [], alerts: [] }
    }
  }

  return {
    all,
    keep: (erased) => {
      const known = all()
      const authorities = joined(known.authorities, erased.authorities, (each) => each.authorityId)
      const alerts = joined(known.alerts, erased.alerts, (each) => each.alertId)
      const before = known.authorities.length + known.alerts.length
      if (authorities.length + alerts.length === before) return
      try {
        write(path, JSON.stringify({ erased: authorities, alerts }))
      } catch (error) {
        log.error('The list of what was erased cannot be written', error)
      }
    },
  }
}

/** Both lists, each thing once; what was known first stays as it was. */
function joined<Each>(known: readonly Each[], more: readonly Each[], idOf: (each: Each) => string): Each[] {
  return [...new Map([...more, ...known].map((each) => [idOf(each), each])).values()]
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
