import { createHash } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { ok, refuse } from '../../../src-shared/result'
import { alertSeen } from '../../app/alert-facts'
import type { WorkerHandlers, WriterHandlers } from '../../app/handlers'
import { fileNameOf } from '../../app/ports'
import { unitHead } from '../../app/unit-head'
import { attachFile, isAsNamed, mayAttach, mayTake } from '../../domain/alerts/attaching'
import { isWithheld } from '../../domain/alerts/clocks'

const NAME_AT_MOST = 200

/** Taking documents into an alert: read once, kept encrypted in the store under their hash, never opened. */
export const attachmentTasks: Pick<WriterHandlers, 'alerts.attach'> = {
  'alerts.attach': async (input, { store, caller, context, file, commit }) => {
    if (file === null) throw new Error('An attachment needs a file')
    const seen = alertSeen(store, caller, input)
    if (!seen.ok) return seen
    const allowed = mayAttach(seen.value)
    if (!allowed.ok) return allowed
    const name = fileNameOf(file.path).normalize('NFC').slice(-NAME_AT_MOST)
    const about = await stat(file.path)
    // Asked before a byte is read: a file of any size can be picked.
    const taken = about.isFile()
      ? mayTake(seen.value.module, { name, size: about.size })
      : refuse('alert-attachment-empty')
    if (!taken.ok) return taken
    const bytes = await readFile(file.path)
    const fits = isAsNamed(name, bytes)
    if (!fits.ok) return fits
    const hash = createHash('sha256').update(bytes).digest('hex')
    return commit((write) => {
      // While the file was read, others may have written.
      const now = alertSeen(write, caller, input)
      if (!now.ok) return now
      const attachments = write.alertAttachments(now.value.alert.id)
      const decided = attachFile(now.value, attachments, { name, size: bytes.length, hash }, context)
      if (!decided.ok) return decided
      write.keepBytes(hash, bytes)
      const actsFor = now.value.own?.id ?? null
      write.apply(unitHead('alerts.attach', '', { ...caller, actsFor }), decided.value)
      return ok({ name })
    })
  },
}

/** Giving them out again, as they came. */
export const attachmentReports: Pick<WorkerHandlers, 'alerts.saveAttachment'> = {
  'alerts.saveAttachment': async ({ id, as }, { store, caller, clock, file }) => {
    if (file === null) throw new Error('An attachment needs a file')
    const attachment = store.find('alertAttachment', id)?.row
    if (attachment === undefined) return refuse('alert-attachment-unknown')
    const seen = alertSeen(store, caller, { id: attachment.alertId, as })
    if (!seen.ok) return refuse('alert-attachment-unknown')
    if (isWithheld(seen.value.alert, clock.now())) return refuse('alert-attachment-withheld')
    const bytes = store.attachmentBytes(attachment.hash)
    if (bytes === null) return refuse('alert-attachment-unknown')
    await writeFile(file.path, bytes)
    return ok({ fileName: fileNameOf(file.path) })
  },
}
