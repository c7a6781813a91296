import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { MailTemplate } from '../../src-shared/contract/mail'
import type { AuthorityId } from '../../src-shared/ids'

/** What a mail begins with where another screen leads to it. */
export interface MailStart {
  readonly authorities: readonly AuthorityId[]
  readonly template: MailTemplate
}

/** Leads from a selection, or from an alert, to the screen that writes mails. */
export const useMailStart = defineStore('mail-start', () => {
  const start = shallowRef<MailStart | null>(null)

  /** Keeps what the next mail begins with, until the screen takes it. */
  function begin(authorities: readonly AuthorityId[], template: MailTemplate = { kind: 'blank' }): void {
    start.value = { authorities, template }
  }

  /** What the mail begins with; given once. */
  function take(): MailStart | null {
    const taken = start.value
    start.value = null
    return taken
  }

  return { begin, take }
})
