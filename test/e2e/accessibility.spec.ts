import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, LOOKS, showIn } from '../support/accessibility'
import { inRoot } from '../../resources/tooling/lib/paths.mjs'
import { picks, removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'

/** Scans the screen in every look, and keeps a picture of each for people to look at. */
async function scan(page: Page, name: string, shown: 'page' | 'menu' = 'page'): Promise<void> {
  for (const look of LOOKS) {
    await showIn(page, look)
    // Colours of a theme change with the next frame.
    await expect(page.locator(look === 'dark' ? '.v-theme--dark' : '.v-theme--light').first()).toBeVisible()
    await page.screenshot({ path: inRoot(`.reports/screens/${name}-${look.replace(' ', '-')}.png`) })
    await expectAccessible(page, `${name}, ${look}`, shown)
  }
}

let desktop: Desktop

test.afterEach(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

test('everyone can set the program up', async () => {
  desktop = await startDesktop()
  const { page } = desktop
  await scan(page, 'first-start')
  await page.getByRole('button', { name: 'Create the store' }).click()
  await expect(page.getByText('4 fields need your attention')).toBeVisible()
  await scan(page, 'first-start-errors')
  await setUpStore(page)
  await scan(page, 'first-data')
  await page.getByRole('button', { name: /Empty store/ }).click()
  await expect(page.getByText('There is no authority in the store yet')).toBeVisible()
  await scan(page, 'empty-store')
  await page.getByRole('button', { name: 'Maria Keller' }).click()
  await page.getByText('Sign out and lock the store').click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await scan(page, 'sign-in')
})

test('everyone can use every screen with data', async () => {
  test.setTimeout(180_000)
  desktop = await startDesktop(undefined, { width: 1024, height: 700 })
  const { page } = desktop
  await setUpStore(page)
  await page.getByRole('button', { name: /Small sample/ }).click()
  await expect(page.getByText('500 of 500')).toBeVisible()
  await page.getByText('More criteria').click()
  await page.getByRole('grid').focus()
  await page.keyboard.press('Space')
  await expect(page.getByRole('complementary', { name: 'Preview' })).toBeVisible()
  await scan(page, 'managed-authorities')
  await page.getByPlaceholder('Name, title, city, e-mail …').fill('qqqqq')
  await expect(page.getByText('No authority matches')).toBeVisible()
  await scan(page, 'no-match')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('ministry')
  await expect(page.getByRole('option').first()).toBeVisible()
  await scan(page, 'search-on-top')
  await page.keyboard.press('Enter')
  for (const tab of ['Authority', 'Modules', 'Users', 'Management Information']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
    await expect(page.getByRole('tab', { name: new RegExp(`^${tab}`) })).toHaveAttribute(
      'aria-selected',
      'true',
    )
    await scan(page, `tab-${tab.toLowerCase().replace(' ', '-')}`)
  }
  await page.getByRole('tab', { name: 'Authority', exact: true }).click()
  await page.getByRole('button', { name: 'Edit authority' }).click()
  await scan(page, 'edit-authority')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Register authority' }).click()
  await scan(page, 'register-authority')
  await page.getByRole('button', { name: 'Import a list' }).click()
  await scan(page, 'import')
  await page.getByRole('button', { name: 'Settings' }).click()
  await scan(page, 'settings')
  await page.getByRole('button', { name: 'Add operator' }).click()
  await expect(page.getByRole('dialog').getByLabel('Name', { exact: true })).toBeFocused()
  await scan(page, 'add-operator')
})

test('everyone can import a list, faulty rows included', async () => {
  test.setTimeout(180_000)
  desktop = await startDesktop()
  const { app, page, profile } = desktop
  const file = join(profile, 'offices.csv')
  writeFileSync(
    file,
    'name;member state;email\nAmt für Muster;DE;amt@muster.example\nAmt Nord;DE;no address\n;DE;x@y.example\n',
  )
  await picks(app, file)
  await setUpStore(page)
  await page.getByRole('button', { name: /Import a list/ }).click()
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await expect(page.getByText('Which column is what?')).toBeVisible()
  await scan(page, 'import-columns')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByRole('button', { name: 'Errors 1' })).toBeVisible()
  await scan(page, 'import-preview')
  await page.getByLabel('The valid rows').check()
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByText('Added: 2 authorities.')).toBeVisible()
  await scan(page, 'import-done')
})

test('everyone can use the menus and dialogs', async () => {
  test.setTimeout(180_000)
  desktop = await startDesktop()
  const { page } = desktop
  await setUpStore(page)
  await page.getByRole('button', { name: /Small sample/ }).click()
  await expect(page.getByText('500 of 500')).toBeVisible()
  await page.getByRole('button', { name: /^Member State:/ }).click()
  await expect(page.getByPlaceholder(/Member State/)).toBeFocused()
  await scan(page, 'menu-criterion')
  await page.keyboard.press('Escape')
  for (const [button, name] of [
    ['Saved searches', 'menu-saved-searches'],
    ['Choose columns', 'menu-columns'],
    ['Export list', 'menu-export'],
    ['Maria Keller', 'menu-operator'],
  ] as const) {
    await page.getByRole('button', { name: button }).click()
    await expect(page.locator('.v-overlay--active .v-overlay__content').first()).toBeVisible()
    await scan(page, name, 'menu')
    await page.keyboard.press('Escape')
    await expect(page.locator('.v-overlay--active .v-overlay__content')).toHaveCount(0)
  }
  await page.keyboard.press('Control+/')
  await expect(page.getByRole('dialog')).toContainText('Keyboard shortcuts')
  await scan(page, 'dialog-shortcuts')
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('grid').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Why not? Inactivate' }).click()
  await expect(page.locator('.v-overlay--active').first()).toBeVisible()
  await scan(page, 'dialog-obstacle')
})
