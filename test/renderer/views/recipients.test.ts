import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Recipient } from '../../../src-shared/contract/mail'
import type { Instant } from '../../../src-shared/time'
import CheckMail from '../../../src-renderer/views/mail/CheckMail.vue'
import { keyOf, refOf } from '../../../src-renderer/views/mail/recipients'
import WriteMail from '../../../src-renderer/views/mail/WriteMail.vue'
import { documentOf } from '../../../src-shared/mail-document'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { giveHeight } from '../../support/heights'
import { allByRole, byRole, mountInProgram, textOf } from '../../support/renderer'
import { authorityOf } from '../../support/samples'

function recipientOf(name: string, memberState: string, email = `${memberState}@x.example`): Recipient {
  const { id, status } = authorityOf()
  const authority = { id, officialName: name, memberState, status }
  return { ref: { authorityId: id, userId: null }, authority, name, email, language: 'pl' }
}

const POLISH = recipientOf('Koordynator', 'PL')
const FRENCH = recipientOf('Coordination', 'FR')
const SILENT = recipientOf('Coordonator', 'RO', '')
const MODULE = 'services'

let bridge: FakeBridge
beforeEach(() => {
  giveHeight(600)
  bridge = installBridge()
  bridge.answer('mail.begin', { subject: 'Message', document: documentOf('') })
  bridge.answer('mail.recipients', ({ choice }) => {
    const all = [POLISH, SILENT, FRENCH]
    const refs = choice.by === 'named' ? choice.refs.map(({ authorityId }) => authorityId) : null
    const state = 'memberState' in choice ? choice.memberState : null
    const recipients = all.filter(
      ({ ref, authority }) =>
        (refs?.includes(ref.authorityId) ?? true) && (state === null || authority.memberState === state),
    )
    return { recipients, matching: recipients.length, obstacle: null }
  })
})

/** Opens the screen with what was typed before, and goes on with it. */
async function goOn(filters: object, chosen: readonly string[]): Promise<void> {
  const typed = { kind: 'blank', facts: {}, document: documentOf('Dear all'), language: null }
  const data = JSON.stringify({ ...typed, filters, chosen })
  bridge.answer('drafts.read', { draft: { data, at: '2026-11-27T10:00:00.000Z' as Instant } })
  mountInProgram(WriteMail)
  await flushPromises()
  byRole('button', 'Go on with it').click()
  await flushPromises()
}

const COORDINATORS = { by: 'coordinators', module: MODULE, memberState: null, role: null, authorities: null }
const boxOf = (name: string): HTMLInputElement =>
  document.querySelector<HTMLInputElement>(`input[aria-label="Select ${name}"]`) as HTMLInputElement
const said = (): string => allByRole('status').map(textOf).join(' ')

describe('recipients of a mail', () => {
  it('that were ticked stay chosen while others are looked for, are counted, and can be shown', async () => {
    await goOn({ ...COORDINATORS, memberState: 'FR' }, [keyOf(POLISH)])
    expect(said()).toContain('0 of 1 chosen. 1 more is chosen who is not in this list.')
    boxOf('Coordination').click()
    await flushPromises()
    expect(said()).toContain('1 of 1 chosen. 1 more is chosen who is not in this list.')
    byRole('button', 'Show all chosen').click()
    await flushPromises()
    expect(said()).toContain('2 are chosen in all.')
    boxOf('Koordynator').click()
    await flushPromises()
    expect(said()).toContain('1 is chosen in all.')
    byRole('button', 'Back to the list').click()
    await flushPromises()
    expect(said()).toContain('1 of 1 chosen.')
  })

  it('without an address are named as that, and neither ticked nor counted', async () => {
    await goOn(COORDINATORS, [])
    expect(said()).toContain('0 of 2 chosen. 1 has no e-mail address and cannot be ticked.')
    expect(boxOf('Coordonator').disabled).toBe(true)
    document.querySelector<HTMLInputElement>('input[aria-label="Select all"]')?.click()
    await flushPromises()
    expect(said()).toContain('2 of 2 chosen.')
  })

  it('come back with the mail that is gone on with, and who is gone is told', async () => {
    await goOn(COORDINATORS, [keyOf(POLISH), keyOf(recipientOf('Gone', 'DE')), keyOf(SILENT)])
    expect(boxOf('Koordynator').checked).toBe(true)
    expect(said()).toContain('1 of 2 chosen.')
    expect(textOf(byRole('note'))).toContain('2 of those who were chosen cannot be written to any more')
    expect(bridge.inputs('mail.recipients')).toContainEqual({
      choice: { by: 'coordinators', module: MODULE, memberState: null },
    })
  })

  it('are kept with what is typed in few words', () => {
    const user = { authorityId: POLISH.ref.authorityId, userId: FRENCH.ref.authorityId } as never
    expect([POLISH.ref, user].map((ref) => refOf(keyOf({ ...POLISH, ref })))).toEqual([POLISH.ref, user])
  })

  it('are shown with their Member State and the language they read before the mail is queued', async () => {
    bridge.answer('mail.preview', { subject: '', from: '', replyTo: '', to: '', html: '', text: '' })
    const props = { template: { kind: 'blank' }, language: 'en', document: documentOf('Dear all') }
    const { wrapper } = mountInProgram(CheckMail, { props: { ...props, recipients: [POLISH], open: false } })
    await wrapper.setProps({ open: true })
    await flushPromises()
    expect(allByRole('listitem', byRole('dialog')).map(textOf)).toEqual([
      'KoordynatorPL · PL@x.example · reads pl',
    ])
    expect(textOf(byRole('dialog'))).toContain('Language of the mail')
  })
})
