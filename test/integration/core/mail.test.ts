import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import { documentOf } from '../../../src-shared/mail-document'
import type { RecipientChoice } from '../../../src-shared/contract/mail'
import type { Authority } from '../../../src-shared/entities/authority'
import type { User } from '../../../src-shared/entities/user'
import type { Instant } from '../../../src-shared/time'
import { failureOf, openCore, type Core } from '../../support/core'
import { accessOf, authorityOf, mailOf, newId, requestOf, userOf } from '../../support/samples'
import { expectEveryRefusal, historyOf, place, stateOf } from '../../support/story'
import { filesIn } from '../../support/zip'

const MODULE = 'services-information-requests'
const PAGE = { offset: 0, limit: 50 }
const ALL = { status: null, text: '', page: PAGE }

let core: Core
let helpdesk: Caller
let ministry: Authority
let office: Authority
let prefecture: Authority
let ada: User

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  ministry = authorityOf({ officialName: 'Bundesministerium', email: 'post@bund.example', languages: ['de'] })
  office = authorityOf({ officialName: 'Landratsamt', email: 'post@amt.example' })
  prefecture = authorityOf({ officialName: 'Préfecture', memberState: 'FR', email: 'pref@etat.example' })
  place(core, ministry, accessOf(ministry, { module: MODULE, role: 'coordinator' }))
  place(core, office, accessOf(office, { module: MODULE, role: 'authority' }))
  place(core, prefecture, accessOf(prefecture, { module: MODULE, role: 'coordinator' }))
  ada = userOf(office, {
    name: 'Ada',
    email: 'ada@amt.example',
    language: 'fr',
    roles: ['general:basic-user'],
  })
  core.given(created('user', ada))
})
afterEach(() => {
  core.close()
})

const blank = (recipients: readonly { id: Authority['id'] }[], text = 'Dear all') => ({
  template: { kind: 'blank' as const },
  recipients: recipients.map(({ id }) => ({ authorityId: id, userId: null })),
  document: documentOf(text),
})

/** Puts a mail to each of them into the outbox; the rows of the list, the newest first. */
async function queued(...recipients: readonly Authority[]) {
  await core.done('mail.queue', blank(recipients))
  return (await core.done('mail.list', ALL)).rows
}
const seen = (row: { id: string; revision: number } | undefined) =>
  ({ id: row?.id, revision: row?.revision }) as never

const namesOf = async (choice: RecipientChoice, as = helpdesk) => {
  const { recipients, obstacle } = await core.done('mail.recipients', { choice }, { as })
  return obstacle?.code ?? recipients.map((each) => each.name)
}

describe('recipients', () => {
  it.each<[string, () => RecipientChoice, string[]]>([
    [
      'selected authorities',
      () => ({ by: 'authorities', ids: [office.id, prefecture.id] }),
      ['Landratsamt', 'Préfecture'],
    ],
    [
      'the authorities of a Member State',
      () => ({ by: 'member-state', memberState: 'DE' }),
      ['Bundesministerium', 'Landratsamt'],
    ],
    [
      'coordinators of a module in every Member State',
      () => ({ by: 'coordinators', module: MODULE, memberState: null }),
      ['Bundesministerium', 'Préfecture'],
    ],
    [
      'coordinators of a module in one',
      () => ({ by: 'coordinators', module: MODULE, memberState: 'FR' }),
      ['Préfecture'],
    ],
    ['users with a role', () => ({ by: 'users', role: 'general:basic-user', memberState: null }), ['Ada']],
  ])('are listed one by one: %s', async (_what, choice, names) => {
    expect(await namesOf(choice())).toEqual(names)
  })

  it('show the language each is written to in, and where an address is missing', async () => {
    const bare = place(core, authorityOf({ officialName: 'Bare', memberState: 'BG' }))
    const choice = { by: 'authorities', ids: [ministry.id, bare.id] } as const
    expect(
      (await core.done('mail.recipients', { choice: { ...choice, ids: [...choice.ids] } })).recipients,
    ).toMatchObject([
      { email: 'post@bund.example', language: 'de' },
      { email: '', language: 'bg' },
    ])
  })

  it('leave out coordinators whose access is suspended, and authorities that are not active', async () => {
    const suspended = authorityOf({ officialName: 'Resting', email: 'r@place.example' })
    place(core, suspended, accessOf(suspended, { module: MODULE, role: 'coordinator', status: 'suspended' }))
    place(
      core,
      authorityOf({
        officialName: 'Off',
        status: 'inactivated',
        inactivatedAt: '2026-11-01T00:00:00.000Z' as Instant,
      }),
    )
    expect(await namesOf({ by: 'coordinators', module: MODULE, memberState: 'DE' })).toEqual([
      'Bundesministerium',
    ])
    expect(await namesOf({ by: 'member-state', memberState: 'DE' })).not.toContain('Off')
  })

  it('of an operator of an authority are those of the own Member State', async () => {
    const as = await core.addOperator(office.id)
    const coordinators = { by: 'coordinators', module: MODULE } as const
    expect(await namesOf({ ...coordinators, memberState: null }, as)).toEqual(['Bundesministerium'])
    expect(await namesOf({ ...coordinators, memberState: 'FR' }, as)).toBe('not-in-your-member-state')
    expect(await namesOf({ by: 'member-state', memberState: 'FR' }, as)).toBe('not-in-your-member-state')
    expect(await namesOf({ by: 'authorities', ids: [prefecture.id] }, as)).toBe('not-in-your-member-state')
    expect(await namesOf({ by: 'member-state', memberState: 'DE' }, as)).toHaveLength(2)
  })
})

describe('a mail', () => {
  it('is queued for each recipient, and nothing leaves by that', async () => {
    const rows = await queued(ministry, prefecture)
    expect(rows).toMatchObject([
      { recipientName: 'Préfecture', status: 'queued', subject: 'Message from your IMI Coordinator' },
      { recipientName: 'Bundesministerium', status: 'queued', senderName: 'Operator 1' },
    ])
    const { found } = await core.done('mail.read', { id: rows[0]!.id })
    expect(found?.shown).toMatchObject({
      from: 'Operator 1 <operator1@helpdesk.example>',
      to: 'Préfecture <pref@etat.example>',
    })
    expect(found?.shown.text).toBe(
      'Sent through the Internal Market Information System (IMI) by Operator 1, IMI Helpdesk.\n' +
        'Registered e-mail address: operator1@helpdesk.example\n\nDear all',
    )
    expect((await historyOf(core, prefecture.id))[0]).toMatchObject({ command: 'mail.queue' })
  })

  it('is previewed as its recipients will see it', async () => {
    const template = {
      kind: 'alert-notice',
      ...{ number: 'A-7', title: 'Scaffolding', module: MODULE, initiatedBy: 'FR' },
    } as const
    const { subject, document } = await core.done('mail.begin', { template })
    const shown = await core.done('mail.preview', { template, document })
    expect([subject, shown.subject]).toEqual(['IMI alert A-7: Scaffolding', 'IMI alert A-7: Scaffolding'])
    expect(shown.html).toContain('<p>Module: Services – Information requests</p>')
    expect(shown.html).toContain('Registered e-mail address: operator1@helpdesk.example')
  })

  it('to a user goes to the address of the user, and belongs to the authority', async () => {
    const recipients = [{ authorityId: office.id, userId: ada.id }]
    await core.done('mail.queue', { ...blank([]), recipients, template: { kind: 'password-letter' } })
    expect((await core.done('mail.list', ALL)).rows).toMatchObject([
      {
        recipientEmail: 'ada@amt.example',
        subject: 'Your temporary password for IMI',
        authority: { id: office.id },
      },
    ])
  })

  it('answers a request for the role: to whoever asked, as a reply', async () => {
    const request = requestOf(office, { subject: 'Role', messageId: '<1@amt.example>' })
    core.given(created('roleRequest', request))
    const template = { kind: 'role-request-answer' as const, requestId: request.id }
    expect(await core.done('mail.queue', { ...blank([], 'Yes.'), template })).toEqual({ queued: 1 })
    const [row] = (await core.done('mail.list', ALL)).rows
    expect(row).toMatchObject({ recipientEmail: 'weiss@authority.example', subject: 'Re: Role' })
    const file = join(core.folder, 'answer.eml')
    await core.done('mail.export', { mails: [seen(row)], format: 'eml' }, { file })
    expect((await PostalMime.parse(readFileSync(file))).inReplyTo).toBe('<1@amt.example>')
  })

  it('is found by recipient without regard to accents, and by its state', async () => {
    await queued(ministry, prefecture)
    const found = async (text: string, status: 'sent' | null = null) =>
      (await core.done('mail.list', { ...ALL, text, status })).rows.map((row) => row.recipientName)
    expect(await found('prefecture')).toEqual(['Préfecture'])
    expect(await found('bund.example')).toEqual(['Bundesministerium'])
    expect(await found('coordinator')).toHaveLength(2)
    expect(await found('', 'sent')).toEqual([])
  })

  it('of another authority is not seen by an operator of an authority', async () => {
    const [row] = await queued(ministry)
    const as = await core.addOperator(office.id)
    expect((await core.done('mail.list', ALL, { as })).rows).toEqual([])
    expect((await core.done('mail.read', { id: row!.id }, { as })).found).toBeNull()
    await core.done('mail.queue', blank([ministry]), { as })
    expect((await core.done('mail.list', ALL, { as })).rows).toMatchObject([{ senderName: 'Operator 2' }])
    expect((await core.done('mail.list', ALL)).total).toBe(2)
  })

  it('goes for good with the authority that it was written to', async () => {
    const inactivatedAt = '2026-04-01T08:00:00.000Z' as Instant
    const due = place(
      core,
      authorityOf({ officialName: 'Due', email: 'due@place.example', status: 'inactivated', inactivatedAt }),
    )
    const sent = mailOf(due, { status: 'sent', recipientName: 'Herr Geheim' })
    core.given(created('mail', sent), created('mail', mailOf(due, { recipientName: 'Herr Geheim' })))
    const { removed } = await core.done('retention.run', {
      authorities: [{ id: due.id, revision: 1 }],
      reason: '',
    })
    expect(removed).toBe(1)
    expect(core.raw('SELECT recipientName, recipientEmail, subject, body, status FROM mail')).toEqual([
      { recipientName: '', recipientEmail: '', subject: '', body: '', status: 'sent' },
    ])
    expect(JSON.stringify(core.raw('SELECT data FROM personalValue'))).not.toContain('Geheim')
    expect((await core.done('history.verify', {})).broken).toBeNull()
    expect((await core.done('mail.read', { id: sent.id })).found?.shown.to).toBe('')
  })
})

describe('mails as files', () => {
  it.each(['Πολεοδομία Αθηνών', 'Столична община', 'Primăria Târgu Mureș', 'Übergroße "Behörde", Ł.'])(
    'are read by a program that nobody here wrote: %s',
    async (officialName) => {
      const authority = place(core, authorityOf({ officialName, email: 'office@place.example' }))
      await core.done('mail.queue', blank([authority], `Für ${officialName}:\n\n<b>kein Fett</b> ĂÂÎȘȚ Ω Ж`))
      const { rows } = await core.done('mail.list', ALL)
      const file = join(core.folder, 'mail.eml')
      await core.done('mail.export', { mails: [seen(rows[0])], format: 'eml' }, { file })
      const read = await PostalMime.parse(readFileSync(file))
      expect(read).toMatchObject({
        subject: 'Message from your IMI Coordinator',
        to: [{ name: officialName, address: 'office@place.example' }],
        from: { name: 'Operator 1', address: 'operator1@helpdesk.example' },
        replyTo: [{ name: 'Operator 1', address: 'operator1@helpdesk.example' }],
        attachments: [],
      })
      expect(read.headers.find((each) => each.key === 'x-imi-sender')?.value).toBe(
        'Operator 1 <operator1@helpdesk.example>',
      )
      expect(read.text?.trim()).toBe(
        'Sent through the Internal Market Information System (IMI) by Operator 1, IMI Helpdesk.\n' +
          `Registered e-mail address: operator1@helpdesk.example\n\nFür ${officialName}:\n\n<b>kein Fett</b> ĂÂÎȘȚ Ω Ж`,
      )
      expect(read.html).toContain('&lt;b&gt;kein Fett&lt;/b&gt; ĂÂÎȘȚ Ω Ж')
      expect((await core.done('mail.list', ALL)).rows[0]?.status).toBe('exported')
    },
  )

  it('lie in one ZIP file where there are several, each under its recipient', async () => {
    const rows = await queued(ministry, prefecture)
    const file = join(core.folder, 'mails.zip')
    await core.done('mail.export', { mails: rows.map(seen), format: 'zip' }, { file })
    const files = await filesIn(file)
    expect([...files.keys()]).toEqual(['001 Préfecture.eml', '002 Bundesministerium.eml'])
    const read = await PostalMime.parse(files.get('001 Préfecture.eml')!)
    expect(read.to?.[0]?.address).toBe('pref@etat.example')
    expect(read.messageId).toMatch(new RegExp(`^<${rows[0]!.id}@helpdesk.example>$`))
  })

  it('written again stay what they were; one that was sent stays sent', async () => {
    const sent = mailOf(office, { status: 'sent' })
    core.given(created('mail', sent))
    const file = join(core.folder, 'mail.eml')
    const before = stateOf(core)
    await core.done('mail.export', { mails: [{ id: sent.id, revision: 1 }], format: 'eml' }, { file })
    expect(stateOf(core)).toEqual(before)
  })
})

describe('a mail whose sending a crash cut off', () => {
  it('is in doubt when the store is opened again; it is looked after by hand and never sent by itself', async () => {
    const [row] = await queued(ministry)
    await core.done('mail.startSending', seen(row))
    core.shut()
    const again = openCore(core.folder)
    core = again
    core.actAs(helpdesk)
    const [left] = (await core.done('mail.list', ALL)).rows
    expect(left).toMatchObject({ status: 'unknown' })
    expect(failureOf(await core.ask('mail.startSending', seen(left)))).toBe('mail-may-be-sent')
    await core.done('mail.resolve', { id: left!.id, revision: left!.revision, was: 'not-sent' })
    expect((await core.done('mail.list', ALL)).rows).toMatchObject([{ status: 'queued' }])
    expect(core.raw('SELECT count(*) AS n, count(DISTINCT messageId) AS names FROM mail')).toEqual([
      { n: 1, names: 1 },
    ])
  })
})

describe('an act on mails that is refused', () => {
  it('writes nothing, whichever act and whichever refusal of the contract it is', async () => {
    const as = await core.addOperator(office.id)
    const removed = place(core, authorityOf({ status: 'removed' }))
    const bare = place(core, authorityOf({ officialName: 'Bare' }))
    const request = requestOf(office)
    core.given(created('roleRequest', request))
    const mails = Object.fromEntries(
      (['queued', 'sending', 'unknown', 'sent'] as const).map((status) => [
        status,
        mailOf(office, { status }),
      ]),
    )
    const erased = mailOf(office, { recipientEmail: '' })
    for (const each of [...Object.values(mails), erased]) core.given(created('mail', each))
    const on = (mail: { id: string } | undefined, revision = 1) => ({ id: mail?.id, revision })
    const answer = { kind: 'role-request-answer', requestId: request.id }
    const settle = { status: 'handed-over', failure: '', answer: '' }
    const one = (mail: { id: string } | undefined, revision = 1) => ({
      mails: [on(mail, revision)],
      format: 'eml',
    })

    const rows: [string, unknown, string, Caller?][] = [
      ['mail.queue', blank([]), 'mail-no-recipient'],
      ['mail.queue', blank([office], ' '), 'mail-no-text'],
      ['mail.queue', blank([bare]), 'mail-no-address'],
      ['mail.queue', blank([{ id: newId() }]), 'recipient-unknown'],
      [
        'mail.queue',
        { ...blank([]), recipients: [{ authorityId: ministry.id, userId: ada.id }] },
        'recipient-unknown',
      ],
      ['mail.queue', blank([removed]), 'authority-removed'],
      ['mail.queue', blank([prefecture]), 'not-in-your-member-state', as],
      ['mail.queue', { ...blank([]), template: { ...answer, requestId: newId() } }, 'request-unknown'],
      ['mail.queue', { ...blank([]), template: answer }, 'helpdesk-only', as],
      ['mail.discard', { mails: [on({ id: newId() })] }, 'mail-unknown'],
      ['mail.discard', { mails: [on(mails['queued'])] }, 'mail-unknown', as],
      ['mail.discard', { mails: [on(mails['queued'], 2)] }, 'stale'],
      ['mail.discard', { mails: [on(mails['queued']), on(mails['sent'])] }, 'mail-has-left'],
      ['mail.export', one({ id: newId() }), 'mail-unknown'],
      ['mail.export', one(mails['queued'], 2), 'stale'],
      ['mail.export', one(mails['sending']), 'mail-under-way'],
      ['mail.export', one(erased), 'mail-no-address'],
      ['mail.startSending', on({ id: newId() }), 'mail-unknown'],
      ['mail.startSending', on(mails['queued'], 2), 'stale'],
      ['mail.startSending', on(mails['sending']), 'mail-under-way'],
      ['mail.startSending', on(mails['sent']), 'mail-sent-already'],
      ['mail.startSending', on(mails['unknown']), 'mail-may-be-sent'],
      ['mail.startSending', on(erased), 'mail-no-address'],
      ['mail.settle', { ...settle, id: newId() }, 'mail-unknown'],
      ['mail.settle', { ...settle, id: mails['sending']?.id }, 'mail-under-way'],
      ['mail.settle', { ...settle, id: erased.id }, 'mail-no-address'],
      ['mail.resolve', { ...on({ id: newId() }), was: 'sent' }, 'mail-unknown'],
      ['mail.resolve', { ...on(mails['unknown'], 2), was: 'sent' }, 'stale'],
      ['mail.resolve', { ...on(mails['queued']), was: 'sent' }, 'mail-not-in-doubt'],
    ]
    const before = stateOf(core)
    const file = join(core.folder, 'refused.eml')
    for (const [command, input, code, caller] of rows) {
      const reply = await core.ask(command, input, { as: caller ?? helpdesk, file })
      expect([command, input, failureOf(reply)]).toEqual([command, input, code])
    }
    expect(stateOf(core)).toEqual(before)
    expect(() => readFileSync(file)).toThrow()
    expectEveryRefusal(rows)
  })
})
