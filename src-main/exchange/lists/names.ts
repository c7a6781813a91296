import type { Catalogue } from '../../../src-shared/catalogue'
import { authorityTypeLabel, authorityTypeRefs } from '../../../src-shared/catalogue-lookups'
import { fold } from '../../domain/folding'

/** What lists write for things of the catalogue, folded, and the code or name each means. */
export interface Names {
  readonly states: ReadonlyMap<string, string>
  readonly countryNames: ReadonlySet<string>
  readonly regions: ReadonlyMap<string, string>
  readonly types: ReadonlyMap<string, string>
  readonly languages: ReadonlyMap<string, string>
}

const namesByCatalogue = new WeakMap<Catalogue, Names>()

/** The names of a catalogue; built once. */
export function namesOf(catalogue: Catalogue): Names {
  const known = namesByCatalogue.get(catalogue)
  if (known !== undefined) return known
  const spellings = catalogue.memberStates.map((state) => ({
    code: state.code,
    all: [state.name, ...state.ownName.split('/'), state.ownName, ...state.otherNames],
  }))
  const names: Names = {
    states: new Map([
      ...catalogue.memberStates.map((state) => [fold(state.iso), state.code] as const),
      ...spellings.flatMap(({ code, all }) => [code, ...all].map((name) => [fold(name), code] as const)),
    ]),
    countryNames: new Set(spellings.flatMap(({ all }) => all.map((name) => name.trim().toLowerCase()))),
    regions: new Map(
      catalogue.regions.flatMap(({ memberState, regions }) =>
        regions.flatMap(({ name, otherNames }) =>
          [name, ...otherNames].map((spelling) => [`${memberState} ${fold(spelling)}`, name] as const),
        ),
      ),
    ),
    types: new Map(
      authorityTypeRefs(catalogue).flatMap((ref) => [
        [ref, ref] as const,
        [fold(authorityTypeLabel(catalogue, ref)), ref] as const,
      ]),
    ),
    languages: new Map(
      catalogue.languages.flatMap(({ code, name, ownName }) =>
        [code, name, ownName].map((spelling) => [fold(spelling), code] as const),
      ),
    ),
  }
  namesByCatalogue.set(catalogue, names)
  return names
}

/**
 * The code of a Member State from whatever a list writes: the Commission's code, the ISO code (GR, GB), the English
 * or an own name, in any case and with or without accents. Undefined where it is none.
 */
export function memberStateFrom(value: string, catalogue: Catalogue): string | undefined {
  return namesOf(catalogue).states.get(fold(value))
}
