import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { picks, removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { scanScreen } from '../support/scan'

let desktop: Desktop
let page: Page

const tab = (name: string | RegExp) => page.getByRole('tab', { name })
const dialog = () => page.getByRole('dialog')
/** The act of a dialog, not the button behind it of the same name. */
const act = (name: string) => dialog().getByRole('button', { name, exact: true })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const users = () => page.getByRole('grid', { name: 'Users', exact: true })
const user = (name: string | RegExp) => users().getByRole('row', { name })
const preview = () => page.getByRole('complementary', { name: 'Selected user' })

const scan = (name: string) => scanScreen(desktop, name)

async function register(name: string): Promise<void> {
  await button('Register authority').first().click()
  await page.getByLabel('Official name').fill(name)
  await page.getByLabel('Member State').fill('Germany')
  await page.getByRole('option', { name: 'Germany (DE)' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Register authority' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
}

/** Fills in a new user; the address follows from the user name. */
async function fill(name: string, userName: string): Promise<void> {
  await page.getByLabel('Name', { exact: false }).first().fill(name)
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('E-mail').fill(`${userName}@strasse.example`)
}

/** The next file the program asks for lies here. */
async function saveAs(fileName: string): Promise<string> {
  const file = join(desktop.profile, fileName)
  await picks(desktop.app, file)
  return file
}

/** Every file of the profile, log, store and preferences included, as one text. */
function everythingWritten(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
}

test.afterEach(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

test.describe('the users of a new authority', () => {
  test.beforeEach(async () => {
    desktop = await startDesktop()
    page = desktop.page
    await setUpStore(page)
    await page.getByRole('button', { name: /Empty store/ }).click()
    await register('Bundesanstalt für Straßenwesen')
    await tab(/^Users/).click()
    await button('Add new users').click()
  })

  test('the first one gets every role; more are added one after another, without roles', async () => {
    test.setTimeout(120_000)
    await expect(page.getByText('The first user of an authority gets every role')).toBeVisible()
    await button('Add user').click()
    await expect(page.getByText('3 fields need your attention')).toBeVisible()
    await expect(page.getByText('The user name needs 3 to 40 characters.').first()).toBeVisible()
    await scan('users-add-errors')
    await fill('Ada Lovelace', 'ada')
    await button('Add and next').click()
    await expect(page.getByText('Ada Lovelace is added and has every role')).toBeVisible()
    await expect(page.getByLabel('Name', { exact: false }).first()).toBeFocused()
    await fill('ada lovelace', 'ADA')
    await expect(page.getByText('1 user may be the same person:')).toBeVisible()
    await button('Add user').click()
    await expect(page.getByRole('alert').first()).toContainText('The user name “ADA” is taken.')
    await fill('Cleo Clerk', 'cleo')
    await page.keyboard.press('Control+Enter')
    await expect(user(/Cleo Clerk/)).toHaveAttribute('aria-selected', 'true')
    await expect(preview().getByText('None', { exact: true })).toBeVisible()
    await user(/Ada Lovelace/).click()
    for (const role of ['Administrator', 'Basic user', 'Register editor', 'Viewer']) {
      await expect(preview().getByRole('button', { name: role, exact: true })).toBeVisible()
    }
    await tab('Management Information').click()
    await expect(page.getByText('User added').first()).toBeVisible()
  })

  test('roles are given by one click for the authority and one for a module, and the last Administrator stays', async () => {
    test.setTimeout(120_000)
    await fill('Ada Lovelace', 'ada')
    await button('Add and next').click()
    await expect(page.getByText('Added so far: Ada Lovelace')).toBeVisible()
    await fill('Cleo Clerk', 'cleo')
    await button('Add user').click()
    await expect(user(/Cleo Clerk/)).toHaveAttribute('aria-selected', 'true')
    await button('Edit user').click()
    await scan('users-edit')
    const registers = page.getByRole('checkbox', { name: 'All roles: Registers' })
    await registers.check()
    await expect(page.getByRole('checkbox', { name: 'Viewer' })).toBeChecked()
    await page.getByRole('checkbox', { name: 'Viewer' }).uncheck()
    await expect(registers).toHaveJSProperty('indeterminate', true)
    await page.getByRole('checkbox', { name: 'All roles of the authority' }).check()
    await expect(page.getByText('4 of 4 chosen')).toBeVisible()
    await page.getByLabel('Reason').fill('New task')
    await button('Save').click()
    await expect(page.getByText('The changes to Cleo Clerk are saved.')).toBeVisible()
    await expect(preview()).toContainText('Administrator')

    await button('Edit user').click()
    await page.getByRole('checkbox', { name: 'Administrator' }).uncheck()
    await button('Save').click()
    await user(/Ada Lovelace/).click()
    await expect(button('Delete users')).toHaveAttribute('aria-disabled', 'true')
    await button('Why not? Delete users').click()
    await expect(dialog()).toContainText('An authority keeps at least one Administrator: Ada Lovelace.')
    await act('Close').click()
    await button('Edit user').click()
    await page.getByRole('checkbox', { name: 'Administrator' }).uncheck()
    await button('Save').click()
    await expect(page.getByRole('alert').first()).toContainText('1 field needs your attention')
    await scan('users-edit-error')
    await page.keyboard.press('Escape')
    await expect(dialog()).toContainText('Your changes to Ada Lovelace are not saved yet')
    await act('Discard changes').click()
    await tab('Management Information').click()
    const edited = page.getByRole('listitem').filter({ hasText: 'User edited' }).last()
    await expect(edited).toContainText('“New task”')
    await expect(edited).toContainText('Added: Administrator')
  })

  test('a password is reset, shown once, printed and forgotten; users are blocked, unblocked and deleted', async () => {
    test.setTimeout(180_000)
    await fill('Ada Lovelace', 'ada')
    await button('Add and next').click()
    await expect(page.getByText('Added so far: Ada Lovelace')).toBeVisible()
    await fill('Cleo Clerk', 'cleo')
    await button('Add user').click()
    await expect(user(/Cleo Clerk/)).toHaveAttribute('aria-selected', 'true')

    await button('Reset passwords').click()
    await expect(dialog()).toContainText('Reset the password of Cleo Clerk?')
    await expect(dialog()).toContainText('This cannot be taken back')
    await scan('users-reset')
    await act('Reset passwords').click()
    const told = page.getByRole('dialog', { name: 'New temporary password' })
    await expect(told).toContainText('It is shown once.')
    await expect(dialog()).toHaveCount(1)
    const password = await told.locator('code').innerText()
    expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{12}$/)
    await scan('users-reset-told')
    await act('Copy the password of Cleo Clerk').click()
    await expect(dialog()).toContainText('It stays in the clipboard')
    expect(await desktop.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(password)
    await page.emulateMedia({ media: 'print' })
    const letter = page.locator('.imi-letters article')
    await expect(letter).toContainText('Dear Cleo Clerk')
    await expect(letter).toContainText(password)
    await expect(letter).toContainText('at least 8 characters')
    await expect(page.locator('#app')).toBeHidden()
    await page.emulateMedia({ media: null })
    const file = await saveAs('letter.pdf')
    await act('Print letter').click()
    await expect(page.getByText('The letter was written to letter.pdf.')).toBeVisible()
    const sheets = /\/Type \/Pages[^>]*\/Count (\d+)/s.exec(readFileSync(file, 'latin1'))
    expect(Number(sheets?.[1])).toBe(1)
    writeFileSync(file, '')
    await act('Close').click()
    await expect(dialog()).toHaveCount(0)
    expect(await page.content()).not.toContain(password)
    expect(
      await page.evaluate(() => JSON.stringify([Object.entries(localStorage), location.href])),
    ).not.toContain(password)
    expect(everythingWritten(desktop.profile)).not.toContain(password)

    const row = users()
    await row.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+ArrowDown')
    await expect(page.getByText('2 selected')).toBeVisible()
    await expect(button('Edit user')).toHaveAttribute('aria-disabled', 'true')
    await button('Block').click()
    await expect(dialog()).toContainText('Block 2 users?')
    await scan('users-block')
    await act('Block').click()
    await expect(user(/Ada Lovelace/)).toContainText('Password blocked')
    await user(/Cleo Clerk/).click()
    await expect(preview()).toContainText('Blocked')
    await button('Unblock').click()
    await act('Unblock').click()
    await expect(user(/Cleo Clerk/)).toContainText('Password temporary')
    await button('Delete users').click()
    await expect(dialog()).toContainText('Delete Cleo Clerk?')
    await act('Delete users').click()
    await expect(user(/Cleo Clerk/)).toHaveCount(0)
    await expect(page.getByText('Cleo Clerk is deleted.')).toBeVisible()
    await tab('Management Information').click()
    for (const done of ['Passwords reset', 'Password blocked', 'Password unblocked', 'User deleted']) {
      await expect(page.getByText(done, { exact: true }).first()).toBeVisible()
    }
    await expect(page.getByText(password)).toHaveCount(0)
  })

  test('the list is exported without any secret, and read back', async () => {
    await fill('Łucja Ørsted', 'lucja')
    await button('Add user').click()
    await expect(user(/Łucja Ørsted/)).toBeVisible()
    const file = await saveAs('users.csv')
    await button('Export list of users').click()
    await page.getByText('As a text list (CSV)').click()
    await expect(page.getByText('1 user was written to users.csv.')).toBeVisible()
    const [header, only] = readFileSync(file, 'utf8').replace('\ufeff', '').trim().split('\r\n')
    expect(header?.split(';').slice(0, 3)).toEqual(['Name', 'User name', 'E-mail'])
    expect(only).toContain('Łucja Ørsted;lucja;lucja@strasse.example')
    expect(only).toContain('Active;Temporary;')
    expect(only).toContain('Administrator; Basic user')
    expect(only).not.toContain('scrypt')
  })

  test('leaving the form with something written asks first', async () => {
    await fill('Ada Lovelace', 'ada')
    await tab('Authority').click()
    await expect(dialog()).toContainText('Your changes to Ada Lovelace are not saved yet')
    await act('Keep editing').click()
    await expect(page.getByLabel('User name')).toHaveValue('ada')
    await page.keyboard.press('Escape')
    await act('Discard changes').click()
    await expect(page.getByText('This authority has no users.')).toBeVisible()
    await scan('users-none')
  })
})

test('users are searched over all authorities, narrowed, exported and opened in their authority', async () => {
  test.setTimeout(180_000)
  desktop = await startDesktop()
  page = desktop.page
  await setUpStore(page)
  await page.getByText('Small sample').click()
  await expect(page.getByText('of 500')).toBeVisible({ timeout: 60_000 })
  await page
    .getByRole('navigation', { name: 'What is searched' })
    .getByRole('link', { name: 'Users' })
    .click()
  const found = page.getByRole('grid', { name: 'Users found' })
  await expect(found.getByRole('row').nth(1)).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: /^1,\d{3} users$/ })).toBeVisible()
  await scan('users-search')
  await button('Next page').click()
  await expect(page.getByText('101–200')).toBeVisible()

  await page.getByRole('button', { name: /^Password:/ }).click()
  await page.getByRole('dialog', { name: 'Password' }).getByText('Blocked').click()
  await expect(found.getByRole('row').nth(1)).toContainText('Password blocked')
  const count = await page
    .getByRole('status')
    .filter({ hasText: /^\d+ users?$/ })
    .innerText()
  const file = await saveAs('blocked.csv')
  await button('Export list of users').click()
  await page.getByText('As a text list (CSV)').click()
  await expect(page.getByText(/written to blocked.csv/)).toBeVisible()
  const lines = readFileSync(file, 'utf8').trim().split('\r\n')
  expect(lines.length - 1).toBe(Number.parseInt(count, 10))
  expect(lines.slice(1).every((line) => line.includes(';Blocked;'))).toBe(true)

  const name = (await found.getByRole('row').nth(1).getByRole('link').innerText()).trim()
  await button('Clear').click()
  const text = page.getByPlaceholder('Name, user name, e-mail …')
  await text.fill(name)
  await expect(found.locator('mark').first()).toBeVisible()
  await text.press('Enter')
  await expect(tab(/^Users/)).toHaveAttribute('aria-selected', 'true')
  await expect(preview().getByRole('heading', { level: 2 })).toHaveText(name)
  await scan('users-tab')
  await page.goBack()
  await expect(text).toHaveValue(name)
  await text.fill('nobody is called so')
  await expect(page.getByText('No user matches.')).toBeVisible()
})
