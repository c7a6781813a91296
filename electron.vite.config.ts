import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import vuetify from 'vite-plugin-vuetify'
import { aliases, root } from './resources/tooling/lib/paths.mjs'

const at = (path: string) => resolve(root, path)

/** The translation engine's own files, as they are, beside what is built: its script is run, never bundled. */
const engineFiles = {
  name: 'translation-engine-files',
  generateBundle(this: {
    emitFile: (file: { type: 'asset'; fileName: string; source: Uint8Array }) => void
  }) {
    for (const name of ['bergamot-translator-worker.js', 'bergamot-translator-worker.wasm']) {
      const source = readFileSync(at(`node_modules/@browsermt/bergamot-translator/worker/${name}`))
      this.emitFile({ type: 'asset', fileName: `engine/${name}`, source })
    }
  },
}

export default defineConfig(({ command }) => {
  // Stack traces of a released program are read with the sources at hand; maps would only fatten it.
  const sourcemap = command === 'serve'

  return {
    main: {
      resolve: { alias: aliases },
      plugins: [engineFiles],
      build: {
        target: 'node20.18',
        outDir: at('out/main'),
        sourcemap,
        // `dependencies` of package.json stay outside the bundle: that is libsql alone, for its native part.
        // Whatever else the main process uses is a devDependency and is bundled.
        externalizeDeps: true,
        rolldownOptions: {
          input: {
            index: at('src-main/index.ts'),
            'writer-thread': at('src-main/host/writer-thread.ts'),
            'reader-thread': at('src-main/host/reader-thread.ts'),
            'keeper-process': at('src-main/host/keeper-process.ts'),
            'signing-process': at('src-main/host/signing-process.ts'),
            'derive-thread': at('src-main/host/derive-thread.ts'),
            'translation-process': at('src-main/host/translation-process.ts'),
          },
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
    preload: {
      resolve: { alias: aliases },
      build: {
        target: 'node20.18',
        outDir: at('out/preload'),
        sourcemap: false,
        externalizeDeps: false,
        rolldownOptions: {
          input: { index: at('src-main/preload/index.ts') },
          // A sandboxed preload is CommonJS in one file; it can require electron and nothing else.
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
    renderer: {
      root: at('src-renderer'),
      publicDir: false,
      resolve: { alias: aliases },
      plugins: [vue(), vuetify({ autoImport: true })],
      build: {
        target: 'chrome130',
        outDir: at('out/renderer'),
        emptyOutDir: true,
        sourcemap,
        minify: 'oxc',
        // Data URLs would need an exception in the content security policy.
        assetsInlineLimit: 0,
        // One script and one style sheet: each file costs a way through the main process, just when the program starts.
        cssCodeSplit: false,
        rolldownOptions: {
          input: { index: at('src-renderer/index.html') },
          output: { codeSplitting: false },
        },
      },
    },
  }
})
