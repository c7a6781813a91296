import { Readable } from 'node:stream'
import { rootCertificates } from 'node:tls'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Mail, SmtpFailure } from '../../../src-shared/entities/mail'
import { ok, refuse } from '../../../src-shared/result'
import type { MailSender, OpenServer } from '../../app/ports'
import type { Outcome } from '../../domain/outbox'
import { buildMail, builtFrom } from './build-mail'

/** How long a server may be silent before it counts as gone, in milliseconds. */
const PATIENCE = 30_000

/** How many signs of what a server says are kept. */
const ANSWER_AT_MOST = 500

/** What went wrong, and what the server said of it. */
interface Problem {
  readonly failure: SmtpFailure
  readonly answer: string
}

/** What a server said, on one line and as the store can keep it, whatever it said. */
function storable(said: string): string {
  const letters = Array.from(said.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()).filter(
    (each) => !/^\p{Cs}$/u.test(each),
  )
  return letters.slice(0, ANSWER_AT_MOST).join('').normalize('NFC')
}

type Connection = InstanceType<typeof SMTPConnection>

/** Codes of errors that say that the connection is not secure, or would not be. */
const NOT_SECURE = /^ETLS$|CERT|^ERR_TLS|^ERR_SSL|^EPROTO$/u

/** What an error means, by what was being done when it came. */
function problemOf(error: SMTPConnection.SMTPError, doing: 'connect' | 'login' | 'send'): Problem {
  const original = 'originalCode' in error ? String(error.originalCode) : ''
  const answer = storable(error.response ?? error.message)
  const failure = (): SmtpFailure => {
    if ([error.code ?? '', original].some((code) => NOT_SECURE.test(code))) return 'smtp-not-secure'
    if (doing === 'connect') return 'smtp-unreachable'
    const answered = (error.responseCode ?? 0) >= 400
    if (doing === 'login') return answered || error.code === 'EAUTH' ? 'smtp-login' : 'smtp-cut-off'
    if (!answered) return 'smtp-cut-off'
    return error.command === 'RCPT TO' ? 'smtp-address-refused' : 'smtp-refused'
  }
  return { failure: failure(), answer }
}

/** How servers are spoken to. */
interface Ways {
  /** How long a server may be silent, in milliseconds. */
  readonly patience: number
  /** Certificates in which this PC trusts, besides those that come with the program. */
  readonly trusted: () => readonly string[]
}

/** Opens a connection: secured as the server is configured, or not at all; then signs in where a user name is given. */
async function opened(server: OpenServer, { patience, trusted }: Ways): Promise<Connection | Problem> {
  // Large and seldom needed, so it is imported when a mail is sent.
  const { default: Connection } = await import('nodemailer/lib/smtp-connection')
  const connection = new Connection({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'plain',
    // The name of this PC is nobody's business.
    name: 'localhost',
    ...{
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
      dnsTimeout: patience,
    },
    // Authorities have certificates of their own, which the PC knows: they count beside those that everybody knows.
    tls: { minVersion: 'TLSv1.2', ca: [...rootCertificates, ...trusted()] },
  })
  const connected = await new Promise<Problem | null>((resolve) => {
    connection.on('error', (error: SMTPConnection.SMTPError) => {
      resolve(problemOf(error, 'connect'))
    })
    connection.connect((error) => {
      resolve(error === undefined ? null : problemOf(error, 'connect'))
    })
  })
  if (connected !== null) return connected
  if (server.userName === '') return connection
  const signedIn = await new Promise<Problem | null>((resolve) => {
    connection.once('error', (error: SMTPConnection.SMTPError) => {
      resolve(problemOf(error, 'login'))
    })
    connection.login({ user: server.userName, pass: server.password }, (error) => {
      resolve(error == null ? null : problemOf(error, 'login'))
    })
  })
  if (signedIn === null) return connection
  connection.close()
  return signedIn
}

/**
 * Sends over an open connection. Once the first byte of the mail was on its way, only an answer of the server tells
 * whether it took it: without one the outcome is not known, and must not be called a failure.
 */
async function sendOver(connection: Connection, server: OpenServer, mail: Mail): Promise<Outcome> {
  const bytes = await buildMail(builtFrom(mail), { sendsAs: server.sendsAs })
  let begun = false as boolean
  const message = Readable.from(
    (function* () {
      begun = true
      yield bytes
    })(),
  )
  const from = server.sendsAs === '' ? mail.senderEmail : server.sendsAs
  const error = await new Promise<SMTPConnection.SMTPError | null>((resolve) => {
    connection.once('error', resolve)
    connection.send({ from, to: [mail.recipientEmail], size: bytes.length }, message, resolve)
  })
  if (error === null) return { status: 'sent' }
  const answered = (error.responseCode ?? 0) >= 400
  return begun && !answered ? { status: 'unknown' } : { status: 'failed', ...problemOf(error, 'send') }
}

/** Sends mails through a server by SMTP. */
export function createMailSender(how: Partial<Ways> = {}): MailSender {
  const ways: Ways = { patience: PATIENCE, trusted: () => [], ...how }
  return {
    send: async (server, mail) => {
      const connection = await opened(server, ways)
      if ('failure' in connection) return { status: 'failed', ...connection }
      const outcome = await sendOver(connection, server, mail)
      connection.quit()
      return outcome
    },
    check: async (server) => {
      const connection = await opened(server, ways)
      if ('failure' in connection) return refuse(connection.failure, { answer: connection.answer })
      connection.quit()
      return ok(null)
    },
  }
}
