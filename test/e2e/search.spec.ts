import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import {
  picks,
  removeProfile,
  setUpStore,
  signIn,
  startAgain,
  startDesktop,
  type Desktop,
} from '../support/desktop'
import { scanScreen } from '../support/scan'

let desktop: Desktop

test.beforeAll(async () => {
  desktop = await startDesktop()
  await setUpStore(desktop.page)
  await desktop.page.getByRole('button', { name: /Small sample/ }).click()
  await expect(desktop.page.getByText('500 of 500')).toBeVisible()
})

test.afterAll(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

test.beforeEach(async () => {
  await desktop.page.getByRole('button', { name: 'Managed authorities' }).click()
  const clear = desktop.page.getByText('Clear', { exact: true })
  if (await clear.isVisible()) await clear.click()
  await expect(desktop.page.getByText('500 of 500')).toBeVisible()
})

const text = 'Name, title, city, e-mail …'

test('names in Greek and Cyrillic letters are found by typing Latin ones', async () => {
  const { page } = desktop
  await page.getByPlaceholder(text).fill('athina')
  await expect(page.getByRole('gridcell').getByText(/Αθήνα/).first()).toBeVisible()
  await page.getByPlaceholder(text).fill('sofia')
  await expect(page.getByRole('gridcell').getByText(/София/).first()).toBeVisible()
})

test('the search form narrows by Member State, status and module together', async () => {
  const { page } = desktop
  await page.getByRole('button', { name: /^Member State:/ }).click()
  await page.getByPlaceholder('Find: Member State').fill('germ')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Member State: Germany (DE)' })).toBeVisible()
  await page.getByRole('button', { name: /^Status:/ }).click()
  await page.locator('.choices').getByText('Active', { exact: true }).click()
  const cells = page.getByRole('row').filter({ has: page.getByRole('gridcell') })
  await expect(cells.first()).toContainText('DE')
  await expect(cells.first()).toContainText('Active')
})

test('an empty result says which criterion excludes everything and leaves it out on request', async () => {
  const { page } = desktop
  await page.getByPlaceholder(text).fill('qqqqq')
  await expect(page.getByText('No authority matches')).toBeVisible()
  await page.getByRole('button', { name: 'Leave it out' }).click()
  await expect(page.getByText('500 of 500')).toBeVisible()
})

test('the list works by keyboard: move, preview, open, back', async () => {
  const { page } = desktop
  const grid = page.getByRole('grid')
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  const preview = page.getByRole('complementary', { name: 'Preview' })
  await expect(preview).toBeVisible()
  const name = await preview.getByRole('heading').first().innerText()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Management Information' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(page.getByRole('heading', { name: 'Managed authorities' })).toBeVisible()
  await grid.focus()
  await page.keyboard.press('Space')
  await expect(preview).toBeHidden()
})

test('whoever comes back from an authority finds the list as it was left, and goes on by keyboard', async () => {
  const { page } = desktop
  await page.getByPlaceholder(text).press('ArrowDown')
  const grid = page.getByRole('grid')
  await expect(grid).toBeFocused()
  for (let down = 0; down < 40; down += 1) await page.keyboard.press('ArrowDown')
  const row = await grid.getAttribute('aria-activedescendant')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: /^Modules/ })).toBeVisible()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(grid).toBeFocused()
  await expect(grid).toHaveAttribute('aria-activedescendant', row ?? '')
  await expect(page.locator(`#${row ?? ''}`)).toBeInViewport()
})

test('Ctrl+K finds authorities, users and commands from anywhere', async () => {
  const { page } = desktop
  await page.keyboard.press('Control+k')
  await page.keyboard.type('sett')
  await expect(page.getByRole('option', { name: 'Settings' })).toBeVisible()
  await page.getByRole('combobox', { name: 'Search authorities, users, alerts, commands' }).fill('maria')
  await expect(page.getByRole('option').filter({ hasText: '@' }).first()).toBeVisible()
  await page.keyboard.press('Escape')
})

test('a search is kept under a name and found again', async () => {
  const { page } = desktop
  await page.getByPlaceholder(text).fill('ministry')
  await page.getByRole('button', { name: 'Saved searches' }).click()
  await page.getByText('Save this search …').click()
  await page.getByLabel('Name of the search').fill('All ministries')
  await page.getByRole('button', { name: 'Save search' }).click()
  await page.getByText('Clear', { exact: true }).click()
  await page.getByRole('button', { name: 'Saved searches' }).click()
  await page.getByText('All ministries').click()
  await expect(page.getByPlaceholder(text)).toHaveValue('ministry')
})

test('chosen columns stay chosen, and columns sort the list', async () => {
  const { page } = desktop
  await page.getByRole('button', { name: 'Choose columns' }).click()
  await page.getByRole('checkbox', { name: 'City' }).check()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('columnheader', { name: 'City' })).toBeVisible()
  await page.getByRole('columnheader', { name: 'MS' }).getByRole('button').click()
  await expect(page.getByRole('columnheader', { name: 'MS' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(page.getByRole('row').nth(1)).toContainText('AT')
})

test('the list is exported as a text list with every row', async () => {
  const { app, page } = desktop
  const file = join(desktop.profile, 'authorities.csv')
  await picks(app, file)
  await page.getByRole('button', { name: 'Export list' }).click()
  await page.getByText('As a text list (CSV)').click()
  await expect(page.getByText('500 authorities were written to authorities.csv.')).toBeVisible()
  const lines = readFileSync(file, 'utf8').trim().split('\r\n')
  expect(lines).toHaveLength(501)
  expect(lines[0]).toContain('Official name;Informal title;Member State')
})

test('a second start brings the first window to the front instead of opening the store twice', async () => {
  const { app } = desktop
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.minimize()
  })
  expect(await startAgain(desktop)).toBe(0)
  const state = await app.evaluate(({ BrowserWindow }) => ({
    windows: BrowserWindow.getAllWindows().length,
    minimized: BrowserWindow.getAllWindows()[0]?.isMinimized(),
  }))
  expect(state).toEqual({ windows: 1, minimized: false })
})

test('a list that is opened with the program from outside is shown where lists are imported', async () => {
  const { page, profile } = desktop
  const file = join(profile, 'Stellen.csv')
  writeFileSync(file, 'name;member state\nAmt für Muster;DE\n')
  expect(await startAgain(desktop, [file])).toBe(0)
  await expect(page.getByText('Stellen.csv: 1 row')).toBeVisible()
  await page.getByRole('button', { name: 'Managed authorities' }).click()
})

test('two profiles run beside each other', async () => {
  const other = await startDesktop()
  await expect(other.page.getByRole('heading', { name: 'Set up IMI Helpdesk on this PC' })).toBeVisible()
  await expect(desktop.page.getByRole('heading', { name: 'Managed authorities' })).toBeVisible()
  await other.close()
  removeProfile(other.profile)
})

test('an operator of an authority sees its own Member State first and may not touch others', async () => {
  const profile = desktop.profile
  const { page } = desktop
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Add operator' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Name', { exact: true })).toBeFocused()
  await dialog.getByLabel('Name', { exact: true }).fill('Anna Weiss')
  await dialog.getByLabel('User name').fill('weiss')
  await dialog.getByLabel('Registered e-mail address').fill('weiss@coordinator.example')
  await dialog.getByLabel('Password', { exact: true }).fill('Coordinator1')
  await dialog.getByLabel('Authority', { exact: true }).check()
  await dialog.getByLabel('Find the authority').fill('ministry')
  await page.getByRole('option').first().click()
  await dialog.getByRole('button', { name: 'Add operator' }).click()
  await expect(page.getByText('Anna Weiss may sign in now.')).toBeVisible()
  await desktop.close()

  desktop = await startDesktop(profile)
  await signIn(desktop.page, { userName: 'weiss', password: 'Coordinator1' })
  await desktop.page.getByRole('button', { name: 'My authority' }).click()
  await expect(desktop.page.getByRole('tab', { name: /Modules/ })).toBeVisible()
  await desktop.page.getByRole('button', { name: 'Managed authorities' }).click()
  const mine = desktop.page.getByRole('button', { name: 'My authorities only: Yes' })
  await expect(mine).toBeVisible()
  await expect(desktop.page.getByRole('button', { name: 'Import a list' })).toHaveCount(0)
  await desktop.page.getByPlaceholder(text).fill('ministry')
  await scanScreen(desktop, 'my-authorities')
  await desktop.page.locator('button.clear').click()
  await expect(mine).toBeVisible()
  await desktop.page.getByPlaceholder(text).fill('ministry')
  await desktop.page.getByRole('button', { name: 'Anna Weiss' }).click()
  await desktop.page.getByText('Sign out and lock the store').click()
  await signIn(desktop.page)
  await desktop.page.getByRole('button', { name: 'Managed authorities' }).click()
  // Nothing of what one operator did is there for the next.
  await expect(desktop.page.getByPlaceholder(text)).toHaveValue('')
  await expect(desktop.page.getByText('500 of 500')).toBeVisible()
})
