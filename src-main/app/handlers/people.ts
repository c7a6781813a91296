import type { ReaderPart } from '../handlers'
import { findHits, foldWords } from '../../domain/folding'
import { borderOf } from '../../domain/standing'
import { alertsWith } from './alerts'
import { lookUpAuthorities } from './authority-lookup'
import { ownAuthority } from './facts'

/** How many of a kind the search on top shows. */
const SHOWN = 6

/** Letters from which on users are searched: one letter names nobody. */
const USERS_FROM = 2

/** The search on top, and the one of a field for an authority. */
export const topSearch: ReaderPart<'search'> = {
  'search.authorities': lookUpAuthorities,

  'search.top': ({ text }, tools) => {
    const { store, caller } = tools
    const words = foldWords(text)
    if (words.length === 0) return { authorities: [], users: [], alerts: [] }
    const letters = Math.max(...words.map((word) => word.length))
    const own = ownAuthority(store, caller)
    const border = borderOf(caller, own)
    const criteria = {
      text,
      myAuthoritiesOnly: false,
      memberState: own?.memberState ?? null,
      type: null,
      status: null,
      module: null,
      role: null,
      accessManager: null,
      administrators: null,
    }
    const request = {
      criteria,
      sort: { by: 'relevance' as const, descending: false },
      actsFor: caller.actsFor,
    }
    return {
      authorities: store.searchAuthorities(request, 0, SHOWN).map(({ authority }) => {
        const { id, officialName, memberState, status, informalTitle } = authority
        return {
          id,
          officialName,
          memberState,
          status,
          informalTitle,
          nameHits: findHits(officialName, words, { inside: true }),
          titleHits: findHits(informalTitle, words, { inside: true }),
        }
      }),
      users: (letters < USERS_FROM || border === null ? [] : store.searchUsers(text, border, SHOWN)).map(
        (user) => ({
          id: user.id,
          name: user.name,
          email: user.email,
          authorityId: user.authorityId,
          authorityName: user.authorityName,
          hits: findHits(user.name, words, { inside: false }),
        }),
      ),
      alerts:
        letters < USERS_FROM
          ? []
          : alertsWith(tools, text, SHOWN).map(({ id, number, title, module }) => ({
              ...{ id, number, title, module },
              hits: findHits(title, words, { inside: false }),
            })),
    }
  },
}
