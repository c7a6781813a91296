import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { generalRoles, userRolesFor } from '../../../src-shared/catalogue-lookups'
import type { AccessView } from '../../stores/authority'
import { useCatalogue } from '../../stores/catalogue'

/** Roles that are given and taken away together: those for the authority, or those of one module. */
export interface RoleGroup {
  readonly key: string
  readonly title: string
  /** The name in full, where the title is a short one. */
  readonly full: string
  /** The access is suspended: the roles stay, without effect (P8). */
  readonly suspended: boolean
  /** There is no such access any more: roles of it can be taken away only. */
  readonly gone: boolean
  readonly roles: readonly { readonly ref: string; readonly name: string }[]
}

/**
 * The roles a user of an authority can have, in groups: for the authority, then each module in the order of the
 * catalogue (D2, P30); at the end what the user holds without an access.
 */
export function useRoleGroups(
  accesses: () => readonly AccessView[],
  held: () => readonly string[],
): ComputedRef<RoleGroup[]> {
  const catalogue = useCatalogue()
  const { t } = useI18n()

  function group(key: string, refs: readonly string[], kind: 'active' | 'suspended' | 'gone'): RoleGroup {
    const general = key === 'general'
    return {
      key,
      title: general ? t('users.general') : catalogue.moduleShortName(key),
      full: general ? '' : catalogue.moduleName(key),
      suspended: kind === 'suspended',
      gone: kind === 'gone',
      roles: refs.map((ref) => ({ ref, name: catalogue.roleName(ref) })),
    }
  }

  return computed(() => {
    const order = new Map(catalogue.data.modules.map((module, index) => [module.code, index]))
    const place = (code: string): number => order.get(code) ?? order.size
    const ofModules = accesses()
      .map((view) => view.access)
      .sort((left, right) => place(left.module) - place(right.module))
      .map(({ module, role, status }) => group(module, userRolesFor(catalogue.data, module, role), status))
      .filter((each) => each.roles.length > 0)
    const possible = [group('general', generalRoles(catalogue.data), 'active'), ...ofModules]
    const known = new Set(possible.flatMap((each) => each.roles.map((role) => role.ref)))
    const left = new Map<string, string[]>()
    for (const ref of held()) {
      const module = ref.split(':')[0] ?? ''
      if (!known.has(ref)) left.set(module, [...(left.get(module) ?? []), ref])
    }
    return [...possible, ...[...left].map(([key, refs]) => group(key, refs, 'gone'))]
  })
}
