import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../src-main/domain/context'
import {
  addresseeOf,
  begunMail,
  headerOf,
  mayWriteTo,
  queueAnswer,
  queueMails,
  textsOf,
  type RecipientFacts,
} from '../../../src-main/domain/mail'
import { htmlOf, plainTextOf } from '../../../src-main/domain/mail-text'
import { mail as mailEntity } from '../../../src-shared/entities/mail'
import { MailDocument } from '../../../src-shared/entities/mail-document'
import { documentOf, isEmptyDocument, type MailDocument as Document } from '../../../src-shared/mail-document'
import { MAIL_LANGUAGES, usualMailLanguage } from '../../../src-shared/mail-language'
import { administratorOf, contextFor, HELPDESK } from '../../support/facts'
import { authorityOf, operatorOf, requestOf, userOf, type mailOf } from '../../support/samples'

const german = authorityOf({ officialName: 'Landratsamt', email: 'amt@place.example', languages: ['de'] })
const french = authorityOf({ officialName: 'Préfecture', memberState: 'FR', email: 'pref@place.example' })
const stranger = authorityOf({ officialName: 'Bergamt' })
const gone = authorityOf({ status: 'removed' })
const own = authorityOf({ officialName: 'Staatskanzlei' })
const KELLER = { operator: operatorOf(), own: null }
const WEISS = { operator: operatorOf({ name: 'Jörg Weiß', email: 'weiss@land.example' }), own }
const TEXT = documentOf('Dear all,\n\nplease read.')

const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }): string | null =>
  result.ok ? null : result.refusal.code

function queue(
  recipients: readonly RecipientFacts[],
  document = TEXT,
  sender: { operator: ReturnType<typeof operatorOf>; own: typeof own | null } = KELLER,
  actor: Actor = HELPDESK,
) {
  const contacts = new Set([german.id])
  const facts = { sender, recipients, contacts, languageOf: () => 'fr' }
  return queueMails(
    facts,
    { kind: 'blank', facts: {}, document, language: 'en', alertId: null },
    contextFor(actor),
  )
}
const to = (authority: typeof german) => ({ authority, user: null })

describe('a mail that is put into the outbox', () => {
  it.each<[string, readonly RecipientFacts[], typeof TEXT, string | null]>([
    ['goes to those who are chosen', [to(german), to(french)], TEXT, null],
    ['goes to nobody, never to everybody, where none is chosen', [], TEXT, 'mail-no-recipient'],
    ['needs a text', [to(german)], documentOf('  \n\n '), 'mail-no-text'],
    ['needs an address of each', [to(german), to(authorityOf())], TEXT, 'mail-no-address'],
    ['does not go to a removed authority', [to(gone)], TEXT, 'authority-removed'],
  ])('%s', (_what, recipients, document, code) => {
    expect(codeOf(queue(recipients, document))).toBe(code)
  })

  it('is one for each recipient, so that nobody learns the addresses of the others', () => {
    const queued = queue([to(german), to(french)])
    const mails = queued.ok ? queued.value.map((change) => change.after) : []
    expect(mails).toMatchObject([
      { recipientEmail: 'amt@place.example', language: 'de', authorityId: german.id },
      { recipientEmail: 'pref@place.example', language: 'fr', authorityId: french.id },
    ])
    expect(new Set(mails.map((mail) => (mail as ReturnType<typeof mailOf>).messageId)).size).toBe(2)
  })

  it('always has the subject of messages of a coordinator, and names the real sender', () => {
    const queued = queue([to(german)], TEXT, WEISS, administratorOf(own))
    expect(queued.ok ? queued.value[0]?.after : null).toMatchObject({
      subject: 'Message from your IMI Coordinator',
      ...{ senderName: 'Jörg Weiß', senderEmail: 'weiss@land.example', senderFor: 'Staatskanzlei' },
      ...{ actingFor: own.id, status: 'queued', kind: 'blank' },
    })
  })
})

describe('whom somebody may write to', () => {
  it.each<[string, Actor, typeof german, string | null]>([
    ['the Helpdesk to every Member State', HELPDESK, french, null],
    ['an authority to its contacts', administratorOf(own), german, null],
    ['not to others of its Member State', administratorOf(own), stranger, 'mail-no-contact'],
    ['not to those of another', administratorOf(own), french, 'not-in-your-member-state'],
    ['nobody to a removed one', HELPDESK, gone, 'authority-removed'],
  ])('%s', (_what, actor, authority, code) => {
    expect(
      codeOf(
        mayWriteTo(
          actor,
          actor.actsFor === null ? null : own,
          to(authority),
          new Set([german.id, french.id]),
        ),
      ),
    ).toBe(code)
  })

  it('users are written to in their own language', () => {
    const user = userOf(german, { name: 'Łucja', email: 'lucja@place.example', language: 'pl' })
    expect(addresseeOf({ authority: german, user }, 'de')).toEqual({
      ...{ name: 'Łucja', email: 'lucja@place.example', language: 'pl' },
    })
  })
})

describe('the answer to a request', () => {
  const request = requestOf(german, { subject: 'Role\r\nBcc: all@place.example', messageId: '<1@x.example>' })
  const facts = { sender: KELLER, request, language: 'de' }

  it('goes to whoever asked, about the same subject on one line', () => {
    const queued = queueAnswer(facts, { document: TEXT, writtenIn: 'en' }, contextFor(HELPDESK))
    expect(queued.ok ? queued.value[0]?.after : null).toMatchObject({
      ...{ recipientName: 'Jörg Weiß', recipientEmail: 'weiss@authority.example' },
      ...{ subject: 'Re: Role Bcc: all@place.example', inReplyTo: '<1@x.example>' },
    })
  })

  it.each<[string, Actor, typeof request, typeof TEXT, string]>([
    ['by the Helpdesk only', administratorOf(own), request, TEXT, 'helpdesk-only'],
    ['with a text', HELPDESK, request, documentOf(''), 'mail-no-text'],
    ['where an address is known', HELPDESK, { ...request, senderEmail: '' }, TEXT, 'mail-no-address'],
  ])('is given %s', (_what, actor, asked, document, code) => {
    expect(
      codeOf(queueAnswer({ ...facts, request: asked }, { document, writtenIn: 'en' }, contextFor(actor))),
    ).toBe(code)
  })
})

describe('templates', () => {
  it('fill in the facts of an alert', () => {
    const facts = {
      number: 'A-2026-7',
      title: 'Scaffolding',
      module: 'Services – Alerts',
      initiatedBy: 'France',
    }
    const begun = begunMail('alert-notice', facts, 'en')
    expect(begun.subject).toBe('IMI alert A-2026-7: Scaffolding')
    expect(plainTextOf(begun.document)).toContain('Initiated by: France')
  })

  it.each(MAIL_LANGUAGES)('say the same in each language, with every fact of an alert: %s', (language) => {
    const facts = { number: 'A-2026-7', title: 'Gerüst', module: 'Modul', initiatedBy: 'Italia' }
    const notice = begunMail('alert-notice', facts, language)
    for (const fact of Object.values(facts)) expect(plainTextOf(notice.document)).toContain(fact)
    expect(notice.subject).toContain('A-2026-7')
    const english = begunMail('alert-notice', facts, 'en')
    expect(notice.document.content).toHaveLength(english.document.content.length)
    const letter = plainTextOf(begunMail('password-letter', {}, language).document)
    expect(`${letter}${plainTextOf(notice.document)}`).not.toMatch(/[{}]/)
    expect(letter).toContain('8')
  })

  it.each(MAIL_LANGUAGES)(
    "of a blank mail have the subject 'Message from your IMI Coordinator' always: %s",
    (language) => {
      expect(begunMail('blank', {}, language)).toEqual({
        subject: 'Message from your IMI Coordinator',
        document: documentOf(''),
      })
    },
  )

  it('have a subject that can be stored, however long a title is', () => {
    const { subject } = begunMail('alert-notice', { number: 'A-7', title: '💙'.repeat(300) }, 'en')
    expect(mailEntity.schema.shape.subject.safeParse(subject).success).toBe(true)
    expect(subject.endsWith('💙')).toBe(true)
  })

  it('never hold a password', () => {
    expect(plainTextOf(begunMail('password-letter', {}, 'en').document)).toContain('it is not in this e-mail')
  })

  it('of a blank mail are empty', () => {
    expect(isEmptyDocument(begunMail('blank', {}, 'en').document)).toBe(true)
  })
})

describe('the language of a mail', () => {
  it.each<[string, string[], string]>([
    ['English where nobody is chosen', [], 'en'],
    ['the one that all recipients share', ['de', 'de'], 'de'],
    ['English where they share none', ['de', 'fr'], 'en'],
    ['English where the program does not write in theirs', ['pl'], 'en'],
  ])('is by itself %s', (_which, languages, expected) => {
    expect(usualMailLanguage(languages.map((language) => ({ language })))).toBe(expected)
  })
})

describe('the text of a mail', () => {
  const document: Document = {
    type: 'doc',
    content: [
      { type: 'heading', content: [{ type: 'text', text: 'Νέα' }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'Read ' },
          { type: 'text', text: 'this', marks: [{ type: 'bold' }, { type: 'italic' }] },
          { type: 'hardBreak' },
          { type: 'text', text: '<script>alert("1")</script> & more' },
        ],
      },
      {
        type: 'orderedList',
        content: [
          {
            type: 'listItem',
            content: [
              { type: 'paragraph', content: [{ type: 'text', text: 'One' }] },
              {
                type: 'bulletList',
                content: [
                  {
                    type: 'listItem',
                    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Inner' }] }],
                  },
                ],
              },
            ],
          },
          { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Two' }] }] },
        ],
      },
    ],
  }

  it('is HTML in which everything written is text', () => {
    expect(htmlOf(document)).toBe(
      '<h2>Νέα</h2>\n' +
        '<p>Read <em><strong>this</strong></em><br>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more</p>\n' +
        '<ol><li><p>One</p><ul><li><p>Inner</p></li></ul></li><li><p>Two</p></li></ol>',
    )
  })

  it('is plain text with the same words, lists with numbers and dashes', () => {
    expect(plainTextOf(document)).toBe(
      'Νέα\n\nRead this\n<script>alert("1")</script> & more\n\n1. One\n   - Inner\n2. Two',
    )
  })

  it('begins with the real sender and the registered e-mail address, in both forms', () => {
    const { html, text } = textsOf(headerOf(WEISS, 'en'), document)
    const lines = [
      'Sent through the Internal Market Information System (IMI) by Jörg Weiß, Staatskanzlei.',
      'Registered e-mail address: weiss@land.example',
    ]
    expect(text.split('\n').slice(0, 2)).toEqual(lines)
    expect(html.startsWith(`<p>${lines.join('<br>')}</p>`)).toBe(true)
  })

  it.each([
    ['fr', 'Adresse électronique enregistrée : weiss@land.example', 'Service d’assistance IMI'],
    ['de', 'Registrierte E-Mail-Adresse: weiss@land.example', 'IMI-Helpdesk'],
    ['ro', 'Adresa de e-mail înregistrată: weiss@land.example', 'Serviciul de asistență IMI'],
  ] as const)(
    'names the real sender in the language of the mail as well: %s',
    (language, registered, helpdesk) => {
      const { text } = textsOf(headerOf(WEISS, language), document)
      expect(text.split('\n').slice(0, 2)).toEqual([
        expect.stringContaining('Jörg Weiß, Staatskanzlei'),
        registered,
      ])
      expect(headerOf(KELLER, language)).toMatchObject({ senderFor: helpdesk, writtenIn: language })
    },
  )

  it('comes out of plain text with its paragraphs and line breaks', () => {
    expect(plainTextOf(documentOf('Dear all,\r\nnews:\n\n\nBye'))).toBe('Dear all,\nnews:\n\nBye')
  })

  it.each<[string, unknown]>([
    [
      'a link',
      { type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] },
    ],
    ['a picture', { type: 'image', attrs: { src: 'https://elsewhere.example/x.png' } }],
    ['attributes', { type: 'text', text: 'x', attrs: { style: 'color: red' } }],
    ['a sign that cannot be stored', { type: 'text', text: 'a\0b' }],
  ])('takes nothing but text from the window: not %s', (_what, part) => {
    const sent = { type: 'doc', content: [{ type: 'paragraph', content: [part] }] }
    expect(MailDocument.safeParse(sent).success).toBe(false)
  })

  it('takes what an editor writes, and no lists without an end', () => {
    expect(MailDocument.safeParse(document).success).toBe(true)
    const nested = (depth: number): unknown =>
      depth === 0
        ? { type: 'paragraph' }
        : { type: 'bulletList', content: [{ type: 'listItem', content: [nested(depth - 1)] }] }
    const deep = (depth: number) => MailDocument.safeParse({ type: 'doc', content: [nested(depth)] }).success
    expect([deep(8), deep(9)]).toEqual([true, false])
  })
})
