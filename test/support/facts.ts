import { catalogue } from '../../src-main/app/catalogue'
import type { Actor, Context } from '../../src-main/domain/context'
import type { Authority } from '../../src-shared/entities/authority'
import { newId, NOW, authorityOf } from './samples'

export { catalogue }

export const HELPDESK: Actor = { operatorId: newId(), actsFor: null }

/** A user with the Administrator role of this authority. */
export function administratorOf(authority: Authority): Actor {
  return { operatorId: newId(), actsFor: authority.id }
}

export function contextFor(actor: Actor): Context {
  return { now: NOW, actor, newId }
}

/** An Access manager of Germany. */
export const MANAGER = authorityOf({ officialName: 'Bundesministerium', hasAccessManagerRole: true })
/** An authority of Germany without that role. */
export const PLAIN = authorityOf({ officialName: 'Landratsamt' })
/** An Access manager of France. */
export const FRENCH = authorityOf({
  officialName: 'Ministère',
  memberState: 'FR',
  hasAccessManagerRole: true,
})

/** Who may manage a German authority, and who may not: the same for every act on it. */
export const STANDINGS = [
  ['the IMI Helpdesk may', HELPDESK, null, null],
  ['an Access manager of its Member State may', administratorOf(MANAGER), MANAGER, null],
  [
    'an authority of its Member State without the role may not',
    administratorOf(PLAIN),
    PLAIN,
    'access-manager-role-needed',
  ],
  [
    'an inactivated Access manager may not',
    administratorOf(MANAGER),
    { ...MANAGER, status: 'inactivated', inactivatedAt: NOW } satisfies Authority,
    'access-manager-role-needed',
  ],
  [
    'an Access manager of another Member State may not',
    administratorOf(FRENCH),
    FRENCH,
    'not-in-your-member-state',
  ],
] as const satisfies readonly (readonly [string, Actor, Authority | null, string | null])[]
