import type { Name } from '../../../src-shared/contract'
import type { UnitId } from '../../../src-shared/ids'
import { created } from '../../../src-main/domain/change'
import { ALERT, alertOf, commentOf, formOf, recipientOf } from '../../support/alert-samples'
import { alertWorld } from '../../support/alert-world'
import { newId, NOW } from '../../support/samples'
import type { Scene } from './undoing'

type Way = () => Promise<UnitId>
type Ways = Partial<Record<Name, () => Way | Promise<Way>>>

/** For every act on alerts that can be taken back, how it is done; by the Helpdesk on behalf of an authority. */
export function alertActs(scene: () => Pick<Scene, 'core' | 'act'>): Ways {
  /** An alert in a state, with a proposal to close and its authorities. */
  const given = (status: 'draft' | 'submitted' | 'broadcast' | 'closure-proposed') => {
    const { core } = scene()
    const world = alertWorld(core)
    const submitted = status === 'draft' ? null : world.coordinator.id
    const alert = alertOf(world.author, { status, coordinatorId: submitted, submittedAt: NOW })
    const kind = status === 'closure-proposed' ? 'closure-proposal' : 'comment'
    const comment = commentOf(alert, world.poland, { kind })
    const running = status === 'broadcast' || status === 'closure-proposed'
    core.given(
      created('alert', alert),
      ...(running ? [created('alertRecipient', recipientOf(alert, world.poland))] : []),
      ...(running ? [created('alertRecipient', recipientOf(alert, world.romania))] : []),
      ...(running ? [created('alertComment', comment)] : []),
    )
    return { world, comment, seen: { id: alert.id, revision: 1, as: world.author.id } }
  }
  const act: Scene['act'] = (name, input) => scene().act(name, input)
  return {
    'alerts.create': () => {
      const { author } = alertWorld(scene().core)
      return () => act('alerts.create', { module: ALERT, as: author.id, form: formOf() })
    },
    'alerts.saveDraft': () => {
      const { seen } = given('draft')
      return () => act('alerts.saveDraft', { ...seen, form: formOf({ title: 'Other', recipients: ['EL'] }) })
    },
    'alerts.discard': () => {
      const { seen } = given('draft')
      return () => act('alerts.discard', { ...seen, reason: '' })
    },
    'alerts.submit': () => {
      const { seen, world } = given('draft')
      return () => act('alerts.submit', { ...seen, coordinatorId: world.coordinator.id })
    },
    'alerts.takeBack': () => {
      const { seen } = given('submitted')
      return () => act('alerts.takeBack', seen)
    },
    'alerts.return': () => {
      const { seen, world } = given('submitted')
      return () => act('alerts.return', { ...seen, as: world.coordinator.id, reason: 'Name the site' })
    },
    'alerts.askDeletion': () => {
      const { comment, world } = given('broadcast')
      const input = { id: comment.id, revision: 1, as: world.coordinator.id, reason: 'A slip' }
      return () => act('alerts.askDeletion', input)
    },
    'alerts.deleteComment': () => {
      const { comment, world } = given('closure-proposed')
      return () => act('alerts.deleteComment', { id: comment.id, revision: 1, as: world.poland.id })
    },
    'alerts.instruct': () => {
      const { seen, world } = given('closure-proposed')
      return () => act('alerts.instruct', { ...seen, as: world.second.id, text: 'Please close' })
    },
    'alerts.withdrawInstruction': async () => {
      const { seen, world } = given('closure-proposed')
      const as = world.second.id
      await act('alerts.instruct', { ...seen, as, text: 'Please close' })
      return () => act('alerts.withdrawInstruction', { ...seen, revision: 2, as, reason: 'Not yet' })
    },
    'alerts.copy': () => {
      const { seen } = given('broadcast')
      return () => act('alerts.copy', { id: seen.id, as: seen.as })
    },
    'alerts.detach': () => {
      const { seen } = given('draft')
      const attachment = {
        ...{ id: newId(), alertId: seen.id, authorityId: seen.as, name: 'site.pdf', size: 3 },
        ...{ hash: 'ab'.repeat(32), addedAt: NOW },
      }
      const { core } = scene()
      core.given(created('alertAttachment', attachment))
      core.writer.transaction(() => {
        core.writer.store.keepBytes(attachment.hash, new Uint8Array([1, 2, 3]))
      })
      return () => act('alerts.detach', { id: attachment.id, as: seen.as })
    },
  }
}
