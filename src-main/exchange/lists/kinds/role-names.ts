import { moduleOf, type Catalogue } from '../../../../src-shared/catalogue'
import { fold } from '../../../domain/folding'

const GENERAL = 'general'

/**
 * Reads the roles of a user as lists write them: `Administrator`, `registers:viewer`, or module by module
 * `Registers: Viewer, Register editor; SOLVIT: Case handler`. A role without a module is a general one, or the one of
 * this name among those the authority offers.
 * @param offered every role that a user of the authority can have, as `module:role`
 * @returns the roles, and what could not be read
 */
export function rolesFrom(
  written: string,
  offered: readonly string[],
  catalogue: Catalogue,
): { readonly roles: string[]; readonly unknown: string[] } {
  const roles = new Set<string>()
  const unknown: string[] = []
  for (const group of written.split(/[;\n]/)) {
    let module: string | null = null
    for (const item of group.split(',').map((each) => each.trim())) {
      // Names of modules have colons in them, names of roles have none.
      const [, prefix, rest] = /^(.+):([^:]*)$/.exec(item) ?? []
      if (prefix !== undefined) module = moduleNamed(prefix, catalogue) ?? prefix
      const name = (rest ?? item).trim()
      if (name === '') continue
      const meant = offered.filter((role) => isNamed(role, module, name, catalogue))
      const general = meant.filter((role) => role.startsWith(`${GENERAL}:`))
      const [one, ...others] = general.length > 0 ? general : meant
      if (one === undefined || others.length > 0) unknown.push(item)
      else roles.add(one)
    }
  }
  return { roles: [...roles].sort(), unknown }
}

/** The code of a module that a list names by its name, short name or code. */
export function moduleNamed(written: string, catalogue: Catalogue): string | null {
  const name = fold(written)
  if (name === GENERAL) return GENERAL
  const found = catalogue.modules.find((module) =>
    [module.code, module.name, module.shortName].some((each) => fold(each) === name),
  )
  return found?.code ?? null
}

function isNamed(role: string, module: string | null, name: string, catalogue: Catalogue): boolean {
  const [where = '', code = ''] = role.split(':')
  if (module !== null && module !== where) return false
  const kind = where === GENERAL ? GENERAL : moduleOf(catalogue, where)?.kind
  const label = catalogue.roles.find((each) => each.kind === kind && each.code === code)?.name
  return fold(code) === fold(name) || (label !== undefined && fold(label) === fold(name))
}
