import eCommerce from '../../resources/alerts/e-commerce-notifications.json'
import architects from '../../resources/alerts/pq-notifications-architects.json'
import healthProfessions from '../../resources/alerts/pq-notifications-health-professions.json'
import servicesAlert from '../../resources/alerts/services-directive-alert.json'
import servicesNotifications from '../../resources/alerts/services-notifications.json'
import trainDrivers from '../../resources/alerts/train-driving-licences-notifications.json'
import authorityTypes from '../../resources/catalogue/authority-types.json'
import economicAreas from '../../resources/catalogue/economic-areas.json'
import keywords from '../../resources/catalogue/keywords.json'
import languages from '../../resources/catalogue/languages.json'
import legalAreas from '../../resources/catalogue/legal-areas.json'
import memberStates from '../../resources/catalogue/member-states.json'
import modules from '../../resources/catalogue/modules.json'
import policyAreas from '../../resources/catalogue/policy-areas.json'
import professions from '../../resources/catalogue/professions.json'
import regions from '../../resources/catalogue/regions.json'
import roles from '../../resources/catalogue/roles.json'
import { parseCatalogue, type Catalogue } from '../../src-shared/catalogue'
import type { ReadStore } from './ports'

function builtIn(): Catalogue {
  const parsed = parseCatalogue({
    memberStates,
    languages,
    regions,
    authorityTypes,
    legalAreas,
    modules,
    roles,
    professions,
    keywords,
    classifications: [],
    policyAreas,
    economicAreas,
    alertModules: [
      servicesAlert,
      servicesNotifications,
      eCommerce,
      architects,
      healthProfessions,
      trainDrivers,
    ],
  })
  if (parsed.ok) return parsed.value
  throw new Error(`The built-in catalogue is not valid: ${JSON.stringify(parsed.refusal.params)}`)
}

/** The catalogue that comes with the program, checked once. A fault in it is a bug of the release, so it throws. */
export const catalogue: Catalogue = builtIn()

type Changes = Pick<ReadStore, 'classificationItems' | 'areaTrees'>

/** The catalogue of a store as it was asked for last, so that what is derived from it is derived once. */
const made = new WeakMap<Changes, { readonly key: string; readonly catalogue: Catalogue }>()

/** The catalogue as this store has it: with what the Helpdesk changed in classifications and trees (C7, C9). */
export function catalogueOf(store: Changes): Catalogue {
  const items = store.classificationItems()
  const trees = store.areaTrees()
  if (items.length === 0 && trees.length === 0) return catalogue
  const key = JSON.stringify([items, trees])
  const known = made.get(store)
  if (known?.key === key) return known.catalogue
  const modules = [...new Set(items.map((item) => item.module))]
  const enabled = new Map(trees.map((tree) => [tree.id, tree.enabled]))
  const changed: Catalogue = {
    ...catalogue,
    classifications: modules.map((module) => ({
      module,
      items: items
        .filter((item) => item.module === module)
        .map(({ code, label, parent, retired }) => ({ code, label, parent, retired })),
    })),
    policyAreas: {
      ...catalogue.policyAreas,
      enabled: enabled.get('policyAreas') ?? catalogue.policyAreas.enabled,
    },
    economicAreas: {
      ...catalogue.economicAreas,
      enabled: enabled.get('economicAreas') ?? catalogue.economicAreas.enabled,
    },
  }
  made.set(store, { key, catalogue: changed })
  return changed
}
