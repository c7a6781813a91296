import vue from '@vitejs/plugin-vue'
import vuetify from 'vite-plugin-vuetify'
import { defineConfig } from 'vitest/config'
import { aliases, root } from '../../resources/tooling/lib/paths.mjs'

const SECONDS = 1000

const node = (name: string, testTimeout: number) => ({
  resolve: { alias: aliases },
  test: {
    name,
    root,
    include: [`test/${name}/**/*.test.ts`],
    environment: 'node',
    // A process for each file: a fault in the native database driver then ends one file, not all of them.
    pool: 'forks' as const,
    testTimeout,
    hookTimeout: testTimeout,
  },
})

export default defineConfig({
  root,
  test: {
    projects: [
      node('unit', 10 * SECONDS),
      node('integration', 60 * SECONDS),
      node('interop', 180 * SECONDS),
      {
        resolve: { alias: aliases },
        plugins: [vue(), vuetify({ autoImport: true })],
        test: {
          name: 'renderer',
          root,
          include: ['test/renderer/**/*.test.ts'],
          environment: 'happy-dom',
          testTimeout: 15 * SECONDS,
          hookTimeout: 15 * SECONDS,
          css: false,
          server: { deps: { inline: ['vuetify'] } },
        },
      },
    ],
  },
})
