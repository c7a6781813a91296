import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import type { RecipientChoice } from '../../../src-shared/contract/mail'
import type { Instant } from '../../../src-shared/time'
import { openCore, type Core } from '../../support/core'
import { ALL, blank, mailWorld, MODULE, seen, type MailWorld } from '../../support/mail-world'
import { accessOf, authorityOf, mailOf, newId, requestOf } from '../../support/samples'
import { historyOf, place, proveTime } from '../../support/story'

let core: Core
let helpdesk: Caller
let world: MailWorld

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  proveTime(core)
  world = mailWorld(core)
})
afterEach(() => {
  core.close()
})

const namesOf = async (choice: RecipientChoice, as = helpdesk) => {
  const { recipients, obstacle } = await core.done('mail.recipients', { choice }, { as })
  return obstacle?.code ?? recipients.map((each) => each.name)
}

describe('recipients', () => {
  it.each<[string, () => RecipientChoice, string[]]>([
    [
      'selected authorities',
      () => ({ by: 'authorities', ids: [world.office.id, world.prefecture.id] }),
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
    const choice = { by: 'authorities', ids: [world.ministry.id, bare.id] } as const
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
    const as = await core.addOperator(world.office.id)
    const coordinators = { by: 'coordinators', module: MODULE } as const
    expect(await namesOf({ ...coordinators, memberState: null }, as)).toEqual(['Bundesministerium'])
    expect(await namesOf({ ...coordinators, memberState: 'FR' }, as)).toBe('not-in-your-member-state')
    expect(await namesOf({ by: 'member-state', memberState: 'FR' }, as)).toBe('not-in-your-member-state')
    expect(await namesOf({ by: 'authorities', ids: [world.prefecture.id] }, as)).toBe(
      'not-in-your-member-state',
    )
    expect(await namesOf({ by: 'member-state', memberState: 'DE' }, as)).toHaveLength(2)
  })
})

describe('recipients chosen before', () => {
  const userOfOffice = () => ({ authorityId: world.office.id, userId: world.ada.id })

  it('are found again one by one, but for those that are gone, and those that may not be written to', async () => {
    const off = place(core, authorityOf({ officialName: 'Off' }))
    const refs = [userOfOffice(), { authorityId: world.prefecture.id, userId: null }]
    const gone = [
      { authorityId: newId(), userId: null },
      { ...userOfOffice(), authorityId: off.id },
    ]
    const choice = { by: 'named', refs: [...refs, ...gone] } as const
    expect(await namesOf(choice as never)).toEqual(['Ada', 'Préfecture'])
    const as = await core.addOperator(world.office.id)
    expect(await namesOf(choice as never, as)).toEqual(['Ada'])
  })
})

describe('a mail', () => {
  it('is queued for each recipient, and nothing leaves by that', async () => {
    const rows = await world.queued(world.ministry, world.prefecture)
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
    expect((await historyOf(core, world.prefecture.id))[0]).toMatchObject({ command: 'mail.queue' })
  })

  it('is previewed as its recipients will see it', async () => {
    const template = {
      kind: 'alert-notice',
      alertId: null,
      ...{ number: 'A-7', title: 'Scaffolding', module: MODULE, initiatedBy: 'FR' },
    } as const
    const { subject, document } = await core.done('mail.begin', { template, language: 'en' })
    const shown = await core.done('mail.preview', { template, language: 'en', document })
    expect([subject, shown.subject]).toEqual(['IMI alert A-7: Scaffolding', 'IMI alert A-7: Scaffolding'])
    expect(shown.html).toContain('<p>Module: Services – Information requests</p>')
    expect(shown.html).toContain('Registered e-mail address: operator1@helpdesk.example')
  })

  it('is in the language that was chosen: template, header and the names of modules; its file as well', async () => {
    const template = {
      kind: 'alert-notice',
      alertId: null,
      ...{ number: 'A-7', title: 'Gerüst', module: MODULE, initiatedBy: 'FR' },
    } as const
    const { subject, document } = await core.done('mail.begin', { template, language: 'de' })
    expect(subject).toBe('IMI-Vorwarnung A-7: Gerüst')
    const shown = await core.done('mail.preview', { template, language: 'de', document })
    expect(shown.subject).toBe(subject)
    expect(shown.text).toContain('Registrierte E-Mail-Adresse: operator1@helpdesk.example')
    expect(shown.text).toContain('Modul: Dienstleistungen – Auskunftsersuchen')
    const recipients = [{ authorityId: world.office.id, userId: null }]
    await core.done('mail.queue', { template, language: 'de', recipients, document })
    expect(shown.text).toContain('Ausgelöst von: Frankreich')
    const [row] = (await core.done('mail.list', ALL)).rows
    const file = join(core.folder, 'mail.eml')
    await core.done('mail.export', { mails: [seen(row)], format: 'eml' }, { file })
    const read = await PostalMime.parse(readFileSync(file))
    expect(read.text).toContain('Gesendet über das Binnenmarkt-Informationssystem (IMI)')
    expect(read.subject).toBe(subject)
  })

  it('to a user goes to the address of the user, and belongs to the authority', async () => {
    const recipients = [{ authorityId: world.office.id, userId: world.ada.id }]
    await core.done('mail.queue', { ...blank([]), recipients, template: { kind: 'password-letter' } })
    expect((await core.done('mail.list', ALL)).rows).toMatchObject([
      {
        recipientEmail: 'ada@amt.example',
        subject: 'Your temporary password for IMI',
        authority: { id: world.office.id },
      },
    ])
  })

  it('answers a request for the role: to whoever asked, as a reply', async () => {
    const request = requestOf(world.office, { subject: 'Role', messageId: '<1@amt.example>' })
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
    await world.queued(world.ministry, world.prefecture)
    const found = async (text: string, status: 'sent' | null = null) =>
      (await core.done('mail.list', { ...ALL, text, status })).rows.map((row) => row.recipientName)
    expect(await found('prefecture')).toEqual(['Préfecture'])
    expect(await found('bund.example')).toEqual(['Bundesministerium'])
    expect(await found('coordinator')).toHaveLength(2)
    expect(await found('', 'sent')).toEqual([])
  })

  it('of another authority is not seen by an operator of an authority', async () => {
    const [row] = await world.queued(world.ministry)
    const as = await core.addOperator(world.office.id)
    expect((await core.done('mail.list', ALL, { as })).rows).toEqual([])
    expect((await core.done('mail.read', { id: row!.id }, { as })).found).toBeNull()
    await core.done('mail.queue', blank([world.ministry]), { as })
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
