import { expect, test, type Page } from '@playwright/test'
import { OPERATOR, removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { scanScreen } from '../support/scan'

let desktop: Desktop
let page: Page

test.beforeEach(async () => {
  desktop = await startDesktop()
  page = desktop.page
  await setUpStore(page)
  await page.getByRole('button', { name: /Empty store/ }).click()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
})

test.afterEach(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

async function goOn(): Promise<void> {
  await expect(page.getByLabel('User name')).toHaveValue(OPERATOR.userName)
  const password = page.getByLabel('Password', { exact: true })
  await expect(password).toBeFocused()
  await password.fill(OPERATOR.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
}

test('a PC that nobody uses locks the program; the password alone leads back to the place', async () => {
  await scanScreen(desktop, 'settings-lock')
  // It locks only where the PC was seen in use since somebody signed in.
  const looked = await desktop.app.evaluateHandle(({ powerMonitor }) => {
    const looks = { count: 0 }
    powerMonitor.getSystemIdleTime = () => {
      looks.count += 1
      return 0
    }
    return looks
  })
  await expect.poll(() => looked.evaluate(({ count }) => count)).toBeGreaterThan(0)
  await desktop.app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 10_000
  })
  await expect(page.getByText('Locked after 15 minutes without use')).toBeVisible()
  await desktop.app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 0
  })
  await scanScreen(desktop, 'locked')
  await goOn()
})

test('Ctrl+L locks, and so does the PC when it is locked', async () => {
  await page.keyboard.press('Control+l')
  await expect(page.getByText('Locked', { exact: true })).toBeVisible()
  await goOn()
  await desktop.app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'))
  await expect(page.getByText('Locked together with this PC')).toBeVisible()
  await goOn()
  await page.getByRole('button', { name: 'Maria Keller' }).click()
  await page.locator('.v-list-item').filter({ hasText: 'Ctrl L' }).click()
  await expect(page.getByText('Locked', { exact: true })).toBeVisible()
})
