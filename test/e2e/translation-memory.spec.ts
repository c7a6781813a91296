import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { picks, removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { scanScreen } from '../support/scan'

let here: Desktop
let there: Desktop

const dialog = (page: Page) => page.getByRole('dialog')
const act = (page: Page, name: string | RegExp) => dialog(page).getByRole('button', { name, exact: true })
const row = (page: Page, name: RegExp) => page.getByRole('row', { name })

test.beforeAll(async () => {
  here = await startDesktop()
  there = await startDesktop()
})
test.afterAll(async () => {
  for (const desktop of [here, there]) {
    await desktop.close()
    removeProfile(desktop.profile)
  }
})

/** Keeps a translation of a sentence of the description that is shown. */
async function keep(page: Page, sentence: string, said: string, forEveryText: boolean): Promise<void> {
  await act(page, `Correct the translation of “${sentence}”`).click()
  await dialog(page).getByLabel('Your translation').fill(said)
  if (forEveryText) {
    await dialog(page)
      .getByLabel(/The sentence names no person/)
      .check()
    await expect(dialog(page)).toContainText('It then stays when the data')
    await scanScreen(here, 'translation-for-every-text')
  }
  await act(page, 'Keep in the memory').click()
  await expect(row(page, new RegExp(sentence))).toContainText('Memory')
}

async function toSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('heading', { name: 'Translation memory' }).scrollIntoViewIfNeeded()
}

// One story: each part goes on where the one before ended.
test.describe.configure({ mode: 'serial' })

test('what names no person is kept for every text, and goes into a file; what belongs to an authority only where asked for', async () => {
  test.setTimeout(120_000)
  const { page, app, profile } = here
  await setUpStore(page)
  await page.getByRole('button', { name: /Empty store/ }).click()
  await page.getByRole('button', { name: 'Register authority' }).first().click()
  await page.getByLabel('Official name').fill('Tierärztekammer')
  await page.getByLabel('Informal title').fill('Market surveillance')
  await page.getByLabel('Description').fill('Der Betrieb ruht.\nFrau Müller führt ihn.\nDer Hof ist leer.')
  await page.getByLabel('Member State').fill('Germany')
  await page.getByRole('option', { name: 'Germany (DE)' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Register authority' }).click()
  await expect(page.getByText('Tierärztekammer is registered')).toBeVisible()
  await page.getByRole('button', { name: 'Translate: Description' }).click()
  await dialog(page).getByLabel('Language of the text').fill('German')
  await page.getByRole('option', { name: 'German', exact: true }).click()
  await keep(page, 'Der Betrieb ruht.', 'The business rests.', true)
  await keep(page, 'Frau Müller führt ihn.', 'Ms Müller runs it.', false)
  await keep(page, 'Der Hof ist leer.', 'The yard is empty.', false)
  await act(page, 'Close').click()
  await expect(dialog(page)).toHaveCount(0)

  await toSettings(page)
  await page
    .getByRole('button', { name: 'Keep the translation of “Der Hof ist leer.” for every text' })
    .click()
  await expect(dialog(page)).toContainText('Do so only where it names no person')
  await scanScreen(here, 'memory-keep-for-every-text')
  await act(page, 'Keep for every text').click()
  await expect(page.getByText('The translation is kept for every text.')).toBeVisible()
  await expect(dialog(page)).toHaveCount(0)

  await page.getByRole('button', { name: 'Export memory (TMX)' }).click()
  await expect(dialog(page)).toContainText('2 translations are kept for every text.')
  await dialog(page).getByLabel('Also the 2 that belong to texts of alerts and authorities').check()
  await scanScreen(here, 'memory-export')
  await picks(app, join(profile, 'memory.tmx'))
  await act(page, 'Export').click()
  await expect(page.getByText('4 translations were saved as memory.tmx.')).toBeVisible()
})

test('another PC sees what the file would bring, takes it over, offers it, and takes it back', async () => {
  test.setTimeout(120_000)
  const { page, app } = there
  await setUpStore(page)
  await page.getByRole('button', { name: /Empty store/ }).click()
  await toSettings(page)
  const file = join(here.profile, 'memory.tmx')
  await picks(app, file)
  await page.getByRole('button', { name: 'Import memory (TMX)' }).click()
  await expect(dialog(page)).toContainText('Import translations: memory.tmx')
  await expect(row(page, /Der Betrieb ruht/)).toContainText('The business rests.')
  await expect(row(page, /Frau Müller/)).toContainText('Belongs to an authority that is not on this PC.')
  await scanScreen(there, 'memory-import')
  await act(page, /^Left out/).click()
  await expect(row(page, /Der Betrieb ruht/)).toHaveCount(0)
  await expect(row(page, /Frau Müller/)).toBeVisible()
  const takeOver = async () => {
    await act(page, 'Take over 2 translations').click()
    await expect(page.getByText('2 translations were taken over from memory.tmx.')).toBeVisible()
    await expect(dialog(page)).toHaveCount(0)
    await expect(row(page, /Der Betrieb ruht/)).toContainText('From a file')
  }
  const openFile = async () => {
    await picks(app, file)
    await page.getByRole('button', { name: 'Import memory (TMX)' }).click()
  }
  await takeOver()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText(/Nothing is kept yet/)).toBeVisible()

  await openFile()
  await takeOver()
  await scanScreen(there, 'memory-imported')
  await openFile()
  await expect(dialog(page)).toContainText('There is nothing to take over')
  await expect(act(page, /^Take over/)).toBeDisabled()
  await scanScreen(there, 'memory-import-nothing')
  await act(page, 'Cancel').click()
  await expect(dialog(page)).toHaveCount(0)
})
