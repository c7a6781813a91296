import type { z } from 'zod'
import type { ReplyOf } from '../faults'
import { accesses } from './accesses'
import { alertActs } from './alert-acts'
import { alerts } from './alerts'
import { authorities } from './authorities'
import { backups } from './backups'
import { bulk } from './bulk'
import { classifications } from './classifications'
import { crash } from './crash'
import type { Place, RefusalOfWho } from './define'
import { joined } from './joined'
import { drafts } from './drafts'
import { explain } from './explain'
import { history } from './history'
import { lists } from './lists'
import { mail } from './mail'
import { memory } from './memory'
import { merging } from './merging'
import { decisions, migration } from './migration'
import { paper } from './paper'
import { people } from './people'
import { retention } from './retention'
import { roleRequests } from './role-requests'
import { searches } from './searches'
import { session } from './session'
import { store } from './store'
import { translations } from './translation'
import { work } from './work'
import { users } from './users'

/** Everything the window can ask, by name. Each entry is everything about its call. */
export const contract = joined([
  session,
  store,
  authorities,
  accesses,
  backups,
  bulk,
  classifications,
  crash,
  people,
  drafts,
  explain,
  retention,
  roleRequests,
  work,
  users,
  history,
  searches,
  lists,
  mail,
  migration,
  decisions,
  memory,
  merging,
  alerts,
  alertActs,
  paper,
  translations,
] as const)

type Contract = typeof contract

export type Name = keyof Contract
export type NameOfKind<Kind extends 'query' | 'command' | 'task'> = {
  [N in Name]: Contract[N]['kind'] extends Kind ? N : never
}[Name]
export type NameAt<At extends Place> = { [N in Name]: Contract[N]['place'] extends At ? N : never }[Name]

/** What the window sends. */
export type Input<N extends Name> = z.input<Contract[N]['input']>
/** What a handler gets: the input after its schema. */
export type Parsed<N extends Name> = z.output<Contract[N]['input']>
export type Output<N extends Name> = z.output<Contract[N]['output']>
export type RefusalCode<N extends Name> =
  | (Contract[N] extends { readonly refusals: readonly (infer Code extends string)[] } ? Code : never)
  | RefusalOfWho<Contract[N]['who']>
export type Reply<N extends Name> = ReplyOf<Output<N>, RefusalCode<N>>

/** A request as it crosses the channel. `call` names it, for progress and cancelling. */
export interface Request {
  readonly call: string
  readonly name: string
  readonly input: unknown
}

/** Acts that must be repeated in the central IMI: what the carry-over list contains (P26, P47). */
export const CENTRAL_ACTS: readonly Name[] = (Object.keys(contract) as Name[]).filter((name) => {
  const entry = contract[name]
  return entry.kind !== 'query' && entry.centralEffect
})
