import type { Input } from '../../src-shared/contract'
import type { AlertView } from '../../src-shared/contract/alerts'
import type { Authority } from '../../src-shared/entities/authority'
import type { AlertId } from '../../src-shared/ids'
import { ALERT, formOf } from './alert-samples'
import type { AlertWorld } from './alert-world'
import type { Core } from './core'

/** The question for all alerts, the newest first. */
export const ANY = {
  criteria: {
    ...{ text: '', module: null, status: null, memberState: null, recipient: null },
    ...{ from: null, to: null, role: null, closure: null },
  },
  sort: { by: 'date', descending: true },
  page: { offset: 0, limit: 50 },
} as const

/** What the authorities around an alert do with it, each by an operator of its own. */
export type AlertTalk = ReturnType<typeof alertTalk>

export function alertTalk(core: Core, world: AlertWorld) {
  /** An alert as an authority sees it. */
  async function seen(id: AlertId, by: Authority): Promise<AlertView> {
    const { alert } = await core.done('alerts.view', { id, as: null }, { as: await world.as(by) })
    if (alert === null) throw new Error(`${by.officialName} does not see it`)
    return alert
  }

  async function draft(by = world.author, form = formOf()): Promise<AlertId> {
    return (await core.done('alerts.create', { module: ALERT, as: null, form }, { as: await world.as(by) }))
      .id
  }

  async function seenBy(id: AlertId, by: Authority) {
    return { id, revision: (await seen(id, by)).revision, as: null }
  }

  /**
   * Created, submitted and broadcast, as everybody does it.
   * @param uncovered the Member States of which was seen that nobody is reached there
   */
  async function broadcast(form = formOf(), uncovered: string[] = []): Promise<AlertId> {
    const id = await draft(world.author, form)
    await core.done(
      'alerts.submit',
      { ...(await seenBy(id, world.author)), coordinatorId: world.coordinator.id },
      { as: await world.as(world.author) },
    )
    await core.done(
      'alerts.broadcast',
      { ...(await seenBy(id, world.coordinator)), uncovered },
      { as: await world.as(world.coordinator) },
    )
    return id
  }

  async function say(id: AlertId, by: Authority, what: Partial<Input<'alerts.comment'>>) {
    const common = { kind: 'comment', text: 'Text', language: 'en', answers: null } as const
    return core.done('alerts.comment', { id, as: null, ...common, ...what }, { as: await world.as(by) })
  }

  return { seen, draft, seenBy, broadcast, say }
}
