import type { RetentionProof, RetentionRun } from '../../src-shared/contract/retention'
import { endedAt } from '../domain/alerts/clocks'
import type { NamedAct, ReadStore } from './ports'

/** The acts that erase: of a person, and of the program after a restore. */
export const ERASING_ACTS = ['retention.run', 'retention.eraseAlerts', 'retention.again'] as const

/** A run as lists show it. */
export function runOf(store: ReadStore, { unit, at, command, operator, reason }: NamedAct): RetentionRun {
  return {
    ...{ unit, at, operator, reason },
    again: command === 'retention.again',
    authorities: store.erasedBy(unit).length,
    alerts: store.alertsErasedBy(unit).length,
  }
}

/** The proof of one run; null where there is no such run. */
export function proofOf(store: ReadStore, unit: string): RetentionProof | null {
  const act = store
    .actsNamed(ERASING_ACTS, 0, store.actsNamedCount(ERASING_ACTS))
    .find((each) => each.unit === unit)
  if (act === undefined) return null
  const erased = store.erasedBy(unit)
  const mentions = new Map(
    store.mentions(erased.map((each) => each.authorityId)).map((each) => [each.id, each]),
  )
  return {
    run: runOf(store, act),
    authorities: erased.flatMap(({ authorityId, fields, at: erasedAt, ...rest }) => {
      const authority = mentions.get(authorityId)
      return authority === undefined ? [] : { ...rest, authority, erasedAt, fields: [...fields] }
    }),
    alerts: store.alertsErasedBy(unit).flatMap((id) => {
      const alert = store.find('alert', id)?.row
      const [authority] = alert === undefined ? [] : store.mentions([alert.authorityId])
      if (alert === undefined || authority === undefined) return []
      const { number, module, erasedAt } = alert
      return { number, module, authority, endedAt: endedAt(alert), erasedAt }
    }),
  }
}
