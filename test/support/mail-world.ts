import { created } from '../../src-main/domain/change'
import type { MailRow } from '../../src-shared/contract/mail'
import type { Authority } from '../../src-shared/entities/authority'
import type { User } from '../../src-shared/entities/user'
import { documentOf } from '../../src-shared/mail-document'
import type { Core } from './core'
import { accessOf, authorityOf, userOf } from './samples'
import { place } from './story'

/** The module to which the authorities have access. */
export const MODULE = 'services-information-requests'

/** Every mail of the outbox. */
export const ALL = { status: null, text: '', page: { offset: 0, limit: 50 } }

/** Authorities that can be written to, and somebody who works at one of them. */
export interface MailWorld {
  /** A coordinator in Germany that reads German. */
  readonly ministry: Authority
  readonly office: Authority
  /** A coordinator in France. */
  readonly prefecture: Authority
  /** At the office; reads French. */
  readonly ada: User
  /** Puts a mail to each of them into the outbox; the rows of the list, the newest first. */
  readonly queued: (...recipients: readonly Authority[]) => Promise<readonly MailRow[]>
}

/** A blank mail to authorities, as it is queued. */
export const blank = (recipients: readonly { id: Authority['id'] }[], text = 'Dear all') => ({
  template: { kind: 'blank' as const },
  language: 'en' as const,
  recipients: recipients.map(({ id }) => ({ authorityId: id, userId: null })),
  document: documentOf(text),
})

/** A mail of the list, as an act names it. */
export const seen = (row: { id: string; revision: number } | undefined): never =>
  ({ id: row?.id, revision: row?.revision }) as never

/** Puts them into the store. */
export function mailWorld(core: Core): MailWorld {
  const ministry = authorityOf({
    officialName: 'Bundesministerium',
    email: 'post@bund.example',
    languages: ['de'],
  })
  const office = authorityOf({ officialName: 'Landratsamt', email: 'post@amt.example' })
  const prefecture = authorityOf({
    officialName: 'Préfecture',
    memberState: 'FR',
    email: 'pref@etat.example',
  })
  place(core, ministry, accessOf(ministry, { module: MODULE, role: 'coordinator' }))
  place(
    core,
    office,
    accessOf(office, { module: MODULE, role: 'authority', linkedCoordinators: [ministry.id] }),
  )
  place(core, prefecture, accessOf(prefecture, { module: MODULE, role: 'coordinator' }))
  const roles = ['general:basic-user']
  const ada = userOf(office, { name: 'Ada', email: 'ada@amt.example', language: 'fr', roles })
  core.given(created('user', ada))
  return {
    ...{ ministry, office, prefecture, ada },
    queued: async (...recipients) => {
      await core.done('mail.queue', blank(recipients))
      return (await core.done('mail.list', ALL)).rows
    },
  }
}
