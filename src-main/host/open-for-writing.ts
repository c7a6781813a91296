import { doubtWhatCameBack, doubtWhatWasLeft } from '../app/handlers/mail'
import { eraseWhatCameBack } from '../app/handlers/retention'
import type { Clock, Ids, Log, Random } from '../app/ports'
import { putForeignLogAside } from '../store/head-mark'
import { openWriteStore, type OpenWriter } from '../store/open'
import { forgetRestored, wasRestored } from '../store/restored-mark'
import type { OpenOptions } from '../store/sqlite/driver'
import { sortOrder } from './order'

/**
 * Opens the store for writing as `openWriteStore` does, and erases again what a restored backup brought back (P16):
 * before anybody can read it. Mails whose sending was cut off, and those that a backup brought back as waiting, are in
 * doubt from then on (P25).
 */
export function openForWriting(
  options: OpenOptions,
  ports: { clock: Clock; random: Random; ids: Ids; log: Log },
): OpenWriter {
  putForeignLogAside(options.path, ports.clock.now())
  const opened = openWriteStore(options, sortOrder, ports)
  try {
    const again = eraseWhatCameBack(opened.store, opened.transaction, opened.erasures)
    if (again > 0) ports.log.info(`Erased again after a restore: ${String(again)} authorities`)
    const cameBack = wasRestored(options.path)
      ? doubtWhatCameBack(opened.store, opened.transaction, ports.clock)
      : 0
    forgetRestored(options.path)
    const inDoubt = cameBack + doubtWhatWasLeft(opened.store, opened.transaction, ports.clock)
    if (inDoubt > 0)
      ports.log.info(`Mails of which it is not known whether they were sent: ${String(inDoubt)}`)
  } catch (error) {
    opened.close()
    throw error
  }
  return opened
}
