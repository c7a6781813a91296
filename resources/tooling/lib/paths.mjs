import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

export const inRoot = (...parts) => join(root, ...parts)

/** Import names of the zones. `resources/tooling/tsconfig.base.json` says the same to the compiler. */
export const aliases = {
  '@shared': inRoot('src-shared'),
  '@main': inRoot('src-main'),
  '@renderer': inRoot('src-renderer'),
  '@catalogue': inRoot('resources/catalogue'),
}
