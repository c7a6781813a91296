import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Catalogue } from '../../src-shared/catalogue'
import {
  authorityTypeLabel,
  authorityTypeRefs,
  classificationLabel as classificationLabelOf,
  moduleOf,
} from '../../src-shared/catalogue-lookups'
import { request } from '../ipc/client'

const EMPTY: Catalogue = {
  memberStates: [],
  languages: [],
  regions: [],
  authorityTypes: [],
  legalAreas: [],
  modules: [],
  roles: [],
  professions: [],
  keywords: { baseLists: [], moduleLists: [] },
  classifications: [],
  policyAreas: { enabled: false, items: [] },
  economicAreas: { enabled: false, items: [] },
  alertModules: [],
}

/** The catalogue: names of Member States, modules, types, roles and classifications. */
export const useCatalogue = defineStore('catalogue', () => {
  const data = shallowRef<Catalogue>(EMPTY)

  async function load(): Promise<void> {
    if (data.value === EMPTY) await refresh()
  }

  /** Reads it anew: the Helpdesk may change classifications and trees. */
  async function refresh(): Promise<void> {
    const reply = await request('catalogue.read', {})
    if (reply.ok) data.value = reply.value
  }

  const moduleName = (code: string): string => moduleOf(data.value, code)?.name ?? code
  const moduleShortName = (code: string): string => moduleOf(data.value, code)?.shortName ?? code
  const memberStateName = (code: string): string =>
    data.value.memberStates.find((state) => state.code === code)?.name ?? code
  const typeLabel = (ref: string): string => authorityTypeLabel(data.value, ref)
  const languageName = (code: string): string =>
    data.value.languages.find((language) => language.code === code)?.name ?? code
  const classificationLabel = (code: string, module: string): string =>
    classificationLabelOf(data.value, code, module)
  const roleName = (ref: string): string => {
    const [where, code] = ref.split(':')
    const kind = where === 'general' ? 'general' : moduleOf(data.value, where ?? '')?.kind
    return data.value.roles.find((role) => role.kind === kind && role.code === code)?.name ?? code ?? ref
  }
  const typeChoices = computed(() =>
    authorityTypeRefs(data.value).map((ref) => ({ value: ref, title: typeLabel(ref) })),
  )
  const memberStateChoices = computed(() =>
    data.value.memberStates.map((state) => ({ value: state.code, title: `${state.name} (${state.code})` })),
  )
  const moduleChoices = computed(() =>
    data.value.modules.map((each) => ({ value: each.code, title: each.name })),
  )

  return {
    data,
    load,
    refresh,
    moduleName,
    moduleShortName,
    memberStateName,
    typeLabel,
    languageName,
    classificationLabel,
    roleName,
    typeChoices,
    memberStateChoices,
    moduleChoices,
  }
})
