import fc from 'fast-check'
import type { Caller } from '../../../src-main/app/ports'
import type { AlertView } from '../../../src-shared/contract/alerts'
import type { Authority } from '../../../src-shared/entities/authority'
import type { AlertId, AuthorityId, UnitId } from '../../../src-shared/ids'
import { ALERT, COMPLETE, formOf } from '../alert-samples'
import { alertWorld, type AlertWorld } from '../alert-world'
import type { Answered, Core } from '../core'

/** One throw of the dice: an act, who does it, and what it is done with. */
export interface AlertThrow {
  readonly act: (typeof ALERT_THROWS)[number]
  readonly actor: number
  readonly pick: number
}

/** Everything that is thrown; undoing comes up often, because it is what is tried. */
export const ALERT_THROWS = [
  ...['create', 'saveDraft', 'saveDraft', 'discard', 'submit', 'submit', 'takeBack', 'takeBack', 'return'],
  ...['broadcast', 'broadcast', 'modify', 'disseminate', 'comment', 'propose', 'propose', 'object'],
  ...[
    'askDeletion',
    'deleteComment',
    'instruct',
    'uninstruct',
    'withdraw',
    'close',
    'copy',
    'suspend',
    'reactivate',
  ],
  ...['undo', 'undo', 'undo', 'undo', 'undo', 'undo', 'undo', 'undo'],
] as const

export const alertThrows = fc.array(
  fc.record<AlertThrow>({
    act: fc.constantFrom(...ALERT_THROWS),
    actor: fc.nat(17),
    pick: fc.nat(1000),
  }),
  { minLength: 5, maxLength: 40 },
)

/** Who usually does an act; half of the throws leave it to them, so that alerts get on. */
const USUAL: Readonly<Partial<Record<AlertThrow['act'], readonly (keyof AlertWorld)[]>>> = {
  ...{ create: ['author'], saveDraft: ['author'], discard: ['author'], submit: ['author'] },
  ...{ takeBack: ['author'], copy: ['author'], return: ['coordinator'], broadcast: ['coordinator'] },
  ...{ modify: ['author', 'coordinator'], disseminate: ['romania'], comment: ['poland', 'romania'] },
  ...{ propose: ['poland', 'romania'], object: ['romania', 'poland'], askDeletion: ['second', 'romania'] },
  ...{ deleteComment: ['poland', 'romania'], instruct: ['coordinator', 'second'] },
  ...{ uninstruct: ['second'], withdraw: ['second'] },
}

/** An act that was done: its unit, and who did it. */
export interface DoneAct {
  readonly unit: UnitId
  readonly act: string
  readonly by: Authority | null
  readonly alert: AlertId | null
  readonly undoes: DoneAct | null
}

/** Does acts on alerts by random actors: an operator of each authority, and the Helpdesk. */
export class AlertPlayer {
  readonly done: DoneAct[] = []
  readonly alerts: AlertId[] = []
  private readonly core: Core
  readonly world: AlertWorld
  readonly actors: readonly (Authority | null)[]

  constructor(core: Core, world = alertWorld(core)) {
    this.core = core
    this.world = world
    const { author, coordinator, second, poland, romania, local, france } = world
    this.actors = [author, coordinator, author, second, poland, romania, local, france, null]
  }

  /** Forgets what was done, for the next sequence. */
  begin(): void {
    this.done.length = 0
    this.alerts.length = 0
  }

  actor({ act, actor, pick }: AlertThrow): Authority | null {
    const usual = USUAL[act]
    const name = usual?.[pick % usual.length]
    const undone = act === 'undo' ? this.undone(pick) : undefined
    if (actor % 2 === 0 && undone !== undefined) return undone.by
    if (actor % 2 === 0 && name !== undefined) return this.world[name] as Authority
    return this.actors[Math.floor(actor / 2)] ?? null
  }

  /** The act that an undo is tried with: half of the time one of the newest, else any. */
  undone(pick: number): DoneAct | undefined {
    return pick % 2 === 0 ? this.done.at(-1 - (pick % 3)) : this.done[pick % Math.max(this.done.length, 1)]
  }

  async caller(by: Authority | null): Promise<Caller | undefined> {
    return by === null ? undefined : this.world.as(by)
  }

  /** An alert as an actor sees it; null if the actor does not. The Helpdesk looks on behalf of the initiator. */
  async view(id: AlertId, by: Authority | null, as: AuthorityId | null = null): Promise<AlertView | null> {
    const caller = await this.caller(by)
    const options = caller === undefined ? {} : { as: caller }
    return (await this.core.done('alerts.view', { id, as }, options)).alert
  }

  /** Does what was thrown; null where there is nothing it could be done with. */
  async play(thrown: AlertThrow): Promise<{ reply: Answered; undone: DoneAct | null } | null> {
    const { act, pick } = thrown
    const by = this.actor(thrown)
    const caller = await this.caller(by)
    const options = caller === undefined ? {} : { as: caller }
    const at = <Item>(list: readonly Item[]): Item | undefined => list[pick % Math.max(list.length, 1)]
    if (act === 'undo') {
      const undone = this.undone(pick)
      if (undone === undefined) return null
      const reply = await this.core.request('history.undo', { unit: undone.unit, reason: '' }, options)
      this.note(reply, { act: 'undo', by, alert: undone.alert, undoes: undone })
      return { reply, undone }
    }
    if (act === 'suspend' || act === 'reactivate') return this.switchAccess(act, pick)
    // The Helpdesk acts on behalf of the initiator half of the time.
    const as = by === null && pick % 2 === 0 ? this.world.author.id : null
    if (act === 'create') {
      const input = {
        module: ALERT,
        as,
        form: formOf({ recipients: pick % 3 === 0 ? ['PL'] : ['PL', 'RO'] }),
      }
      const reply = await this.core.request('alerts.create', input, options)
      if (reply.ok) this.alerts.push(reply.value.id)
      this.note(reply, { act, by, alert: reply.ok ? reply.value.id : null, undoes: null })
      return { reply, undone: null }
    }
    const id = pick % 4 < 3 ? this.alerts[0] : at(this.alerts)
    const view = id === undefined ? null : await this.view(id, by, as)
    if (id === undefined || view === null) return null
    const reply = await this.actOn(view, thrown, as, options)
    if (reply === null) return null
    const copy = act === 'copy' && reply.ok ? (reply.value as { id: AlertId }).id : null
    if (copy !== null) this.alerts.push(copy)
    this.note(reply, { act, by, alert: copy ?? id, undoes: null })
    return { reply, undone: null }
  }

  private async actOn(
    view: AlertView,
    { act, pick }: AlertThrow,
    as: AuthorityId | null,
    options: { as?: Caller },
  ): Promise<Answered | null> {
    const { core, world } = this
    const seen = { id: view.id, revision: view.revision, as }
    const form = formOf({
      title: `Title ${String(pick % 4)}`,
      content: pick % 5 === 0 ? { activity: 'Cranes' } : COMPLETE,
      recipients: pick % 3 === 0 ? ['PL', 'RO', 'FR'] : ['PL', 'RO'],
    })
    const reason = 'Because'
    const proposals = view.comments.filter((each) => each.kind === 'closure-proposal')
    const comment = view.comments[pick % Math.max(view.comments.length, 1)]
    const say = { id: view.id, as, text: `Text ${String(pick)}`, language: 'en', answers: null } as const
    switch (act) {
      case 'saveDraft':
        return core.request('alerts.saveDraft', { ...seen, form }, options)
      case 'discard':
        return core.request('alerts.discard', { ...seen, reason }, options)
      case 'submit':
        return core.request('alerts.submit', { ...seen, coordinatorId: world.coordinator.id }, options)
      case 'takeBack':
        return core.request('alerts.takeBack', seen, options)
      case 'return':
        return core.request('alerts.return', { ...seen, reason }, options)
      case 'broadcast':
        return core.request('alerts.broadcast', { ...seen, uncovered: [] }, options)
      case 'modify':
        return core.request('alerts.modify', { ...seen, form, reason, uncovered: [] }, options)
      case 'disseminate':
        return core.request(
          'alerts.disseminate',
          { ...seen, authorities: [world.local.id], note: '' },
          options,
        )
      case 'comment':
        return core.request('alerts.comment', { ...say, kind: 'comment' }, options)
      case 'propose':
        return core.request('alerts.comment', { ...say, kind: 'closure-proposal' }, options)
      case 'object': {
        const answers = proposals[pick % Math.max(proposals.length, 1)]?.id ?? null
        return core.request('alerts.comment', { ...say, kind: 'objection', answers }, options)
      }
      case 'askDeletion':
      case 'deleteComment': {
        if (comment === undefined) return null
        const about = { id: comment.id, revision: comment.revision, as }
        return act === 'askDeletion'
          ? core.request('alerts.askDeletion', { ...about, reason }, options)
          : core.request('alerts.deleteComment', about, options)
      }
      case 'instruct':
        return core.request('alerts.instruct', { ...seen, text: 'Close it' }, options)
      case 'uninstruct':
        return core.request('alerts.withdrawInstruction', { ...seen, reason }, options)
      case 'withdraw':
        return core.request('alerts.withdraw', { ...seen, reason }, options)
      case 'close': {
        const read = view.comments.filter((each) => each.kind === 'objection').map((each) => each.id)
        return core.request('alerts.close', { ...seen, read }, options)
      }
      case 'copy':
        return core.request('alerts.copy', { id: view.id, as }, options)
      default:
        return null
    }
  }

  /** Suspends or reactivates the access of an authority of the initiating Member State, as the Helpdesk. */
  private async switchAccess(act: 'suspend' | 'reactivate', pick: number) {
    const { author, coordinator, second } = this.world
    const authority = [author, coordinator, second][pick % 3] ?? author
    const [access] = this.core.raw('SELECT id, rev FROM access WHERE authorityId = ? AND module = ?', [
      authority.id,
      ALERT,
    ])
    const input = { id: String(access?.['id']), revision: Number(access?.['rev']), reason: '' }
    const reply: Answered = await this.core.request(`accesses.${act}`, input)
    this.note(reply, { act, by: null, alert: null, undoes: null })
    return { reply, undone: null }
  }

  private note(reply: Answered, act: Omit<DoneAct, 'unit'>): void {
    if (reply.ok && reply.unit !== undefined) this.done.push({ ...act, unit: reply.unit as UnitId })
    // What cannot be undone is tried as well.
    else if (reply.ok) {
      const [unit] = this.core.raw('SELECT id FROM unit ORDER BY row DESC LIMIT 1')
      this.done.push({ ...act, unit: String(unit?.['id']) as UnitId })
    }
  }
}
