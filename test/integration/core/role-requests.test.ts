import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import type { Authority } from '../../../src-shared/entities/authority'
import { failureOf, openCore, type Core } from '../../support/core'
import { authorityOf, newId, NOW, relationOf, requestOf, userOf } from '../../support/samples'
import { expectEveryRefusal, historyOf, place, stateOf } from '../../support/story'

let core: Core
let helpdesk: Caller
let subject: Authority

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  subject = place(core, authorityOf({ officialName: 'Landratsamt' }))
})
afterEach(() => {
  core.close()
})

const REQUEST = () => ({
  authorityId: subject.id,
  receivedAt: NOW,
  senderName: 'Jörg Weiß',
  senderEmail: 'weiss@amt.example',
  subject: 'Role',
  message: 'Please',
  justification: 'Registers other offices',
  messageId: '<1@amt.example>',
})

describe('a request for the Access manager role', () => {
  it('is recorded, decided with a reason, and stands in the history of its authority with the role', async () => {
    const { id } = await core.done('roleRequests.record', REQUEST())
    const page = { offset: 0, limit: 50 }
    const listed = await core.done('roleRequests.list', { status: 'open', page })
    expect(listed).toMatchObject({ total: 1, open: 1, requests: [{ request: { id }, revision: 1 }] })
    await core.done('roleRequests.decide', { id, revision: 1, decision: 'granted', reason: 'Justified' })
    const { found } = await core.done('authorities.read', { id: subject.id })
    expect(found?.authority.hasAccessManagerRole).toBe(true)
    const [decided] = await historyOf(core, subject.id)
    expect(decided).toMatchObject({ command: 'roleRequests.decide', reason: 'Justified' })
    expect(decided?.entries.map((entry) => entry.entity)).toEqual(['roleRequest', 'authority'])
    expect(await core.done('roleRequests.list', { status: null, page })).toMatchObject({
      open: 0,
      requests: [{ decidedByName: 'Operator 1', authority: { hasAccessManagerRole: true } }],
    })
  })

  it('is shown to the Helpdesk only', async () => {
    await core.done('roleRequests.record', REQUEST())
    const as = await core.addOperator(subject.id)
    const page = { offset: 0, limit: 50 }
    const asked = core.request('roleRequests.list', { status: null, page }, { as })
    expect(failureOf(await asked)).toBe('helpdesk-only')
  })
})

describe('what the role means', () => {
  it('is told before it is taken away: who would be without any Access manager', async () => {
    const leaving = place(core, authorityOf({ officialName: 'Leaving', hasAccessManagerRole: true }))
    const other = place(core, authorityOf({ officialName: 'Other', hasAccessManagerRole: true }))
    const powerless = place(core, authorityOf({ officialName: 'Powerless' }))
    const shared = place(core, authorityOf({ officialName: 'Shared' }))
    core.given(
      created('accessManager', relationOf(leaving, subject)),
      created('accessManager', relationOf(powerless, subject)),
      created('accessManager', relationOf(leaving, shared)),
      created('accessManager', relationOf(other, shared)),
    )
    expect(await core.done('managerRole.effect', { id: leaving.id })).toMatchObject({
      managed: 2,
      leftWithout: 1,
      first: [{ officialName: 'Landratsamt' }],
      may: { assign: { code: 'role-held' }, take: null },
    })
  })
})

/** A mail as another program saved it. */
function mail(name: string, lines: readonly string[], body: Buffer | string): string {
  const folder = join(core.folder, 'mails')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, name)
  writeFileSync(path, Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), Buffer.from(body)]))
  return path
}

describe('opening a mail', () => {
  const HEAD = [
    'From: =?utf-8?Q?J=C3=B6rg_Wei=C3=9F?= <weiss@amt.example>',
    'Subject: =?iso-8859-1?Q?Zugriffsmanager_f=FCr_uns?=',
    'Date: Mon, 23 Nov 2026 09:00:00 +0100',
    'Message-ID: <a1@amt.example>',
    'MIME-Version: 1.0',
  ]

  it.each<[string, string[], Buffer | string, string]>([
    [
      'in quoted-printable',
      ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'],
      'Wir betreuen =C3=84mter.\r\n',
      'Wir betreuen Ämter.',
    ],
    [
      'in base64',
      ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'],
      Buffer.from('Žádost o roli').toString('base64'),
      'Žádost o roli',
    ],
    [
      'in ISO-8859-2',
      ['Content-Type: text/plain; charset=iso-8859-2', 'Content-Transfer-Encoding: 8bit'],
      Buffer.from([0xae, 0xe1, 0x64, 0x6f, 0x73, 0x74]),
      'Žádost',
    ],
    [
      'of HTML only, whose script is never more than left out',
      ['Content-Type: text/html; charset=utf-8'],
      '<style>p{}</style><p>Bitte &amp; danke</p><script>alert(1)</script><p>Gru&szlig;&#33;</p>',
      'Bitte & danke\nGru&szlig;!',
    ],
    ['without any text', ['Content-Type: text/plain'], '', ''],
  ])('%s gives its text', async (_what, more, body, text) => {
    const file = mail('mail.eml', [...HEAD, ...more], body)
    const opened = await core.done('roleRequests.openMail', {}, { file })
    expect(opened).toMatchObject({
      fileName: 'mail.eml',
      receivedAt: '2026-11-23T08:00:00.000Z',
      senderName: 'Jörg Weiß',
      senderEmail: 'weiss@amt.example',
      subject: 'Zugriffsmanager für uns',
      messageId: '<a1@amt.example>',
      message: text,
      cut: false,
    })
  })

  it('names its attachments, and the authorities its sender belongs to', async () => {
    core.given(created('user', userOf(subject, { email: 'weiss@amt.example' })))
    const body = [
      '--b',
      'Content-Type: text/plain',
      '',
      'See the letter',
      '--b',
      'Content-Type: application/pdf; name="letter.pdf"',
      'Content-Disposition: attachment; filename="letter.pdf"',
      'Content-Transfer-Encoding: base64',
      '',
      'AAAA',
      '--b--',
    ].join('\r\n')
    const file = mail('mail.eml', [...HEAD, 'Content-Type: multipart/mixed; boundary=b'], body)
    expect(await core.done('roleRequests.openMail', {}, { file })).toMatchObject({
      message: 'See the letter',
      attachments: ['letter.pdf'],
      suggested: [{ id: subject.id }],
    })
  })

  it('with missing fields leaves them empty', async () => {
    const file = mail('mail.eml', ['Subject: Role'], 'Please')
    expect(await core.done('roleRequests.openMail', {}, { file })).toMatchObject({
      receivedAt: null,
      senderName: '',
      senderEmail: '',
      messageId: '',
      message: 'Please',
    })
  })

  it('that is none is said to be none', async () => {
    const large = mail('large.eml', ['From: a@place.example'], 'Please')
    truncateSync(large, 41 * 1024 * 1024)
    const rows: [string, string][] = [
      [mail('empty.eml', [], ''), 'mail-not-readable'],
      [large, 'mail-too-large'],
      [mail('table.eml', ['a;b;c'], '1;2;3'), 'mail-not-readable'],
      [core.folder, 'mail-not-readable'],
    ]
    for (const [file, code] of rows) {
      expect(failureOf(await core.request('roleRequests.openMail', {}, { file }))).toBe(code)
    }
  })
})

describe('the answer to a request', () => {
  it('is a mail file that other programs read, as a reply to the mail it came by', async () => {
    const { id } = await core.done('roleRequests.record', REQUEST())
    const file = join(core.folder, 'answer.eml')
    await core.done('roleRequests.saveAnswer', { id, text: 'Dear Jörg Weiß,\n\nyes.' }, { file })
    const read = await PostalMime.parse(readFileSync(file))
    expect(read).toMatchObject({
      subject: 'Re: Role',
      to: [{ address: 'weiss@amt.example', name: 'Jörg Weiß' }],
      from: { address: 'operator1@helpdesk.example', name: 'Operator 1' },
      inReplyTo: '<1@amt.example>',
    })
    expect(read.text?.trim()).toBe(
      'Sent through the Internal Market Information System (IMI) by Operator 1, IMI Helpdesk.\n' +
        'Registered e-mail address: operator1@helpdesk.example\n\nDear Jörg Weiß,\n\nyes.',
    )
  })
})

describe('an act about the role that is refused', () => {
  it('writes nothing, whichever act and whichever refusal of the contract it is', async () => {
    const manager = place(core, authorityOf({ officialName: 'Manager', hasAccessManagerRole: true }))
    const as = await core.addOperator(manager.id)
    const removed = place(core, authorityOf({ status: 'removed' }))
    const resting = place(core, authorityOf({ status: 'inactivated', inactivatedAt: NOW }))
    const { id } = await core.done('roleRequests.record', REQUEST())
    const ofRemoved = requestOf(removed, { justification: 'x' })
    const ofResting = requestOf(resting, { justification: 'x' })
    const bare = requestOf(subject)
    const decided = requestOf(subject, { status: 'refused' })
    for (const each of [ofRemoved, ofResting, bare, decided]) core.given(created('roleRequest', each))
    core.given(created('accessManager', relationOf(manager, subject)))

    const decide = { id, revision: 1, decision: 'granted', reason: 'x' }
    const justify = { id, revision: 1, justification: 'New' }
    const set = { id: subject.id, revision: 1, has: true, reason: 'x' }
    const name = { authorityId: resting.id, managerId: manager.id, reason: '' }
    const rows: [string, unknown, string, Caller?][] = [
      ['roleRequests.record', REQUEST(), 'request-known'],
      ['roleRequests.record', { ...REQUEST(), messageId: '' }, 'helpdesk-only', as],
      ['roleRequests.record', { ...REQUEST(), authorityId: newId() }, 'authority-unknown'],
      ['roleRequests.record', { ...REQUEST(), authorityId: removed.id }, 'authority-removed'],
      ['roleRequests.justify', { ...justify, id: newId() }, 'request-unknown'],
      ['roleRequests.justify', { ...justify, revision: 2 }, 'stale'],
      ['roleRequests.justify', justify, 'helpdesk-only', as],
      ['roleRequests.justify', { ...justify, id: decided.id }, 'request-decided'],
      ['roleRequests.justify', { ...justify, justification: REQUEST().justification }, 'nothing-changed'],
      ['roleRequests.decide', { ...decide, id: newId() }, 'request-unknown'],
      ['roleRequests.decide', { ...decide, revision: 2 }, 'stale'],
      ['roleRequests.decide', decide, 'helpdesk-only', as],
      ['roleRequests.decide', { ...decide, id: decided.id }, 'request-decided'],
      ['roleRequests.decide', { ...decide, reason: '' }, 'reason-needed'],
      ['roleRequests.decide', { ...decide, id: bare.id }, 'justification-needed'],
      ['roleRequests.decide', { ...decide, id: ofRemoved.id }, 'authority-removed'],
      ['roleRequests.decide', { ...decide, id: ofResting.id }, 'authority-not-active'],
      ['managerRole.set', { ...set, id: newId() }, 'authority-unknown'],
      ['managerRole.set', { ...set, revision: 9 }, 'stale'],
      ['managerRole.set', set, 'helpdesk-only', as],
      ['managerRole.set', { ...set, id: removed.id }, 'authority-removed'],
      ['managerRole.set', { ...set, id: resting.id }, 'authority-not-active'],
      ['managerRole.set', { ...set, id: manager.id }, 'role-held'],
      ['managerRole.set', { ...set, has: false }, 'role-not-held'],
      ['managerRole.set', { ...set, reason: '' }, 'reason-needed'],
      ['accessManagers.name', { ...name, authorityId: newId() }, 'authority-unknown'],
      ['accessManagers.name', { ...name, authorityId: removed.id }, 'authority-removed'],
      ['accessManagers.name', name, 'helpdesk-only', as],
      ['accessManagers.name', { ...name, managerId: subject.id }, 'access-manager-not-possible'],
      ['accessManagers.name', { ...name, authorityId: subject.id }, 'manager-named'],
      ['accessManagers.release', name, 'relation-unknown'],
      ['accessManagers.release', { ...name, authorityId: subject.id }, 'helpdesk-only', as],
    ]
    const before = stateOf(core)
    for (const [command, input, code, caller] of rows) {
      const reply = await core.ask(command, input, { as: caller ?? helpdesk })
      expect([command, input, failureOf(reply)]).toEqual([command, input, code])
    }
    expect(stateOf(core)).toEqual(before)
    expectEveryRefusal(rows)
  })
})
