import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test'
import electron from 'electron'
import { root } from '../../resources/tooling/lib/paths.mjs'
import { newProfile, removeProfile, setUpStore, signIn } from '../support/desktop'

/** What the package of Electron answers outside of Electron: the path of its program. */
const program = electron as unknown as string

let profile: string
let app: ElectronApplication
let page: Page

/** Starts the program on a desktop with a keyring of its own, as a person's PC has one that is unlocked with the log-on. */
async function start(): Promise<void> {
  const script = join(profile, 'desktop.sh')
  const inner = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$0" "$@"'
  writeFileSync(script, `#!/bin/sh\nexec dbus-run-session -- sh -c '${inner}' '${program}' "$@"\n`)
  chmodSync(script, 0o755)
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  app = await _electron.launch({
    executablePath: script,
    args: [...sandbox, '--password-store=gnome-libsecret', root, `--user-data-dir=${profile}`],
    cwd: root,
    env: { ...(process.env as Record<string, string>), XDG_DATA_HOME: join(profile, 'keyrings') },
  })
  page = await app.firstWindow()
  await page.locator('h1').first().waitFor()
}

const keyFile = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(profile, 'store', 'key.json'), 'utf8')) as Record<string, unknown>

test.beforeEach(() => {
  profile = newProfile()
})
test.afterEach(async () => {
  await app.close()
  removeProfile(profile)
})

test('a real keyring wraps the key of the store; without it the password opens the store', async () => {
  test.setTimeout(120_000)
  await start()
  const backend = await app.evaluate(({ safeStorage }) => safeStorage.getSelectedStorageBackend())
  expect(backend).toBe('gnome_libsecret')
  await setUpStore(page)
  await page.getByRole('button', { name: /Small sample/ }).click()
  await expect(page.getByText('500 of 500')).toBeVisible()
  expect(keyFile()['keychain']).toEqual(expect.any(String))
  await app.close()

  // The keyring gives the key while the sign-in screen is shown; who works still shows a password.
  await start()
  await signIn(page)
  await expect(page.getByText('500 of 500')).toBeVisible()
  await app.close()

  rmSync(join(profile, 'keyrings'), { recursive: true })
  await start()
  await signIn(page, { password: 'wrong' })
  await expect(page.getByRole('alert')).toContainText('User name or password is wrong.')
  await signIn(page)
  await expect(page.getByText('500 of 500')).toBeVisible()
})
