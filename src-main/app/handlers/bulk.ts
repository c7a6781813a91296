import type { Output } from '../../../src-shared/contract'
import type { BulkAct, RefusedAuthority } from '../../../src-shared/contract/bulk'
import type { AuthorityId } from '../../../src-shared/ids'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { reactivateAccess, suspendAccess } from '../../domain/accesses'
import { linkCoordinators } from '../../domain/access-changes'
import type { Change } from '../../domain/change'
import type { Context } from '../../domain/context'
import { grantAccess } from '../../domain/granting'
import { Cancelled } from '../cancelled'
import { catalogueOf } from '../catalogue'
import type { WorkerPart, WriterPart } from '../handlers'
import type { Progress } from '../../../src-shared/events'
import type { ReadStore, Versioned } from '../ports'
import type { Access } from '../../../src-shared/entities/access'
import type { Authority } from '../../../src-shared/entities/authority'
import { unitHead } from '../unit-head'
import { coordinatorsNamed, ownAuthority } from './facts'
import { obstacle } from './obstacle'

/** How many authorities are decided between two progress messages. */
const TELL_EVERY = 200

type Seen = Output<'bulk.plan'>['will'][number]
type Subject = Pick<Seen, 'accessId' | 'revision'> & {
  readonly authority: Authority
  readonly access: Access | null
}

/** Decides an act for one authority after the other; what is the same for all of them is looked up once. */
class BulkDecider {
  private readonly store: ReadStore
  private readonly context: Context
  private readonly act: BulkAct
  private readonly common

  constructor(store: ReadStore, context: Context, act: BulkAct) {
    this.store = store
    this.context = context
    this.act = act
    this.common = {
      catalogue: catalogueOf(store),
      own: ownAuthority(store, context.actor),
      chosen: coordinatorsNamed(store, act.module, chosenIn(act)),
    }
  }

  /** The authority with its access to the module, each as it is now; null where it is not in the store. */
  find(authorityId: AuthorityId): Subject | null {
    const authority = this.store.find('authority', authorityId)
    if (authority === null) return null
    const access = this.accessOf(authorityId)
    return {
      authority: authority.row,
      access: access?.row ?? null,
      accessId: access?.row.id ?? null,
      revision: access?.revision ?? authority.revision,
    }
  }

  decide({ authority, access }: Subject): Result<Change[], string> {
    const { act, context } = this
    const { catalogue, own, chosen } = this.common
    if (act.kind === 'grant') {
      const decided = grantAccess(
        {
          ...{ catalogue, own, authority, existing: access, coordinators: chosen },
          users: this.store.usersOf(authority.id),
          managers: this.store.managersOf(authority.id),
        },
        act,
        context,
      )
      return decided.ok ? ok(decided.value.changes) : decided
    }
    if (access === null) return refuse('access-missing', { modules: [act.module] })
    const linked = coordinatorsNamed(this.store, act.module, access.linkedCoordinators)
    const facts = { catalogue, own, authority, access, coordinators: linked }
    switch (act.kind) {
      case 'suspend':
        return suspendAccess(facts, context)
      case 'reactivate':
        return reactivateAccess(facts, context)
      case 'link': {
        const added = chosen.filter((each) => !access.linkedCoordinators.includes(each.authority.id))
        return linkCoordinators(facts, [...linked, ...added], context)
      }
    }
  }

  private accessOf(authorityId: AuthorityId): Versioned<Access> | null {
    const id = this.store.accessTo(authorityId, this.act.module)?.id
    return id === undefined ? null : this.store.find('access', id)
  }
}

function chosenIn(act: BulkAct): readonly AuthorityId[] {
  if (act.kind === 'grant') return act.linkedCoordinators
  return act.kind === 'link' ? [act.coordinator] : []
}

function refusedRow(
  { id, officialName, memberState }: Authority,
  decided: Result<unknown, string>,
): RefusedAuthority {
  return { authorityId: id, officialName, memberState, obstacle: obstacle(decided) }
}

function teller(progress: (state: Progress) => boolean, total: number, what: string): (done: number) => void {
  return (done) => {
    if (done % TELL_EVERY === 0 && !progress({ done, total, what })) throw new Cancelled()
  }
}

/** The dry run of a bulk act. */
export const bulkPlans: WorkerPart<'bulk'> = {
  'bulk.plan': ({ act, authorities }, { store, caller, clock, progress }) => {
    const context = { now: clock.now(), actor: caller, newId: () => '' }
    const decider = new BulkDecider(store, context, act)
    const tell = teller(progress, authorities.length, 'progress.bulk-plan')
    const will: Seen[] = []
    const refused: RefusedAuthority[] = []
    const users = new Set<string>()
    ;[...new Set(authorities)].forEach((authorityId, index) => {
      tell(index)
      const subject = decider.find(authorityId)
      if (subject === null) return
      const decided = decider.decide(subject)
      if (!decided.ok) {
        refused.push(refusedRow(subject.authority, decided))
        return
      }
      const { officialName, memberState } = subject.authority
      const { accessId, revision } = subject
      will.push({ authorityId, accessId, revision, officialName, memberState })
      for (const change of decided.value) if (change.entity === 'user') users.add(change.id)
    })
    return ok({ will, refused, usersWithRoles: users.size })
  },
}

/** Doing it: one unit of the history; who changed since the dry run is skipped. */
export const bulkActs: WriterPart<'bulk'> = {
  'bulk.apply': ({ act, rows, reason }, { store, caller, context, progress, commit }) => {
    const decider = new BulkDecider(store, context, act)
    const tell = teller(progress, rows.length * 2, 'progress.bulk-plan')
    const skipped: RefusedAuthority[] = []
    const changes: Change[] = []
    let done = 0
    // An authority that is named twice is decided once: a second change of the same row would not know the first.
    const once = [...new Map(rows.map((row) => [row.authorityId, row])).values()]
    once.forEach((row, index) => {
      tell(index)
      const subject = decider.find(row.authorityId)
      if (subject === null) return
      const asSeen = subject.accessId === row.accessId && subject.revision === row.revision
      const decided = asSeen ? decider.decide(subject) : refuse('stale')
      if (!decided.ok) skipped.push(refusedRow(subject.authority, decided))
      else {
        changes.push(...decided.value)
        done += 1
      }
    })
    if (done === 0) return refuse('bulk-nothing')
    const head = unitHead('bulk.apply', reason, caller)
    commit((write) =>
      write.apply(head, changes, (written) =>
        progress({ done: written, total: changes.length, what: 'progress.bulk-apply' }),
      ),
    )
    return ok({ done, skipped })
  },
}
