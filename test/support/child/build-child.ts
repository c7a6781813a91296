import { mkdirSync } from 'node:fs'
import { build } from 'vite'
import { aliases, inRoot } from '../../../resources/tooling/lib/paths.mjs'

/**
 * Builds a program of this folder that Node can run by itself: damage ends a process inside the native driver, and only
 * a process can be killed. Each test file builds its own, since they run side by side.
 * @returns the path of the built program
 */
export async function buildChild(name: string): Promise<string> {
  const outDir = inRoot(`node_modules/.cache/children/${name}-${String(process.pid)}`)
  mkdirSync(outDir, { recursive: true })
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: aliases },
    ssr: { noExternal: true, external: ['libsql'] },
    build: {
      ssr: inRoot(`test/support/child/${name}.ts`),
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'child.mjs' } },
    },
  })
  return `${outDir}/child.mjs`
}
