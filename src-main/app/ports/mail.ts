import type { MailServer } from '../../../src-shared/contract/mail'
import type { Mail, SmtpFailure } from '../../../src-shared/entities/mail'
import type { Result } from '../../../src-shared/result'
import type { Outcome } from '../../domain/outbox'

/** The server with the password that opens it; empty where it asks for none. */
export interface OpenServer extends MailServer {
  readonly password: string
}

/** Sends through a server. Nothing is tried twice. */
export interface MailSender {
  /** Sends one mail; what became of it, where that is known. */
  send: (server: OpenServer, mail: Mail) => Promise<Outcome>
  /** Connects, secures the connection and signs in; sends nothing. */
  check: (server: OpenServer) => Promise<Result<null, SmtpFailure>>
}

/** The PC's mail program. */
export interface MailProgram {
  /** Writes the mail into a file that only lives while this program does, and opens it; false where nothing opens it. */
  open: (mail: Mail) => Promise<boolean>
}

/** The server that is configured, and its password as the keychain wrapped it. */
export interface KeptServer {
  readonly server: MailServer
  readonly wrapped: string | null
}

/** Where the settings of the server are kept: beside the preferences, never in the store. */
export interface MailSettings {
  read: () => KeptServer
  write: (kept: KeptServer) => Promise<void>
}
