import { join } from 'node:path'
import type { Host, Ids, Packs, StartApart } from '../app/ports'
import { Translating } from '../app/shell/translating'
import { createPacks } from '../translation/packs'
import { systemClock } from './ports/clock'
import { systemScheduler } from './ports/scheduler'
import { createEngine } from './translation-engine'

/**
 * Builds what translates free texts (K8): the packs of this PC, and the engine in its process.
 * @param folder holds the model packs
 * @param entries folder of the built entries; the engine's own files lie in `engine` of it
 */
export function createTranslation(
  folder: string,
  entries: string,
  { host, ids, startApart }: { readonly host: Host; readonly ids: Ids; readonly startApart: StartApart },
): { packs: Packs; translating: Translating } {
  const packs = createPacks(folder)
  const translating = new Translating({
    ...{ host, ids, packs },
    engine: createEngine(entries, join(entries, 'engine'), startApart),
    clock: systemClock,
    scheduler: systemScheduler,
  })
  return { packs, translating }
}
