import { describe, expect, it } from 'vitest'
import {
  discardMails,
  doubtedAfterRestore,
  left,
  leftInDoubt,
  mayUseServer,
  resolveMail,
  settleSending,
  startSending,
} from '../../../src-main/domain/outbox'
import { MAIL_STATUSES, type MailStatus } from '../../../src-shared/entities/mail'
import { contextFor, HELPDESK } from '../../support/facts'
import { authorityOf, mailOf, NOW } from '../../support/samples'

const german = authorityOf({ officialName: 'Landratsamt' })

const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }): string | null =>
  result.ok ? null : result.refusal.code

/** What becomes of a mail in each state: a code, or the state it is in afterwards. */
const BECOMES: Record<
  MailStatus,
  readonly [send: string, discard: string, exported: string, resolve: string]
> = {
  queued: ['sending', 'gone', 'exported', 'mail-not-in-doubt'],
  exported: ['sending', 'mail-has-left', 'exported', 'mail-not-in-doubt'],
  'handed-over': ['sending', 'mail-has-left', 'handed-over', 'mail-not-in-doubt'],
  sending: ['mail-under-way', 'mail-has-left', 'sending', 'mail-not-in-doubt'],
  unknown: ['mail-may-be-sent', 'mail-has-left', 'unknown', 'sent'],
  sent: ['mail-sent-already', 'mail-has-left', 'sent', 'mail-not-in-doubt'],
  failed: ['sending', 'gone', 'exported', 'mail-not-in-doubt'],
}

describe('a mail in the outbox', () => {
  const context = contextFor(HELPDESK)
  const after = (result: ReturnType<typeof startSending> | ReturnType<typeof resolveMail>): unknown =>
    result.ok ? result.value[0]?.after : result.refusal.code

  it.each(MAIL_STATUSES)(
    'that is %s is sent, discarded, exported or looked after as its state allows',
    (status) => {
      const mail = mailOf(german, { status })
      const [send, discard, exported, resolve] = BECOMES[status]
      const stateAfter = (value: unknown): unknown =>
        typeof value === 'object' && value !== null ? (value as { status: string }).status : value
      expect(stateAfter(after(startSending(mail, context)))).toBe(send)
      const discarded = discardMails([mail])
      expect(discarded.ok ? 'gone' : discarded.refusal.code).toBe(discard)
      expect(stateAfter(left(mail, 'exported', context)[0]?.after ?? mail)).toBe(exported)
      expect(stateAfter(after(resolveMail(mail, 'sent', context)))).toBe(resolve)
    },
  )

  it('that was erased is not sent', () => {
    const erased = mailOf(german, { recipientEmail: '', recipientName: '', body: '' })
    expect(codeOf(startSending(erased, context))).toBe('mail-no-address')
  })

  it('that was being sent when the program ended is in doubt; others are left alone', () => {
    const mails = MAIL_STATUSES.map((status) => mailOf(german, { status }))
    expect(leftInDoubt(mails, context).map((change) => [change.before, change.after])).toMatchObject([
      [{ status: 'sending' }, { status: 'unknown', statusAt: NOW }],
    ])
  })

  it('that waited when a backup was made is in doubt after the restore, and says why; what had left is left alone', () => {
    const mails = MAIL_STATUSES.map((status) =>
      mailOf(german, { status, failure: status === 'failed' ? 'smtp-login' : '', answer: 'x' }),
    )
    const doubted = { status: 'unknown', failure: 'restored', answer: '', statusAt: NOW }
    expect(doubtedAfterRestore(mails, context).map((change) => [change.before, change.after])).toMatchObject([
      [{ status: 'queued' }, doubted],
      [{ status: 'sending' }, doubted],
      [{ status: 'failed' }, doubted],
    ])
  })

  it('brought back by a backup that a person found not sent waits again, and nothing is left of the doubt', () => {
    const mail = mailOf(german, { status: 'unknown', failure: 'restored' })
    expect(after(resolveMail(mail, 'not-sent', context))).toMatchObject({ status: 'queued', failure: '' })
  })

  it('in doubt that was not sent can be sent again, with the same name', () => {
    const mail = mailOf(german, { status: 'unknown' })
    expect(after(resolveMail(mail, 'not-sent', context))).toMatchObject({
      ...{ status: 'queued', messageId: mail.messageId },
    })
  })

  it('tells why it failed, until it is tried again', () => {
    const sending = mailOf(german, { status: 'sending' })
    const outcome = { status: 'failed', failure: 'smtp-login', answer: '535 no' } as const
    const [failed] = settleSending(sending, outcome, context)
    expect(failed?.after).toMatchObject({ status: 'failed', failure: 'smtp-login', answer: '535 no' })
    const again = startSending(failed?.after as typeof sending, context)
    expect(after(again)).toMatchObject({ status: 'sending', failure: '', answer: '' })
  })
})

describe('a mail server', () => {
  it.each([
    ['mail.office.example', 'tls', null],
    ['mail.office.example', 'starttls', null],
    ['mail.office.example', 'plain', 'mail-plain-not-allowed'],
    ['127.0.0.2.office.example', 'plain', 'mail-plain-not-allowed'],
    ['localhost', 'plain', null],
    ['127.0.0.1', 'plain', null],
  ])('%s with %s: %s', (host, security, code) => {
    expect(codeOf(mayUseServer({ host, security }))).toBe(code)
  })
})
