import { catalogue } from '../../src-main/app/catalogue'
import { alertModuleOf, splitContent, writeContent, type AlertContent } from '../../src-shared/alert-content'
import type { AlertModule } from '../../src-shared/alert-modules'
import type { Alert, AlertComment, AlertRecipient } from '../../src-shared/entities/alert'
import type { Authority } from '../../src-shared/entities/authority'
import { newId, NOW } from './samples'

export const ALERT = 'services-directive-alert'

/** The description of a module that comes with the program. */
export function moduleNamed(code: string = ALERT): AlertModule {
  const module = alertModuleOf(catalogue, code)
  if (module === undefined) throw new Error(`No module ${code}`)
  return module
}

/** Everything the form of an alert needs. */
export const COMPLETE: AlertContent = {
  providerName: 'Gerüstbau Łoś & Söhne',
  providerState: 'PL',
  activity: 'Scaffolding',
  damage: ['health', 'safety'],
  severity: 'very-serious',
  probability: 'relatively-high',
  description: 'Scaffolds without anchors came down twice.',
  noticedOn: '2026-11-20',
}

/** The form as the window sends it. */
export function formOf(fields: Partial<{ title: string; content: AlertContent; recipients: string[] }> = {}) {
  return {
    title: fields.title ?? 'Scaffolds without anchors',
    language: 'en',
    content: Object.fromEntries(
      Object.entries(fields.content ?? COMPLETE).map(([code, value]) => [
        code,
        typeof value === 'string' ? value : [...value],
      ]),
    ),
    recipients: fields.recipients ?? ['PL', 'RO'],
    toCommission: true,
  }
}

/** A complete alert of an authority, a draft unless it is told otherwise. */
export function alertOf(
  authority: Pick<Authority, 'id' | 'memberState'>,
  fields: Partial<Alert> = {},
): Alert {
  const { personal, other } = splitContent(moduleNamed(), COMPLETE)
  return {
    id: newId(),
    number: 'SDA-2026-7KX4Q',
    module: ALERT,
    authorityId: authority.id,
    memberState: authority.memberState,
    status: 'draft',
    title: 'Scaffolds without anchors',
    language: 'en',
    personalContent: writeContent(personal),
    content: writeContent(other),
    recipients: ['PL', 'RO'],
    toCommission: true,
    coordinatorId: null,
    createdAt: NOW,
    submittedAt: null,
    broadcastAt: null,
    closedAt: null,
    withdrawnAt: null,
    returnReason: '',
    withdrawReason: '',
    instruction: '',
    instructedAt: null,
    instructedBy: null,
    modifyReason: '',
    uninstructReason: '',
    copiedFrom: null,
    erasedAt: null,
    ...fields,
  }
}

export function commentOf(
  alert: Pick<Alert, 'id'>,
  authority: Pick<Authority, 'id'>,
  fields: Partial<AlertComment> = {},
): AlertComment {
  return {
    id: newId(),
    alertId: alert.id,
    authorityId: authority.id,
    kind: 'comment',
    text: 'We looked into it.',
    language: 'en',
    answers: null,
    at: NOW,
    askedAt: null,
    askedBy: null,
    askedReason: '',
    deletedAt: null,
    readAt: null,
    ...fields,
  }
}

export function recipientOf(
  alert: Pick<Alert, 'id'>,
  authority: Pick<Authority, 'id' | 'memberState'>,
  fields: Partial<AlertRecipient> = {},
): AlertRecipient {
  return {
    id: newId(),
    alertId: alert.id,
    authorityId: authority.id,
    memberState: authority.memberState,
    how: 'broadcast',
    byAuthorityId: authority.id,
    at: NOW,
    note: '',
    ...fields,
  }
}
