import { z } from 'zod'
import { AlertModule, alertModuleFaults } from './alert-modules'
import { AREA_COORDINATOR, REGISTERS_MODULE } from './catalogue-lookups'
import { ClassificationCode, ModuleCode } from './entities/access'
import { MemberStateCode } from './entities/authority'
import { refuse, ok, type Result } from './result'

export * from './catalogue-lookups'

const Code = z.string().regex(/^[a-z0-9-]+$/)
const Label = z.string().trim().min(1).max(200)
const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/)

/** A Member State with the code the Commission uses: EL and UK, not GR and GB (product decision P22). */
export const MemberState = z.strictObject({
  code: MemberStateCode,
  iso: MemberStateCode,
  name: Label,
  ownName: Label,
  /** Further names lists may use. */
  otherNames: z.array(Label),
  validFrom: Day,
  /** Last day on which it took part; null while it does. */
  validTo: Day.nullable(),
  languages: z.array(z.string().regex(/^[a-z]{2}$/)).min(1),
  script: z.enum(['latin', 'greek', 'cyrillic']),
})
export type MemberState = z.infer<typeof MemberState>

export const Language = z.strictObject({
  code: z.string().regex(/^[a-z]{2}$/),
  name: Label,
  ownName: Label,
  /** One of the 24 official languages of the Union. */
  official: z.boolean(),
})
export type Language = z.infer<typeof Language>

const Region = z.strictObject({ name: z.string().trim().min(1).max(80), otherNames: z.array(Label) })
export const RegionsOfMemberState = z.strictObject({ memberState: MemberStateCode, regions: z.array(Region) })

const AuthorityTypeParameter = z.strictObject({ code: Code, label: Label })

/**
 * A type of authority. Where it has parameters, one of them stands after the colon of the stored form (E1, product
 * decision P11): federal or regional, or the legal area of an area coordinator.
 */
export const AuthorityType = z.strictObject({
  code: z.string().regex(/^[a-z-]+$/),
  label: Label,
  /** Each with the label of the type that holds it. */
  parameters: z.array(AuthorityTypeParameter),
  /** Member States the release notes name for it; empty where any. Information, not a rule. */
  givenFor: z.array(MemberStateCode),
})
export type AuthorityType = z.infer<typeof AuthorityType>

export const LegalArea = z.strictObject({ code: Code, name: Label, legalBasis: Label, pilot: z.boolean() })
export type LegalArea = z.infer<typeof LegalArea>

export const ModuleKind = z.enum([
  'information-request',
  'notification',
  'alert',
  'repository',
  'solvit',
  'horizontal',
])
export type ModuleKind = z.infer<typeof ModuleKind>

export const ModuleSetting = z.enum(['keywords', 'professions'])
export type ModuleSetting = z.infer<typeof ModuleSetting>

/** A module of IMI around V7 (C10). */
export const Module = z.strictObject({
  code: ModuleCode,
  /** As the release notes spell it. */
  name: Label,
  shortName: Label,
  kind: ModuleKind,
  legalArea: Code.nullable(),
  /** False for Registers, CIT repository and SOLVIT (product decision P30). */
  hasAuthorityRole: z.boolean(),
  settings: z.array(ModuleSetting),
  newInV7: z.boolean(),
  pilot: z.boolean(),
  /** False where public sources do not confirm that V7 still had it. */
  confirmed: z.boolean(),
})
export type Module = z.infer<typeof Module>

/** A role of users, per kind of module; `general` belongs to no module (product decision P30). */
export const UserRole = z.strictObject({
  kind: z.enum(['general', ...ModuleKind.options]),
  code: z.string().regex(/^[a-z-]+$/),
  name: Label,
  coordinatorOnly: z.boolean(),
  /** `product` marks names that are this product's own. */
  source: z.enum(['source', 'product']),
})
export type UserRole = z.infer<typeof UserRole>

const Item = z.strictObject({ code: ClassificationCode, label: Label })
export type ClassificationItem = z.infer<typeof Item>

/** A sector with its professions: one tree for PQ (C8). */
export const Sector = z.strictObject({ code: ClassificationCode, label: Label, professions: z.array(Item) })
export type Sector = z.infer<typeof Sector>

/** Keyword lists: modules of one area start with the same list and can then differ (C7). */
export const Keywords = z.strictObject({
  baseLists: z.array(z.strictObject({ code: Code, legalArea: Code, items: z.array(Item) })),
  moduleLists: z.array(
    z.strictObject({
      module: ModuleCode,
      startsFrom: Code,
      added: z.array(Item),
      /** Codes no longer offered; they stay known, so that earlier selections can still be read. */
      withdrawn: z.array(ClassificationCode),
    }),
  ),
})

/** What the Helpdesk changed in the classification of one module, over the lists that come with the program (C7). */
export const ClassificationChanges = z.strictObject({
  module: ModuleCode,
  items: z.array(
    Item.extend({
      /** The sector a profession stands under; null for keywords and for sectors. */
      parent: ClassificationCode.nullable(),
      /** No longer offered; it stays known, so that earlier selections can still be read. */
      retired: z.boolean(),
    }),
  ),
})
export type ClassificationChanges = z.infer<typeof ClassificationChanges>

/** A tree as a flat list; disabled trees keep their selections (C9). */
export const AreaTree = z.strictObject({
  enabled: z.boolean(),
  items: z.array(z.strictObject({ code: Code, label: Label, parent: Code.nullable() })),
})
export type AreaTree = z.infer<typeof AreaTree>

export const Catalogue = z.strictObject({
  memberStates: z.array(MemberState),
  languages: z.array(Language),
  regions: z.array(RegionsOfMemberState),
  authorityTypes: z.array(AuthorityType),
  legalAreas: z.array(LegalArea),
  modules: z.array(Module),
  roles: z.array(UserRole),
  professions: z.array(Sector),
  keywords: Keywords,
  /** What this store changed in the lists above. */
  classifications: z.array(ClassificationChanges),
  policyAreas: AreaTree,
  economicAreas: AreaTree,
  /** How the modules of the kinds alert and notification work (K1, K12). */
  alertModules: z.array(AlertModule),
})
export type Catalogue = z.infer<typeof Catalogue>

function repeated(where: string, codes: readonly string[]): string[] {
  const seen = new Set<string>()
  return codes.filter((code) => seen.has(code) || !seen.add(code)).map((code) => `${where}: ${code} twice`)
}

function unknown(where: string, codes: readonly (string | null)[], known: ReadonlySet<string>): string[] {
  return codes.flatMap((code) => (code === null || known.has(code) ? [] : [`${where}: ${code} unknown`]))
}

const codesOf = (items: readonly { readonly code: string }[]) => items.map((item) => item.code)

/**
 * What is wrong between the parts of a catalogue that has the right shape: repeated codes and references that
 * lead nowhere. Empty when it is sound.
 */
export function catalogueFaults(catalogue: Catalogue): string[] {
  const { memberStates, languages, legalAreas, modules, keywords, professions } = catalogue
  const states = new Set(codesOf(memberStates))
  const areas = new Set(codesOf(legalAreas))
  const moduleCodes = new Set(codesOf(modules))
  const spoken = new Set(codesOf(languages))
  const lists = new Set(codesOf(keywords.baseLists))
  const withKeywords = modules
    .filter((module) => module.settings.includes('keywords'))
    .map(({ code }) => code)
  const exchanges = modules.filter((module) => ['alert', 'notification'].includes(module.kind))
  const areaCoordinator = catalogue.authorityTypes.find((type) => type.code === AREA_COORDINATOR)
  const coordinated = new Set(codesOf(areaCoordinator?.parameters ?? []))
  const listed = new Set(keywords.moduleLists.map((list) => list.module))
  return [
    ...repeated('memberStates', codesOf(memberStates)),
    ...repeated('languages', codesOf(languages)),
    ...repeated('authorityTypes', codesOf(catalogue.authorityTypes)),
    ...repeated('legalAreas', codesOf(legalAreas)),
    ...repeated('modules', codesOf(modules)),
    ...repeated(
      'roles',
      catalogue.roles.map((role) => `${role.kind}:${role.code}`),
    ),
    ...repeated(
      'professions',
      professions.flatMap((sector) => [sector.code, ...codesOf(sector.professions)]),
    ),
    ...unknown(
      'memberStates.languages',
      memberStates.flatMap((state) => state.languages),
      spoken,
    ),
    ...unknown(
      'regions',
      catalogue.regions.map((entry) => entry.memberState),
      states,
    ),
    ...repeated(
      'regions',
      catalogue.regions.map((entry) => entry.memberState),
    ),
    ...catalogue.regions.flatMap((entry) =>
      repeated(
        `regions ${entry.memberState}`,
        entry.regions.map((region) => region.name),
      ),
    ),
    ...unknown(
      'authorityTypes.givenFor',
      catalogue.authorityTypes.flatMap((type) => type.givenFor),
      states,
    ),
    ...catalogue.authorityTypes.flatMap((type) => repeated(`type ${type.code}`, codesOf(type.parameters))),
    ...unknown('areas without coordinator type', [...areas], coordinated),
    ...unknown('area coordinators', [...coordinated], areas),
    ...unknown(
      'modules.legalArea',
      modules.map((module) => module.legalArea),
      areas,
    ),
    ...unknown(
      'keywords.baseLists',
      keywords.baseLists.map((list) => list.legalArea),
      areas,
    ),
    ...unknown('keywords.moduleLists', [...listed], moduleCodes),
    ...unknown(
      'keywords.startsFrom',
      keywords.moduleLists.map((list) => list.startsFrom),
      lists,
    ),
    ...unknown('modules without keywords', withKeywords, listed),
    ...keywords.baseLists.flatMap((list) => repeated(`keywords ${list.code}`, codesOf(list.items))),
    ...repeated(
      'alerts',
      catalogue.alertModules.map((each) => each.module),
    ),
    ...catalogue.alertModules.flatMap(alertModuleFaults),
    ...unknown(
      'alerts',
      catalogue.alertModules.map((each) => each.module),
      new Set(codesOf(exchanges)),
    ),
    ...unknown(
      'modules without a form',
      codesOf(exchanges),
      new Set(catalogue.alertModules.map((each) => each.module)),
    ),
    ...treeFaults('policyAreas', catalogue.policyAreas),
    ...treeFaults('economicAreas', catalogue.economicAreas),
    ...unknown('horizontal', [REGISTERS_MODULE], moduleCodes),
  ]
}

function treeFaults(where: string, tree: AreaTree): string[] {
  const codes = codesOf(tree.items)
  const parents = tree.items.map((item) => item.parent)
  return [...repeated(where, codes), ...unknown(where, parents, new Set(codes))]
}

/**
 * Reads a catalogue from data (the built-in files, or a file the Helpdesk brings: product decision P22).
 * Refuses with `catalogue-not-valid` and the first faults.
 */
export function parseCatalogue(data: unknown): Result<Catalogue, 'catalogue-not-valid'> {
  const parsed = Catalogue.safeParse(data)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    return refuse('catalogue-not-valid', { faults: faults.slice(0, 20) })
  }
  const faults = catalogueFaults(parsed.data)
  return faults.length === 0
    ? ok(parsed.data)
    : refuse('catalogue-not-valid', { faults: faults.slice(0, 20) })
}
