import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { aliases, inRoot } from '../../resources/tooling/lib/paths.mjs'

/**
 * Words a second of the translation engine, and milliseconds until its first answer.
 * @param pack folder of a model pack; a small one made for tests where none is given: then the figure is of the engine
 * itself, and real packs are much slower
 */
export async function measureTranslation(pack) {
  const outDir = mkdtempSync(join(tmpdir(), 'imi-speed-'))
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      resolve: { alias: aliases },
      ssr: { noExternal: true },
      build: {
        ssr: inRoot('test/support/child/translation-speed.ts'),
        outDir,
        minify: false,
        rolldownOptions: { output: { entryFileNames: 'child.mjs' } },
      },
    })
    const engine = inRoot('node_modules/@browsermt/bergamot-translator/worker')
    const args = [join(outDir, 'child.mjs'), engine, ...(pack === undefined ? [] : [pack])]
    return JSON.parse(execFileSync(process.execPath, args, { cwd: inRoot('.'), encoding: 'utf8' }))
  } finally {
    rmSync(outDir, { recursive: true, force: true })
  }
}
