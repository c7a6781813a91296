import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../../src-main/app/ports'
import { created } from '../../../src-main/domain/change'
import type { contract } from '../../../src-shared/contract'
import type { Name } from '../../../src-shared/contract'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import type { Mail } from '../../../src-shared/entities/mail'
import type { User } from '../../../src-shared/entities/user'
import type { UnitId } from '../../../src-shared/ids'
import { openCore, unitOf, type Core } from '../../support/core'
import { accessOf, authorityOf, mailOf, requestOf, translationOf, userOf } from '../../support/samples'
import { place } from '../../support/story'

const MODULE = 'services-information-requests'

/** A word in every personal field of a row, and who may read it (P31, P37, P43). */
const SECRETS = {
  user: { word: 'zyxuser', readers: ['helpdesk', 'manager', 'home'] },
  request: { word: 'zyxrequest', readers: ['helpdesk'] },
  mailOfHelpdesk: { word: 'zyxhelpmail', readers: ['helpdesk'] },
  mailOfHome: { word: 'zyxhomemail', readers: ['helpdesk', 'home'] },
  search: { word: 'zyxsearch', readers: ['helpdesk'] },
  draft: { word: 'zyxdraft', readers: ['helpdesk'] },
  translation: { word: 'zyxtranslation', readers: ['helpdesk'] },
} as const

const ACTORS = ['helpdesk', 'manager', 'home', 'coordinator', 'elsewhere', 'foreign'] as const
type ActorName = (typeof ACTORS)[number]

interface Scene {
  readonly subject: Authority
  readonly access: Access
  readonly user: User
  readonly mails: readonly Mail[]
  readonly unit: UnitId
}

/** Queries that others than the Helpdesk can ask; what is the Helpdesk's is refused to them as a whole (`contract.test.ts`). */
type Asked = {
  [N in Name]: (typeof contract)[N]['kind'] extends 'query'
    ? (typeof contract)[N]['place'] extends 'shell'
      ? never
      : (typeof contract)[N]['who'] extends 'signed-in' | 'rule'
        ? N
        : never
    : never
}[Name]

const page = { offset: 0, limit: 100 }
const sort = { by: 'relevance', descending: false }
const EVERYTHING = {
  ...{ text: '', myAuthoritiesOnly: false, memberState: null, type: null, status: null, module: null },
  ...{ role: null, accessManager: null, administrators: null },
}
const USERS = { text: 'zyx', memberState: null, administrator: null, passwordStatus: null, loggedOn: null }
const ALERTS = {
  ...{ text: 'zyx', module: null, status: null, memberState: null, recipient: null, from: null, to: null },
  ...{ role: null, closure: null },
}
const HISTORY = { operator: '', field: '', from: null, to: null, text: '' }
const DOCUMENT = {
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Good day' }] }],
}
const BLANK = { template: { kind: 'blank' }, language: 'en' }
const grant = ({ subject }: Scene) => ({
  ...{ authorityId: subject.id, module: 'solvit', role: null },
  ...{ keywords: [], professions: [], linkedCoordinators: [] },
})

/** What each query is asked; several inputs where several could tell something. A new query does not compile without. */
const QUESTIONS: { readonly [N in Asked]: (scene: Scene) => readonly unknown[] } = {
  'operators.list': () => [{}],
  'store.status': () => [{}],
  'catalogue.read': () => [{}],
  'authorities.search': () => [
    { criteria: EVERYTHING, sort, page },
    { criteria: { ...EVERYTHING, text: 'zyx' }, sort, page },
  ],
  'authorities.count': () => [{ criteria: EVERYTHING }],
  'authorities.matching': () => [{ criteria: EVERYTHING, sort }],
  'authorities.excluding': () => [{ criteria: EVERYTHING }],
  'authorities.read': ({ subject }) => [{ id: subject.id }],
  'authorities.mayRegister': () => [{}],
  'authorities.nimics': () => [{ memberState: 'DE' }],
  'authorities.duplicates': ({ subject }) => [
    { officialName: subject.officialName, memberState: 'DE', email: '', except: null },
  ],
  'authorities.accessManagerChoices': () => [{ memberState: 'DE', text: '' }],
  'authorities.mentions': ({ subject }) => [{ ids: [subject.id] }],
  'accesses.list': ({ subject }) => [{ authorityId: subject.id }],
  'accesses.coordinatorChoices': ({ subject }) => [{ authorityId: subject.id, module: MODULE, text: '' }],
  'accesses.previewGrant': (scene) => [grant(scene)],
  'accesses.previewRole': ({ access }) => [{ id: access.id, role: 'coordinator', linkedCoordinators: [] }],
  'classifications.read': () => [{ module: MODULE }],
  'search.authorities': () => [{ text: 'zyx', createsIn: null }],
  'search.top': () => Object.values(SECRETS).map(({ word }) => ({ text: word })),
  'drafts.list': () => [{}],
  'drafts.read': () => [{ form: 'authority.register' }],
  'explain.access': ({ access }) => [{ id: access.id }],
  'explain.role': ({ user }) => [{ userId: user.id, role: 'general:administrator' }],
  'managerRole.effect': ({ subject }) => [{ id: subject.id }],
  'work.counts': () => [{}],
  'work.list': () => ['blocked-passwords', 'no-administrator'].map((kind) => ({ kind, page })),
  'users.list': ({ subject }) => [{ authorityId: subject.id }],
  'users.duplicates': ({ subject, user }) => [
    { authorityId: subject.id, name: user.name, email: user.email, except: null },
  ],
  'users.search': () => [
    { criteria: USERS, page },
    { criteria: { ...USERS, text: '' }, page },
  ],
  'users.count': () => [{ criteria: USERS }],
  'history.list': ({ subject }) => [
    { authorityId: subject.id, filter: HISTORY, page },
    { authorityId: subject.id, filter: { ...HISTORY, text: 'zyx' }, page },
  ],
  'history.isTakenBack': ({ unit }) => [{ unit }],
  'history.mayUndo': ({ unit }) => [{ unit }],
  'searches.list': () => [{}],
  'mail.recipients': ({ subject, user }) => [
    { choice: { by: 'authorities', ids: [subject.id] } },
    { choice: { by: 'member-state', memberState: 'DE' } },
    { choice: { by: 'users', role: 'general:administrator', memberState: null } },
    { choice: { by: 'named', refs: [{ authorityId: subject.id, userId: user.id }] } },
  ],
  'mail.begin': () => [BLANK],
  'mail.preview': () => [{ ...BLANK, document: DOCUMENT }],
  'mail.list': () => [{ status: null, text: '', page }],
  'mail.read': ({ mails }) => mails.map(({ id }) => ({ id })),
  'translation.phrases': () => [{}],
  'translation.memory': () => [{ text: '', page }],
  'alerts.search': () => [{ criteria: ALERTS, sort: { by: 'date', descending: true }, page }],
  // Who sees an alert has a table of its own (`unit/rules/alerts`).
  'alerts.view': () => [],
  'alerts.history': () => [],
  'alerts.modules': () => [{ as: null }],
  'alerts.reach': () => [{ module: 'services-directive-alert', states: ['DE'] }],
  'alerts.possibleRecipients': () => [],
}

describe('who reads what, asked of the running core', () => {
  let core: Core
  let scene: Scene
  let callers: Record<ActorName, Caller>

  beforeAll(async () => {
    core = openCore()
    const helpdesk = await core.start()
    const of = async (authority: Authority) => core.addOperator(authority.id)
    const coordinator = authorityOf({ officialName: 'Koordinator' })
    place(core, coordinator, accessOf(coordinator, { module: MODULE, role: 'coordinator' }))
    const subject = authorityOf({ officialName: 'Bauamt' })
    const access = accessOf(subject, {
      ...{ module: MODULE, role: 'authority', linkedCoordinators: [coordinator.id] },
    })
    place(core, subject, access)
    const secret = SECRETS.user.word
    const user = userOf(subject, {
      ...{ name: `Ada ${secret}`, userName: secret, email: `${secret}@amt.example`, phone: secret },
      passwordStatus: 'blocked',
    })
    const mail = (word: string, actingFor: Authority['id'] | null) =>
      mailOf(subject, {
        ...{ actingFor, subject: word, recipientName: word, recipientEmail: `${word}@amt.example` },
        body: JSON.stringify(DOCUMENT).replace('Good day', word),
      })
    const mails = [mail(SECRETS.mailOfHelpdesk.word, null), mail(SECRETS.mailOfHome.word, subject.id)]
    const asked = SECRETS.request.word
    const words = SECRETS.translation.word
    core.given(
      created('user', user),
      ...mails.map((each) => created('mail', each)),
      created(
        'roleRequest',
        requestOf(subject, {
          ...{ senderName: asked, senderEmail: `${asked}@amt.example`, subject: asked },
          ...{ message: asked, justification: asked, messageId: asked },
        }),
      ),
      created(
        'translation',
        translationOf({ original: words, translation: words, keptBy: helpdesk.operatorId }),
      ),
    )
    await core.done('searches.save', {
      ...{ name: SECRETS.search.word, criteria: EVERYTHING, sort: { by: 'officialName', descending: false } },
    })
    await core.done('drafts.keep', {
      ...{ form: 'authority.register', label: SECRETS.draft.word, place: '/', about: null, data: '{}' },
    })
    const unit = unitOf(await core.request('accesses.grant', { ...grant({ subject } as Scene), reason: '' }))
    scene = { subject, access, user, mails, unit }
    callers = {
      helpdesk,
      home: await of(subject),
      coordinator: await of(coordinator),
      manager: await of(place(core, authorityOf({ hasAccessManagerRole: true }))),
      elsewhere: await of(place(core, authorityOf({ officialName: 'Anderswo' }))),
      foreign: await of(place(core, authorityOf({ memberState: 'FR', hasAccessManagerRole: true }))),
    }
  })
  afterAll(() => {
    core.close()
  })

  const unreadable = (actor: ActorName): string[] =>
    Object.values(SECRETS)
      .filter(({ readers }) => !(readers as readonly string[]).includes(actor))
      .map(({ word }) => word)

  const cells = Object.keys(QUESTIONS).flatMap((name) => ACTORS.map((actor) => [name, actor] as const))
  it.each(cells)('%s tells %s nothing that is not theirs', async (name, actor) => {
    for (const input of QUESTIONS[name as Asked](scene)) {
      const reply = await core.ask(name, input, { as: callers[actor] })
      expect(reply, JSON.stringify(reply).slice(0, 300)).not.toMatchObject({
        error: { kind: 'invalid-input' },
      })
      const told = JSON.stringify(reply)
      expect(unreadable(actor).filter((word) => told.includes(word))).toEqual([])
    }
  })

  it.each(ACTORS)('the lists of users that %s can export hold nothing that is not theirs', async (actor) => {
    const inputs = [
      ['users.export', { authorityId: scene.subject.id, format: 'csv' }],
      ['users.exportFound', { criteria: USERS, format: 'csv' }],
    ] as const
    for (const [name, input] of inputs) {
      const file = join(core.folder, `${name}-${actor}.csv`)
      const reply = await core.ask(name, input, { as: callers[actor], file })
      if (!reply.ok) continue
      const told = readFileSync(file, 'utf8')
      expect(unreadable(actor).filter((word) => told.includes(word))).toEqual([])
    }
  })

  it('whoever may read something finds it', async () => {
    const asked: [ActorName, Name, unknown, string][] = [
      ['manager', 'users.search', { criteria: USERS, page }, SECRETS.user.word],
      ['home', 'users.list', { authorityId: scene.subject.id }, SECRETS.user.word],
      ['home', 'mail.list', { status: null, text: '', page }, SECRETS.mailOfHome.word],
      ['helpdesk', 'roleRequests.list', { status: null, page }, SECRETS.request.word],
      [
        'helpdesk',
        'history.list',
        { authorityId: scene.subject.id, filter: HISTORY, page },
        SECRETS.request.word,
      ],
      [
        'home',
        'history.list',
        { authorityId: scene.subject.id, filter: HISTORY, page },
        SECRETS.mailOfHome.word,
      ],
    ]
    for (const [actor, name, input, word] of asked) {
      const told = JSON.stringify(await core.ask(name, input, { as: callers[actor] }))
      expect([actor, name, told.includes(word)]).toEqual([actor, name, true])
    }
  })
})
