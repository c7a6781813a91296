import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import {
  OPERATOR,
  newProfile,
  picks,
  removeProfile,
  setUpStore,
  signIn,
  startDesktop,
  type Desktop,
} from '../support/desktop'
import { scanScreen } from '../support/scan'

let desktop: Desktop
let page: Page

const settings = () => page.getByRole('button', { name: 'Settings', exact: true }).click()
const section = () => page.locator('section').filter({ has: page.getByRole('heading', { name: 'Backups' }) })

test.beforeEach(async () => {
  desktop = await startDesktop()
  page = desktop.page
  await setUpStore(page)
  await page.getByRole('button', { name: /Small sample/ }).click()
  await expect(page.getByText('500 of 500')).toBeVisible()
})

test.afterEach(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

async function addOperator(userName: string): Promise<void> {
  await page.getByRole('button', { name: 'Add operator' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('Jan Novák')
  await dialog.getByLabel('User name').fill(userName)
  await dialog.getByLabel('Registered e-mail address').fill('jan.novak@helpdesk.example')
  await dialog.getByLabel('Password', { exact: true }).fill('Helpdesk2027')
  await dialog.getByRole('button', { name: 'Add operator' }).click()
  await expect(dialog).toBeHidden()
}

test('a backup is made when the program ends, says what restoring it takes away, and brings the store back', async () => {
  await desktop.close()
  expect(readdirSync(join(desktop.profile, 'backups'))).toHaveLength(1)
  desktop = await startDesktop(desktop.profile)
  page = desktop.page
  await signIn(page)
  await settings()
  await expect(section().getByRole('row')).toHaveCount(2)
  await expect(section()).toContainText('Signing out or ending')
  await expect(section()).toContainText('500 authorities')
  await addOperator('novak')
  await section().scrollIntoViewIfNeeded()
  await section()
    .getByRole('button', { name: /Restore the backup of/ })
    .click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('takes what was done since then out of the store')
  await expect(dialog.getByRole('listitem')).toHaveCount(1)
  await expect(dialog.getByRole('listitem')).toContainText(OPERATOR.name)
  await scanScreen(desktop, 'restore-a-backup')
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()

  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(page)
  await settings()
  await expect(page.getByText('Jan Novák')).toBeHidden()
  await expect(section().getByRole('row')).toHaveCount(3)
  await expect(section()).toContainText('Before a restore')
  await section().getByRole('button', { name: 'Restore from a file' }).scrollIntoViewIfNeeded()
  await scanScreen(desktop, 'backups')
})

test('a backup is written to a place of choice and read back; what is no backup is refused in words', async () => {
  await settings()
  await expect(section()).toContainText('There is no backup yet.')
  const path = join(desktop.profile, 'on the stick.imibackup')
  await picks(desktop.app, path)
  await section().getByRole('button', { name: 'Back up now' }).click()
  await expect(page.getByText(/The backup was written: on the stick.imibackup/)).toBeVisible()
  await picks(desktop.app, path)
  await section().getByRole('button', { name: 'Restore from a file' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('The store is exactly as it was in this backup')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  const wrong = join(desktop.profile, 'wrong.imibackup')
  copyFileSync(join(desktop.profile, 'preferences.json'), wrong)
  await picks(desktop.app, wrong)
  await section().getByRole('button', { name: 'Restore from a file' }).click()
  await expect(dialog.getByRole('alert')).toContainText('This file is no backup of IMI Helpdesk')
  await scanScreen(desktop, 'restore-what-is-no-backup')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
})

test('a store that was damaged by hand is recognised, and the newest backup brings the operator back to work', async () => {
  await desktop.close()
  const store = join(desktop.profile, 'store', 'imi.db')
  const bytes = readFileSync(store)
  bytes.fill(0x5a, 0, bytes.length)
  writeFileSync(store, bytes)
  desktop = await startDesktop(desktop.profile)
  page = desktop.page
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'The store is damaged' })).toBeVisible()
  await expect(page.getByText(/500 authorities/)).toBeVisible()
  await scanScreen(desktop, 'damaged-store')
  await picks(desktop.app, desktop.profile)
  await page.getByRole('button', { name: 'Choose a folder' }).click()
  await expect(page.getByRole('alert')).toContainText('Nothing can be read out of the damaged store.')
  await page.getByRole('button', { name: 'Restore the newest backup' }).click()
  await expect(page.getByText('The backup is in place.')).toBeVisible()
  await signIn(page)
  await expect(page.getByText('500 of 500')).toBeVisible()
})

test('the store moves to another PC with its backup and a password', async () => {
  await settings()
  const path = join(desktop.profile, 'moving.imibackup')
  await picks(desktop.app, path)
  await section().getByRole('button', { name: 'Back up now' }).click()
  await expect(page.getByText(/The backup was written/)).toBeVisible()
  const first = desktop
  await first.close()
  desktop = await startDesktop(newProfile())
  page = desktop.page
  await page.getByRole('button', { name: 'Bring a store from another PC' }).click()
  await picks(desktop.app, path)
  await page.getByRole('button', { name: 'Choose the backup' }).click()
  await expect(page.getByText('Backup: moving.imibackup')).toBeVisible()
  await page.getByLabel('User name').fill(OPERATOR.userName)
  await page.getByLabel('Password or recovery code', { exact: true }).fill('wrong')
  await page.getByRole('button', { name: 'Bring the store here' }).click()
  await expect(page.getByRole('alert')).toContainText(
    'Neither a password of this operator nor the recovery code',
  )
  await scanScreen(desktop, 'bring-a-store')
  await page.getByLabel('Password or recovery code', { exact: true }).fill(OPERATOR.password)
  await page.getByRole('button', { name: 'Bring the store here' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(page)
  await expect(page.getByText('500 of 500')).toBeVisible()
  removeProfile(first.profile)
})

test('what can be read of a store with a damaged page is saved as lists', async () => {
  await desktop.close()
  const store = join(desktop.profile, 'store', 'imi.db')
  const bytes = readFileSync(store)
  // The pages from the middle on: most of the accesses and the history.
  bytes.fill(0x5a, Math.floor(bytes.length / 8192) * 4096)
  writeFileSync(store, bytes)
  // As after a crash, which makes the program look before it opens the store.
  writeFileSync(`${store}.open`, '')
  desktop = await startDesktop(desktop.profile)
  page = desktop.page
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'The store is damaged' })).toBeVisible()
  await picks(desktop.app, desktop.profile)
  await page.getByRole('button', { name: 'Choose a folder' }).click()
  await expect(page.getByText(/^Written to the folder “IMI Helpdesk .*could not be read\.$/)).toBeVisible()
  await scanScreen(desktop, 'damaged-store-saved')
  const folder = readdirSync(desktop.profile).find((name) => name.startsWith('IMI Helpdesk 20')) ?? ''
  expect(readdirSync(join(desktop.profile, folder)).sort()).toEqual([
    'accesses.csv',
    'authorities.csv',
    'users.csv',
  ])
})

test('a store whose last acts are missing says so, and is used as it is where the operator wants it', async () => {
  const store = join(desktop.profile, 'store', 'imi.db')
  await desktop.close()
  desktop = await startDesktop(desktop.profile)
  page = desktop.page
  await signIn(page)
  await settings()
  await addOperator('novak')
  const crashed = ['', '.head'].map((part) => [part, readFileSync(`${store}${part}`)] as const)
  await desktop.close()
  for (const [part, bytes] of crashed) writeFileSync(`${store}${part}`, bytes)
  desktop = await startDesktop(desktop.profile)
  page = desktop.page
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'The last acts are missing' })).toBeVisible()
  await scanScreen(desktop, 'acts-missing')
  await page.getByRole('button', { name: 'Go on without them' }).click()
  await expect(page.getByText('The store is used as it is. Sign in.')).toBeVisible()
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'Operators' })).toBeVisible()
  await expect(page.getByText('Jan Novák')).toBeHidden()
})

test('the check of the store says that everything is well; where it is not, the store is left for its backup', async () => {
  test.setTimeout(120_000)
  await settings()
  const check = page.locator('section').filter({ hasText: 'Check of the store' })
  await check.getByRole('button', { name: 'Check now' }).click()
  await expect(check).toContainText(/Everything is as it was written: .* were read\./)
  await scanScreen(desktop, 'store-check')
  await desktop.close()
  const store = join(desktop.profile, 'store', 'imi.db')
  const bytes = readFileSync(store)
  // One bit in the middle of the rows and the history: the cipher turns it into a page of something else.
  const place = Math.floor(bytes.length * 0.6)
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place)
  writeFileSync(store, bytes)
  desktop = await startDesktop(desktop.profile)
  page = desktop.page
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await page
    .locator('section')
    .filter({ hasText: 'Check of the store' })
    .getByRole('button', { name: 'Check now' })
    .click()
  const banner = page.getByRole('alert').filter({ hasText: 'What you see may be wrong' })
  await expect(banner).toBeVisible()
  await scanScreen(desktop, 'damage-found')
  await banner.getByRole('button', { name: 'Close the store and choose what to do' }).click()
  await expect(page.getByRole('heading', { name: 'The store is damaged' })).toBeVisible()
  await page.getByRole('button', { name: 'Restore the newest backup' }).click()
  await expect(page.getByText('The backup is in place.')).toBeVisible()
  await signIn(page)
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
})
