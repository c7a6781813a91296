import { memberStateOf, moduleOf, type Catalogue } from '../../../src-shared/catalogue'

/** Roles of V6 that stand under no legal area. */
const GENERAL_ROLES: ReadonlySet<string> = new Set(['administrator', 'basic-user'])

/** Stands in the place of the legal area for roles in the alert mechanism. */
const ALERT = 'alert'

type Known = (code: string) => boolean

/** Which codes the files may hold: those of the catalogue. */
export interface CodeLists {
  readonly isMemberState: Known
  readonly isLanguage: Known
  readonly isLegalArea: Known
  readonly isPolicyArea: Known
  readonly isEconomicArea: Known
  readonly isSector: Known
  readonly isProfession: Known
  /** `administrator`, `basic-user`, or a legal area (or `alert`) and a role of users: `services:request-handler`. */
  readonly isUserRole: Known
  /** Whether the legal area has this keyword in its list. */
  readonly isKeyword: (legalArea: string, code: string) => boolean
  /** The first language of a Member State: for users of whom V6 tells none. */
  readonly languageOf: (memberState: string) => string
}

const oneOf = (items: readonly { readonly code: string }[]): Known => {
  const codes = new Set(items.map((item) => item.code))
  return (code) => codes.has(code)
}

/** The keywords of each area: its base list, with what its modules added; those no longer offered are still known. */
function keywordsByArea({ keywords, modules }: Catalogue): ReadonlyMap<string, ReadonlySet<string>> {
  const byArea = new Map<string, Set<string>>()
  const add = (area: string, items: readonly { readonly code: string }[]): void => {
    const known = byArea.get(area) ?? new Set()
    for (const item of items) known.add(item.code)
    byArea.set(area, known)
  }
  for (const list of keywords.baseLists) add(list.legalArea, list.items)
  for (const list of keywords.moduleLists) {
    const area = modules.find((module) => module.code === list.module)?.legalArea
    if (area !== undefined && area !== null) add(area, list.added)
  }
  return byArea
}

function rolesByArea(catalogue: Catalogue): ReadonlySet<string> {
  const named = catalogue.modules.flatMap((module) => {
    const area = module.kind === 'alert' ? ALERT : module.legalArea
    const roles = catalogue.roles.filter((role) => role.kind === moduleOf(catalogue, module.code)?.kind)
    return area === null ? [] : roles.map((role) => `${area}:${role.code}`)
  })
  return new Set(named)
}

/** The codes of a catalogue, ready to be looked up. */
export function codeLists(catalogue: Catalogue): CodeLists {
  const keywords = keywordsByArea(catalogue)
  const roles = rolesByArea(catalogue)
  return {
    isMemberState: oneOf(catalogue.memberStates),
    isLanguage: oneOf(catalogue.languages),
    isLegalArea: oneOf(catalogue.legalAreas),
    isPolicyArea: oneOf(catalogue.policyAreas.items),
    isEconomicArea: oneOf(catalogue.economicAreas.items),
    isSector: oneOf(catalogue.professions),
    isProfession: oneOf(catalogue.professions.flatMap((sector) => sector.professions)),
    isUserRole: (role) => GENERAL_ROLES.has(role) || roles.has(role),
    isKeyword: (area, code) => keywords.get(area)?.has(code) ?? false,
    languageOf: (state) => memberStateOf(catalogue, state)?.languages[0] ?? 'en',
  }
}
