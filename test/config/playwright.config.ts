import { defineConfig } from '@playwright/test'
import { inRoot } from '../../resources/tooling/lib/paths.mjs'

const SECONDS = 1000

export default defineConfig({
  forbidOnly: Boolean(process.env.CI),
  // One window at a time, and no second try: a test that needs one hides a fault.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 60 * SECONDS,
  expect: { timeout: 10 * SECONDS },
  outputDir: inRoot('.reports/playwright'),
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    { name: 'e2e', testDir: inRoot('test/e2e'), testIgnore: 'packaged/**' },
    { name: 'interop', testDir: inRoot('test/interop'), testMatch: '**/*.spec.ts' },
    { name: 'packaged', testDir: inRoot('test/e2e/packaged') },
  ],
})
