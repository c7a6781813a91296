import type { Catalogue } from '../../src-shared/catalogue'
import type { Authority } from '../../src-shared/entities/authority'
import { ok, refuse } from '../../src-shared/result'
import { catalogueOf } from '../app/catalogue'
import type { WorkerPart } from '../app/handlers'
import type { Caller, FoundUser, ReadStore } from '../app/ports'
import { seesUsers, withinBorder } from '../domain/standing'
import { AUTHORITY_COLUMNS, authorityCells } from './authority-list'
import { USER_COLUMNS, userCells } from './user-list'
import { writeList } from './write-list'

function ownAuthority(store: ReadStore, caller: Caller): Authority | null {
  return caller.actsFor === null ? null : (store.find('authority', caller.actsFor)?.row ?? null)
}

const usersAs = (format: 'csv' | 'xlsx', catalogue: Catalogue) => ({
  format,
  sheet: 'Users',
  columns: USER_COLUMNS,
  cells: (each: FoundUser) => userCells(each, catalogue),
})

/** Lists written for other programs. */
export const reportTasks: WorkerPart<'authorities'> & WorkerPart<'users'> = {
  'authorities.export': async (input, { store, caller, file, progress }) => {
    const request = { criteria: input.criteria, sort: input.sort, actsFor: caller.actsFor }
    const chosen = input.only.length > 0
    const catalogue = catalogueOf(store)
    const written = await writeList(
      {
        format: input.format,
        sheet: 'Managed authorities',
        columns: AUTHORITY_COLUMNS,
        found: chosen ? store.authoritiesById(input.only) : store.everyAuthority(request),
        total: chosen ? input.only.length : store.countAuthorities(request),
        cells: (each) => authorityCells(each, catalogue),
      },
      { file, progress },
    )
    return ok(written)
  },

  'users.export': async ({ authorityId, format }, { store, caller, file, progress }) => {
    const authority = store.find('authority', authorityId)?.row
    if (authority === undefined) return refuse('authority-unknown')
    const own = ownAuthority(store, caller)
    if (!seesUsers(caller, own, authority)) {
      const same = own?.memberState === authority.memberState
      return same
        ? refuse('access-manager-role-needed', { authority: own.officialName })
        : refuse('not-in-your-member-state', { memberState: authority.memberState })
    }
    const found = store.usersOf(authorityId).map((user) => ({ user, authority }))
    const list = { ...usersAs(format, catalogueOf(store)), found, total: found.length }
    return ok(await writeList(list, { file, progress }))
  },

  'users.exportFound': async ({ criteria, format }, { store, caller, file, progress }) => {
    const allowed = withinBorder(caller, ownAuthority(store, caller), criteria)
    const found = allowed === null ? [] : store.everyUser(allowed)
    const total = allowed === null ? 0 : store.countUsers(allowed).matching
    const list = { ...usersAs(format, catalogueOf(store)), found, total }
    return ok(await writeList(list, { file, progress }))
  },
}
