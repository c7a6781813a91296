import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, expect, test } from '@playwright/test'
import electron from 'electron'
import { root } from '../../resources/tooling/lib/paths.mjs'
import { newProfile, removeProfile, setUpStore } from '../support/desktop'

/** What the package of Electron answers outside of Electron: the path of its program. */
const program = electron as unknown as string

/** No file may grow beyond so many KiB: enough for a small store, not for one of the real size. */
const FULL_AT_KIB = 40_000

test('a disk that is full is told in a sentence, nothing is left half done, and the work goes on with less', async () => {
  test.setTimeout(120_000)
  const profile = newProfile()
  const script = join(profile, 'full.sh')
  writeFileSync(script, `#!/bin/sh\nulimit -f ${String(FULL_AT_KIB * 2)}\nexec '${program}' "$@"\n`)
  chmodSync(script, 0o755)
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    executablePath: script,
    args: [...sandbox, root, `--user-data-dir=${profile}`],
    cwd: root,
  })
  const page = await app.firstWindow()
  await setUpStore(page)
  await page.getByRole('button', { name: /Sample of the real size/ }).click()
  await expect(page.getByRole('alert')).toContainText('The disk is full or does not take any more.', {
    timeout: 60_000,
  })
  await page.getByRole('button', { name: /Small sample/ }).click()
  await expect(page.getByText('500 of 500')).toBeVisible()
  await app.close()
  removeProfile(profile)
})
