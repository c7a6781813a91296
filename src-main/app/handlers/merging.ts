import type { Output } from '../../../src-shared/contract'
import type { Authority } from '../../../src-shared/entities/authority'
import type { EntityName } from '../../../src-shared/entities'
import type { AuthorityId } from '../../../src-shared/ids'
import { ok, refuse } from '../../../src-shared/result'
import type { Change, ChangeOf } from '../../domain/change'
import { mayMerge, mergeAuthorities, usualValues, type MergeFacts } from '../../domain/merging'
import { mergedModules } from '../../domain/merging-accesses'
import { moveOthers, samePersons } from '../../domain/merging-others'
import { catalogueOf } from '../catalogue'
import type { ReaderPart, WriterPart } from '../handlers'
import type { ReadStore, Versioned } from '../ports'
import { endedAt } from '../../domain/alerts/clocks'
import { questionContext, rowsNaming, staleIf } from './facts'
import { obstacle } from './obstacle'

/** How many names a plan lists before it only counts. */
const NAMED = 20

type Plan = Output<'merge.plan'>
type Found = Versioned<Authority>

/** The authorities asked for, the survivor first; unknown ones are left out. */
function findAll(store: ReadStore, ids: readonly AuthorityId[]): Found[] {
  return ids.flatMap((id) => store.find('authority', id) ?? [])
}

/** Everything that names one of the authorities. */
function mergeFacts(
  store: ReadStore,
  [survivor, ...merged]: readonly [Authority, ...Authority[]],
  roles: MergeFacts['roles'],
): MergeFacts {
  const all = new Set<string>([survivor, ...merged].map((each) => each.id))
  const of = rowsNaming(store, all)
  const gone = new Set<string>(merged.map((each) => each.id))
  const accesses = of('access')
  return {
    catalogue: catalogueOf(store),
    ...{ survivor, merged, roles },
    accesses: accesses.filter((access) => all.has(access.authorityId)),
    naming: accesses.filter((access) => !all.has(access.authorityId)),
    nameOf: (id) => store.find('authority', id)?.row.officialName ?? '',
    users: of('user'),
    relations: of('accessManager'),
    roleRequests: of('roleRequest'),
    openDecisions: of('openDecision'),
    mails: of('mail'),
    exchanges: {
      ...{ alerts: of('alert'), recipients: of('alertRecipient') },
      ...{ comments: of('alertComment'), attachments: of('alertAttachment') },
      runs: (id) => {
        const alert = store.find('alert', id)?.row
        return alert !== undefined && endedAt(alert) === null
      },
    },
    operators: of('operator').filter((each) => each.actsFor !== null && gone.has(each.actsFor)),
    earlier: of('authority').filter((each) => each.mergedInto !== null && gone.has(each.mergedInto)),
  }
}

function named(names: readonly string[]): Plan['users'] {
  const each = [...new Set(names)].sort()
  return { count: each.length, names: each.slice(0, NAMED) }
}

function modulesOf(facts: MergeFacts): Plan['modules'] {
  return mergedModules(facts).map(({ module, parts, kept, before, undecided }) => ({
    module,
    outcome: undecided
      ? 'conflict'
      : parts.length > 1
        ? 'unites'
        : before.authorityId === kept.authorityId
          ? 'stays'
          : 'moves',
    role: kept.role,
    status: kept.status,
    parts: parts.map(({ authorityId, role, status }) => ({ authorityId, role, status })),
  }))
}

/** Names of those whose relation moves; what would stand twice goes and is not told. */
function relationsOf(facts: MergeFacts, changes: readonly Change[]): Pick<Plan, 'manages' | 'managers'> {
  const moved = changes.filter(
    (change): change is Extract<ChangeOf<'accessManager'>, { op: 'update' }> =>
      change.entity === 'accessManager' && change.op === 'update',
  )
  const asManager = moved.filter(({ before, after }) => before.managerId !== after.managerId)
  const asManaged = moved.filter(({ before, after }) => before.authorityId !== after.authorityId)
  return {
    manages: named(asManager.map(({ after }) => facts.nameOf(after.authorityId))),
    managers: named(asManaged.map(({ after }) => facts.nameOf(after.managerId))),
  }
}

const NOTHING = { count: 0, names: [] }

/** Before a merge. */
export const mergeQueries: ReaderPart<'merge'> = {
  'merge.plan': ({ survivor, merged, roles }, { store, caller, clock }) => {
    const found = findAll(store, [survivor, ...merged])
    const authorities = found.map(({ row, revision }) => ({ authority: row, revision }))
    const [first, ...others] = found.map((each) => each.row)
    const context = questionContext(caller, clock)
    const nothing: Plan = {
      ...{ authorities, obstacle: null, modules: [], accesses: [], accessManagerRole: false },
      values: usualValues(found.map((each) => each.row)),
      ...{ links: NOTHING, users: NOTHING, samePersons: [], manages: NOTHING, managers: NOTHING },
      ...{ requests: 0, decisions: 0, mails: 0, operators: NOTHING },
    }
    if (first === undefined || found.length !== merged.length + 1) {
      return { ...nothing, obstacle: obstacle(refuse('authority-unknown')) }
    }
    const allowed = mayMerge({ survivor: first, merged: others }, context)
    if (!allowed.ok) return { ...nothing, obstacle: obstacle(allowed) }
    const facts = mergeFacts(store, [first, ...others], roles)
    const moves = moveOthers(facts, [])
    const gone = new Set<string>(merged)
    const count = (entity: EntityName): number => moves.filter((change) => change.entity === entity).length
    return {
      ...nothing,
      obstacle: obstacle(mergeAuthorities(facts, nothing.values, context)),
      modules: modulesOf(facts),
      accesses: found.flatMap(({ row }) =>
        store.accessesOf(row.id).map((access) => ({ id: access.row.id, revision: access.revision })),
      ),
      accessManagerRole: found.some(({ row }) => row.hasAccessManagerRole),
      links: named(
        facts.naming
          .filter((access) => access.linkedCoordinators.some((id) => gone.has(id)))
          .map((access) => facts.nameOf(access.authorityId)),
      ),
      users: named(
        facts.users
          .filter((user) => user.status === 'active' && gone.has(user.authorityId))
          .map((user) => user.name),
      ),
      samePersons: samePersons(facts.users),
      ...relationsOf(facts, moves),
      requests: count('roleRequest'),
      decisions: count('openDecision'),
      mails: count('mail'),
      operators: named(facts.operators.map((operator) => operator.name)),
    }
  },
}

/** Merging. */
export const mergeCommands: WriterPart<'merge'> = {
  'merge.apply': (input, { store, context, record }) => {
    const asked = [input.survivor, ...input.merged]
    const found = findAll(
      store,
      asked.map((each) => each.id),
    )
    const [first, ...others] = found.map((each) => each.row)
    if (first === undefined || found.length !== asked.length) return refuse('authority-unknown')
    const allowed = mayMerge({ survivor: first, merged: others }, context)
    if (!allowed.ok) return allowed
    for (const [index, stored] of found.entries()) {
      const stale = staleIf(stored, asked[index]?.revision ?? 0)
      if (stale !== null) return stale
    }
    const accesses = found.flatMap(({ row }) => store.accessesOf(row.id))
    const seen = new Map<string, number>(input.accesses.map((each) => [each.id, each.revision]))
    const asSeen = accesses.every(({ row, revision }) => seen.get(row.id) === revision)
    if (!asSeen || seen.size !== accesses.length) return refuse('stale')
    const decided = mergeAuthorities(
      mergeFacts(store, [first, ...others], input.roles),
      input.values,
      context,
    )
    if (!decided.ok) return decided
    record(decided.value, input.reason)
    return ok({})
  },
}
