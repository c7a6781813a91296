import type { Alert, AlertAttachment, AlertComment, AlertRecipient } from '../../../src-shared/entities/alert'
import type { AuthorityId } from '../../../src-shared/ids'
import { changedFields, updated, type Change } from '../change'

/** Alerts and notifications in which authorities that are merged have part. */
export interface MergeAlertFacts {
  readonly alerts: readonly Alert[]
  readonly recipients: readonly AlertRecipient[]
  readonly comments: readonly AlertComment[]
  readonly attachments: readonly AlertAttachment[]
  /** Whether an alert still runs: what ended stays with those who had part in it, as their past. */
  readonly runs: (alertId: string) => boolean
}

/**
 * What runs goes on with the survivor (N5): it is initiator, coordinator, recipient and author instead. Where it was
 * reached itself, the row of the merged one stays as it was.
 * @param gone the authorities that are merged
 */
export function moveAlerts(
  facts: MergeAlertFacts,
  survivor: AuthorityId,
  gone: ReadonlySet<string>,
): Change[] {
  const after = (id: AuthorityId): AuthorityId => (gone.has(id) ? survivor : id)
  const maybe = (id: AuthorityId | null): AuthorityId | null => (id === null ? null : after(id))
  const taken = new Set(
    facts.recipients.filter((each) => each.authorityId === survivor).map((each) => each.alertId as string),
  )
  const recipients = facts.recipients.filter((each) => {
    if (!facts.runs(each.alertId) || !gone.has(each.authorityId)) return false
    const first = !taken.has(each.alertId)
    taken.add(each.alertId)
    return first
  })
  const changes: Change[] = [
    ...facts.alerts
      .filter((each) => facts.runs(each.id))
      .map((each) =>
        updated('alert', each, {
          authorityId: after(each.authorityId),
          coordinatorId: maybe(each.coordinatorId),
          instructedBy: maybe(each.instructedBy),
        }),
      ),
    ...recipients.map((each) => updated('alertRecipient', each, { authorityId: survivor })),
    ...facts.comments
      .filter((each) => facts.runs(each.alertId))
      .map((each) =>
        updated('alertComment', each, { authorityId: after(each.authorityId), askedBy: maybe(each.askedBy) }),
      ),
    ...facts.attachments
      .filter((each) => facts.runs(each.alertId))
      .map((each) => updated('alertAttachment', each, { authorityId: after(each.authorityId) })),
  ]
  return changes.filter((change) => changedFields(change.before, change.after).length > 0)
}
