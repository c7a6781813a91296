import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { z } from 'zod'
import { contract } from '../../../src-shared/contract'
import type { KeptServer, MailSettings } from '../../app/ports'

const Kept = z.strictObject({
  server: contract['mail.setServer'].input.shape.server,
  /** The password as the keychain of this PC wrapped it; null where none is kept. */
  wrapped: z.string().nullable(),
})

/** No server: sending is off until somebody configures one (P25). */
const NONE: KeptServer = {
  server: { host: '', port: 465, security: 'tls', userName: '', sendsAs: '' },
  wrapped: null,
}

/** Opens the settings of the mail server. A file that cannot be read counts as none: whoever sends configures it anew. */
export async function openMailSettings(path: string): Promise<MailSettings> {
  const database = new Low<unknown>(new JSONFile(path), NONE)
  let kept = NONE
  try {
    await database.read()
    kept = Kept.parse(database.data)
  } catch {
    // It is losable; the next change writes it whole.
  }
  return {
    read: () => kept,
    write: async (next) => {
      kept = next
      database.data = next
      await database.write()
    },
  }
}
