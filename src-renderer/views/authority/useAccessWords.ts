import { useI18n } from 'vue-i18n'
import { professionsOf } from '../../../src-shared/catalogue-lookups'
import type { Access } from '../../../src-shared/entities/access'
import type { AccessView } from '../../stores/authority'
import { useCatalogue } from '../../stores/catalogue'

/** A sector with the chosen ones of its professions; none where the sector is chosen as a whole. */
interface SectorWords {
  readonly code: string
  readonly name: string
  readonly items: readonly string[]
}

/** Settings of an access in words. */
export function useAccessWords() {
  const catalogue = useCatalogue()
  const { t } = useI18n()

  /** Professions under their sectors, in the order of the catalogue; what is no longer offered comes last. */
  function sectorsOf({ professions, module }: Pick<Access, 'professions' | 'module'>): SectorWords[] {
    const chosen = new Set(professions)
    const sectors = professionsOf(catalogue.data, module).flatMap((sector) => {
      const items = sector.professions.filter((each) => chosen.has(each.code))
      const whole = chosen.delete(sector.code)
      for (const item of items) chosen.delete(item.code)
      return items.length === 0 && !whole
        ? []
        : [{ code: sector.code, name: sector.label, items: items.map((item) => item.label) }]
    })
    const rest = [...chosen].map((code) => catalogue.classificationLabel(code, module))
    return rest.length === 0
      ? sectors
      : [...sectors, { code: 'other', name: t('accesses.otherSector'), items: rest }]
  }

  /** "42 professions in 6 sectors · 18 keywords"; empty where the access has no settings. */
  function settings({ access }: AccessView): string {
    const parts: string[] = []
    if (access.professions.length > 0) {
      const sectors = sectorsOf(access)
      const count = sectors.reduce((sum, sector) => sum + sector.items.length, 0)
      const inSectors = t('accesses.sectors', { count: sectors.length }, sectors.length)
      parts.push(
        count === 0
          ? inSectors
          : `${t('accesses.professions', { count }, count)} ${t('accesses.in')} ${inSectors}`,
      )
    }
    const keywords = access.keywords.length
    if (keywords > 0) parts.push(t('accesses.keywords', { count: keywords }, keywords))
    return parts.join(' · ')
  }

  /** The role of the authority in the module; a dash where the module has none. */
  function role({ access }: AccessView): string {
    return access.role === null ? '–' : t(`common.role.${access.role}`)
  }

  return { sectorsOf, settings, role }
}
