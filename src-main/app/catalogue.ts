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
    policyAreas,
    economicAreas,
  })
  if (parsed.ok) return parsed.value
  throw new Error(`The built-in catalogue is not valid: ${JSON.stringify(parsed.refusal.params)}`)
}

/** The catalogue that comes with the program, checked once. A fault in it is a bug of the release, so it throws. */
export const catalogue: Catalogue = builtIn()
