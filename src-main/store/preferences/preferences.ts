import { existsSync, renameSync } from 'node:fs'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { z } from 'zod'
import { Preferences } from '../../../src-shared/contract/store'
import type { Clock, PreferenceStore, WindowMemory } from '../../app/ports'

const LOCK_AFTER_MINUTES = 15

const Kept = z.strictObject({
  // A file of an older program lacks what came later.
  preferences: Preferences.extend({ lockAfter: Preferences.shape.lockAfter.default(LOCK_AFTER_MINUTES) }),
  failures: z.strictObject({ count: z.int().min(0), lastAt: z.number() }),
  checkedAt: z.number().default(0),
  window: z
    .strictObject({ x: z.int(), y: z.int(), width: z.int(), height: z.int(), maximized: z.boolean() })
    .nullable(),
})
type Kept = z.infer<typeof Kept>

const DEFAULTS: Kept = {
  preferences: {
    theme: 'system',
    place: '/',
    placeOf: '',
    columns: [],
    preview: false,
    lockAfter: LOCK_AFTER_MINUTES,
    mappings: {},
  },
  failures: { count: 0, lastAt: 0 },
  checkedAt: 0,
  window: null,
}

/** Preferences plus what only the main process asks for. */
export interface KeptPreferences extends PreferenceStore, WindowMemory {
  /** Where a damaged file was put aside at this start; null where nothing was damaged. */
  readonly putAside: string | null
}

/**
 * Opens the preferences: small, losable, readable by a person. A file that cannot be read is put aside and told once;
 * the program starts with its defaults.
 */
export async function openPreferences(path: string, clock: Clock): Promise<KeptPreferences> {
  const database = new Low<unknown>(new JSONFile(path), DEFAULTS)
  let putAside: string | null = null
  let kept = DEFAULTS
  try {
    await database.read()
    kept = Kept.parse(database.data)
  } catch {
    if (existsSync(path)) {
      putAside = `${path}.damaged-${clock.now().replaceAll(':', '')}`
      renameSync(path, putAside)
    }
  }

  // One write after the other, and each writes what is newest: two quick changes must not overtake each other.
  let writing: Promise<void> = Promise.resolve()
  function save(change: Partial<Kept>): Promise<void> {
    kept = { ...kept, ...change }
    const write = (): Promise<void> => {
      database.data = kept
      return database.write()
    }
    writing = writing.then(write, write)
    return writing
  }

  return {
    putAside,
    read: () => kept.preferences,
    write: (change) => save({ preferences: { ...kept.preferences, ...change } }),
    failures: () => kept.failures,
    setFailures: (failures) => save({ failures }),
    checkedAt: () => kept.checkedAt,
    setCheckedAt: (checkedAt) => save({ checkedAt }),
    theme: () => kept.preferences.theme,
    window: () => kept.window,
    setWindow: (window) => save({ window }),
  }
}
