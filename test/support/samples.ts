import { nothingWritten, type Written } from '../../src-shared/entities/authority-fields'
import type { Access } from '../../src-shared/entities/access'
import type { AccessManager } from '../../src-shared/entities/access-manager'
import type { Authority } from '../../src-shared/entities/authority'
import type { Mail } from '../../src-shared/entities/mail'
import type { Operator } from '../../src-shared/entities/operator'
import type { RoleRequest } from '../../src-shared/entities/role-request'
import type { Translation } from '../../src-shared/entities/translation'
import type { User } from '../../src-shared/entities/user'
import { soughtForm } from '../../src-main/domain/translation/sentences'
import { formatId } from '../../src-shared/ids'
import type {
  AccessId,
  AlertAttachmentId,
  AlertCommentId,
  AlertId,
  AlertRecipientId,
  AuthorityId,
  ClassificationItemId,
  MailId,
  OpenDecisionId,
  OperatorId,
  RelationId,
  RoleRequestId,
  SavedSearchId,
  TranslationId,
  UserId,
} from '../../src-shared/ids'
import type { Instant } from '../../src-shared/time'

export const NOW = '2026-11-23T08:00:00.000Z' as Instant

/** An identifier that any kind of row can have. */
type AnyId = AccessId &
  AlertAttachmentId &
  AlertCommentId &
  AlertId &
  AlertRecipientId &
  AuthorityId &
  ClassificationItemId &
  MailId &
  OpenDecisionId &
  OperatorId &
  RelationId &
  RoleRequestId &
  SavedSearchId &
  TranslationId &
  UserId

let made = 0

/** An identifier nobody has yet. */
export function newId(): AnyId {
  made += 1
  return formatId(1_700_000_000_000 + made, new Uint8Array(10)) as AnyId
}

/** What a person fills in to register an authority. */
export function dataOf(fields: Partial<Written> = {}): Written {
  return {
    ...nothingWritten(),
    officialName: 'Bundesanstalt für Straßenwesen',
    memberState: 'DE',
    ...fields,
  }
}

export function authorityOf(fields: Partial<Authority> = {}): Authority {
  return {
    ...dataOf(),
    id: newId(),
    status: 'active',
    hasAccessManagerRole: false,
    policyAreas: [],
    economicAreas: [],
    externalIds: [],
    registeredAt: NOW,
    inactivatedAt: null,
    mergedInto: null,
    erasedAt: null,
    ...fields,
  }
}

export function accessOf(authority: Pick<Authority, 'id'>, fields: Partial<Access> = {}): Access {
  return {
    id: newId(),
    authorityId: authority.id,
    module: 'registers',
    role: null,
    status: 'active',
    linkedCoordinators: [],
    keywords: [],
    professions: [],
    grantedAt: NOW,
    suspendedAt: null,
    ...fields,
  }
}

export function userOf(authority: Pick<Authority, 'id'>, fields: Partial<User> = {}): User {
  const id = newId()
  return {
    id,
    authorityId: authority.id,
    userName: `user-${id.slice(4, 10)}`,
    name: 'Łucja Ørsted',
    email: 'lucja@authority.example',
    phone: '',
    language: 'en',
    roles: ['general:administrator'],
    status: 'active',
    passwordStatus: 'set',
    passwordHash: '',
    lastLogin: null,
    ...fields,
  }
}

export function relationOf(
  manager: Pick<Authority, 'id'>,
  authority: Pick<Authority, 'id'>,
  fields: Partial<AccessManager> = {},
): AccessManager {
  return {
    id: newId(),
    managerId: manager.id,
    authorityId: authority.id,
    origin: 'helpdesk',
    since: NOW,
    ...fields,
  }
}

export function operatorOf(fields: Partial<Operator> = {}): Operator {
  return {
    id: newId(),
    userName: 'keller',
    name: 'Maria Keller',
    email: 'maria.keller@helpdesk.example',
    actsFor: null,
    active: true,
    passwordStatus: 'set',
    passwordHash: 'scrypt$c2FsdA==$aGFzaA==',
    ...fields,
  }
}

export function requestOf(authority: Pick<Authority, 'id'>, fields: Partial<RoleRequest> = {}): RoleRequest {
  return {
    id: newId(),
    authorityId: authority.id,
    receivedAt: NOW,
    senderName: 'Jörg Weiß',
    senderEmail: 'weiss@authority.example',
    subject: 'Access manager role',
    message: 'Please give us the role.',
    justification: '',
    messageId: '',
    status: 'open',
    decidedAt: null,
    decidedBy: null,
    decisionReason: '',
    ...fields,
  }
}

export function translationOf(fields: Partial<Translation> = {}): Translation {
  const original = fields.original ?? 'Das gibt es nicht.'
  return {
    ...{ id: newId(), from: 'de', to: 'en', folded: soughtForm(original), original },
    translation: 'That does not exist.',
    ...{ keptBy: null, keptAt: NOW, alertId: null, authorityId: null },
    ...fields,
  }
}

export function mailOf(authority: Pick<Authority, 'id'>, fields: Partial<Mail> = {}): Mail {
  const id = newId()
  return {
    id,
    authorityId: authority.id,
    kind: 'blank',
    alertId: null,
    recipientName: 'Landratsamt',
    recipientEmail: 'office@authority.example',
    language: 'de',
    writtenIn: 'en',
    senderName: 'Maria Keller',
    senderEmail: 'maria.keller@helpdesk.example',
    senderFor: 'IMI Helpdesk',
    actingFor: null,
    createdBy: null,
    createdAt: NOW,
    subject: 'Message from your IMI Coordinator',
    body: '{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Dear all"}]}]}',
    inReplyTo: '',
    messageId: `<${id}@helpdesk.example>`,
    status: 'queued',
    statusAt: NOW,
    failure: '',
    answer: '',
    ...fields,
  }
}
