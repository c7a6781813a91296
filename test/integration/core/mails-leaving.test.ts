import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import type { Instant } from '../../../src-shared/time'
import { alertOf } from '../../support/alert-samples'
import { failureOf, openCore, type Core } from '../../support/core'
import { ALL, blank, mailWorld, seen, type MailWorld } from '../../support/mail-world'
import { authorityOf, mailOf, newId, requestOf } from '../../support/samples'
import { expectEveryRefusal, place, stateOf } from '../../support/story'
import { filesIn } from '../../support/zip'

let core: Core
let helpdesk: Caller
let world: MailWorld

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  world = mailWorld(core)
})
afterEach(() => {
  core.close()
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

  it.each(['gone/mail.eml', 'a file/mail.eml', 'a folder'])(
    'that cannot be saved where the operator chose are told as that, and stay queued: %s',
    async (place) => {
      writeFileSync(join(core.folder, 'a file'), '')
      mkdirSync(join(core.folder, 'a folder'))
      const [row] = await world.queued(world.ministry)
      const file = join(core.folder, place)
      const reply = await core.request('mail.export', { mails: [seen(row)], format: 'eml' }, { file })
      expect(failureOf(reply)).toBe('unavailable: not-saved')
      expect((await core.done('mail.list', ALL)).rows[0]?.status).toBe('queued')
    },
  )

  it('lie in one ZIP file where there are several, each under its recipient', async () => {
    const rows = await world.queued(world.ministry, world.prefecture)
    const file = join(core.folder, 'mails.zip')
    await core.done('mail.export', { mails: rows.map(seen), format: 'zip' }, { file })
    const files = await filesIn(file)
    expect([...files.keys()]).toEqual(['001 Préfecture.eml', '002 Bundesministerium.eml'])
    const read = await PostalMime.parse(files.get('001 Préfecture.eml')!)
    expect(read.to?.[0]?.address).toBe('pref@etat.example')
    expect(read.messageId).toMatch(new RegExp(`^<${rows[0]!.id}@helpdesk.example>$`))
  })

  it('written again stay what they were; one that was sent stays sent', async () => {
    const sent = mailOf(world.office, { status: 'sent' })
    core.given(created('mail', sent))
    const file = join(core.folder, 'mail.eml')
    const before = stateOf(core)
    await core.done('mail.export', { mails: [{ id: sent.id, revision: 1 }], format: 'eml' }, { file })
    expect(stateOf(core)).toEqual(before)
  })
})

describe('a mail whose sending a crash cut off', () => {
  it('is in doubt when the store is opened again; it is looked after by hand and never sent by itself', async () => {
    const [row] = await world.queued(world.ministry)
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
    const as = await core.addOperator(world.office.id)
    const removed = place(core, authorityOf({ status: 'removed' }))
    const bare = place(core, authorityOf({ officialName: 'Bare' }))
    const request = requestOf(world.office)
    core.given(created('roleRequest', request))
    const mails = Object.fromEntries(
      (['queued', 'sending', 'unknown', 'sent'] as const).map((status) => [
        status,
        mailOf(world.office, { status }),
      ]),
    )
    const erased = mailOf(world.office, { recipientEmail: '' })
    const ended = '2026-01-01T00:00:00.000Z' as Instant
    const alert = alertOf(world.office, { status: 'withdrawn', broadcastAt: ended, withdrawnAt: ended })
    core.given(created('alert', alert))
    const withheld = mailOf(world.office, { alertId: alert.id })
    for (const each of [...Object.values(mails), erased, withheld]) core.given(created('mail', each))
    const on = (mail: { id: string } | undefined, revision = 1) => ({ id: mail?.id, revision })
    const answer = { kind: 'role-request-answer', requestId: request.id }
    const told = { number: 'A-7', title: 'Scaffolding', module: alert.module, initiatedBy: 'DE' }
    const notice = { kind: 'alert-notice', alertId: newId(), ...told }
    const settle = { status: 'handed-over', failure: '', answer: '' }
    const one = (mail: { id: string } | undefined, revision = 1) => ({
      mails: [on(mail, revision)],
      format: 'eml',
    })

    const rows: [string, unknown, string, Caller?][] = [
      ['mail.queue', blank([]), 'mail-no-recipient'],
      ['mail.queue', blank([world.office], ' '), 'mail-no-text'],
      ['mail.queue', blank([bare]), 'mail-no-address'],
      ['mail.queue', blank([{ id: newId() }]), 'recipient-unknown'],
      [
        'mail.queue',
        { ...blank([]), recipients: [{ authorityId: world.ministry.id, userId: world.ada.id }] },
        'recipient-unknown',
      ],
      ['mail.queue', { ...blank([world.office]), template: notice }, 'alert-unknown'],
      ['mail.queue', blank([removed]), 'authority-removed'],
      ['mail.queue', blank([world.prefecture]), 'not-in-your-member-state', as],
      ['mail.queue', blank([bare]), 'mail-no-contact', as],
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
      ['mail.export', one(withheld), 'mail-withheld'],
      ['mail.startSending', on(withheld), 'mail-withheld'],
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
