import type { Catalogue } from '../../src-shared/catalogue'
import { entities, type EntityName, type RowOf } from '../../src-shared/entities'
import { alertModuleOf } from '../../src-shared/alert-content'
import type { Access } from '../../src-shared/entities/access'
import type { Alert, AlertAttachment, AlertComment } from '../../src-shared/entities/alert'
import type { Authority } from '../../src-shared/entities/authority'
import type { Operator } from '../../src-shared/entities/operator'
import type { Translation } from '../../src-shared/entities/translation'
import type { User } from '../../src-shared/entities/user'
import { takesPart, type Party } from './alerts/position'
import { isReached } from './alerts/recipients'
import type { AlertNet, UndoneAct } from './alerts/taking-back'
import { sameValue, type Change } from './change'

/** What the rules look up while they judge what an undo leads to. */
export interface UndoFacts {
  readonly act: UndoneAct
  readonly catalogue: Catalogue
  readonly own: Authority | null
  readonly find: <Name extends EntityName>(entity: Name, id: string) => RowOf<Name> | null
  readonly accessesOf: (authorityId: string) => readonly Access[]
  readonly accessTo: (authorityId: string, module: string) => Access | null
  /** Accesses of others that name this authority as linked coordinator in the module. */
  readonly linkedAccesses: (coordinatorId: string, module: string) => readonly Access[]
  readonly usersOf: (authorityId: string) => readonly User[]
  readonly activeUserNamed: (userName: string) => User | null
  readonly operators: () => readonly Operator[]
  /** Another row with the values that no two rows of the entity share; null if there is none. */
  readonly twin: <Name extends EntityName>(entity: Name, row: RowOf<Name>) => string | null
  /** The authority that acts on an alert, or on whose behalf the Helpdesk does, as a party to that alert. */
  readonly alertParty: (alert: Pick<Alert, 'id' | 'module'>) => Party
  /** Whether a Member State has an active coordinator in a module. */
  readonly hasCoordinator: (memberState: string, module: string) => boolean
  /** Whether an alert or its documents changed after the unit that is undone. */
  readonly alertWrittenSince: (alertId: string) => boolean
  /** Whether the bytes of a document are still in the store. */
  readonly hasBytes: (hash: string) => boolean
  readonly alertComments: (alertId: string) => readonly AlertComment[]
  readonly alertAttachments: (alertId: string) => readonly AlertAttachment[]
  readonly translationsOfAlert: (alertId: string) => readonly Translation[]
  /** Rows that name this authority, of whatever entity. */
  readonly namesAuthority: (
    authorityId: string,
  ) => readonly { readonly entity: EntityName; readonly id: string }[]
}

/** The store as it would be after the changes of an undo: what its rules are asked of (N10). */
export class NetState {
  private readonly changed = new Map<string, Change>()
  /** Accesses that come back, by authority and module. */
  private readonly created = new Map<string, Access>()
  private last: { readonly id: string; readonly authority: Authority | null } | null = null
  readonly facts: UndoFacts
  /** Whether a merge is taken back or done again: its rows come as they were, and need not be grantable anew (N5). */
  readonly merges: boolean

  constructor(changes: readonly Change[], facts: UndoFacts) {
    this.facts = facts
    for (const change of changes) {
      this.changed.set(`${change.entity} ${change.id}`, change)
      if (change.entity === 'access' && change.op === 'create') {
        this.created.set(`${change.after.authorityId} ${change.after.module}`, change.after)
      }
    }
    this.merges = changes.some(
      (change) =>
        change.entity === 'authority' &&
        change.op === 'update' &&
        change.before.mergedInto !== change.after.mergedInto,
    )
  }

  find<Name extends EntityName>(entity: Name, id: string): RowOf<Name> | null {
    const change = this.changed.get(`${entity} ${id}`)
    return change === undefined ? this.facts.find(entity, id) : (change.after as RowOf<Name> | null)
  }

  /** The access to a module, one that comes back by the undo included. */
  accessTo(authorityId: string, module: string): Access | null {
    const comesBack = this.created.get(`${authorityId} ${module}`)
    if (comesBack !== undefined) return comesBack
    const stored = this.facts.accessTo(authorityId, module)
    return stored === null ? null : this.find('access', stored.id)
  }

  /** Every access of an authority, those that come back by the undo included. */
  accessesOf(authorityId: string): Access[] {
    const back = [...this.created.values()].filter((access) => access.authorityId === authorityId)
    return [...this.rows('access', this.facts.accessesOf(authorityId)), ...back]
  }

  rows<Name extends EntityName>(entity: Name, stored: readonly RowOf<Name>[]): RowOf<Name>[] {
    return stored.flatMap((row) => this.find(entity, row.id) ?? [])
  }

  /** The authority that rows belong to. Those of one follow each other, thousands of times, so the last one is kept. */
  authorityOf(id: string): Authority | null {
    if (this.last?.id !== id) {
      this.last = { id, authority: this.facts.find('authority', id) ?? this.find('authority', id) }
    }
    return this.last.authority
  }

  /** An alert with its thread and documents, rows that come back by the undo included. */
  alertNet(id: string): AlertNet | null {
    const { facts } = this
    const stored = facts.find('alert', id)
    const alert = this.find('alert', id)
    const known = alert ?? stored
    if (known === null) return null
    const { module, authorityId } = known
    return {
      act: facts.act,
      catalogue: facts.catalogue,
      module: alertModuleOf(facts.catalogue, module) ?? null,
      ...{ stored, alert },
      comments: this.rowsOf('alertComment', id, facts.alertComments(id)),
      attachments: this.rowsOf('alertAttachment', id, facts.alertAttachments(id)),
      returning: this.returning('alertAttachment', id),
      translations: this.rowsOf('translation', id, facts.translationsOfAlert(id)).length,
      party: facts.alertParty(known),
      side: (of) => ({
        author: takesPart(this.find('authority', of.authorityId), this.accessTo(of.authorityId, module)),
        linked: this.isCoordinator(of.coordinatorId, module),
        coordinators: facts.hasCoordinator(of.memberState, module),
      }),
      initiator: {
        authority: this.find('authority', authorityId),
        access: this.accessTo(authorityId, module),
      },
      coordinator: this.coordinatorOf(known),
      hasBytes: facts.hasBytes,
      writtenSince: () => facts.alertWrittenSince(id),
    }
  }

  private coordinatorOf({ coordinatorId, module }: Alert): AlertNet['coordinator'] {
    const authority = coordinatorId === null ? null : this.find('authority', coordinatorId)
    return authority === null ? null : { authority, access: this.accessTo(authority.id, module) }
  }

  private isCoordinator(id: string | null, module: string): boolean {
    const authority = id === null ? null : this.find('authority', id)
    return authority !== null && isReached({ authority, access: this.accessTo(authority.id, module) })
  }

  /** Rows of an alert that the undo brings back. */
  private returning<Name extends 'alertComment' | 'alertAttachment' | 'translation'>(
    entity: Name,
    alertId: string,
  ): RowOf<Name>[] {
    return [...this.changed.values()].flatMap((change) =>
      change.op === 'create' && change.entity === entity && change.after.alertId === alertId
        ? [change.after as RowOf<Name>]
        : [],
    )
  }

  private rowsOf<Name extends 'alertComment' | 'alertAttachment' | 'translation'>(
    entity: Name,
    alertId: string,
    stored: readonly RowOf<Name>[],
  ): RowOf<Name>[] {
    return [...this.rows(entity, stored), ...this.returning(entity, alertId)]
  }

  /** The id of another row that has, after the changes, what no two rows share; null if there is none. */
  twinOf(change: Change): string | null {
    if (change.after === null) return null
    const id = this.facts.twin(change.entity, change.after)
    const twin = id === null ? null : this.find(change.entity, id)
    if (twin === null) return null
    const same = entities[change.entity].unique.some((fields) =>
      fields.every((field) => sameValue(valueOf(twin, field), valueOf(change.after, field))),
    )
    return same ? id : null
  }

  removes(entity: EntityName, id: string): boolean {
    return this.changed.get(`${entity} ${id}`)?.op === 'remove'
  }
}

function valueOf(row: object | null, field: string): unknown {
  return (row as Record<string, unknown> | null)?.[field]
}
