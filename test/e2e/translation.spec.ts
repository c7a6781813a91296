import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { picks, removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { packOf, writeFolder, writeZip } from '../support/packs'
import { scanScreen } from '../support/scan'

let desktop: Desktop
let page: Page

const dialog = () => page.getByRole('dialog')
const act = (name: string) => dialog().getByRole('button', { name, exact: true })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const row = (name: string | RegExp) => page.getByRole('row', { name })
const scan = (name: string) => scanScreen(desktop, name)
const settings = () => button('Settings').click()

async function choose(label: string, option: string): Promise<void> {
  await expect(dialog().getByRole('table')).toBeVisible()
  await dialog().getByLabel(label).fill(option)
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function openDescription(): Promise<void> {
  await button('Translate: Description').click()
  await choose('Language of the text', 'German')
}

const DESCRIPTION = [
  'Anerkennung von Berufsqualifikationen.',
  'der hund schläft.',
  'Wir sind für dieses Ersuchen nicht zuständig. Die zuständige Behörde wurde unterrichtet.',
  'Eine Untersuchung läuft. Die Genehmigung wurde ausgesetzt. Weitere Maßnahmen sind nicht erforderlich.',
  'Wir haben keine weiteren Informationen. Wir übermitteln weitere Informationen so bald wie möglich.',
  'Bitte unterrichten Sie Ihre zuständigen Behörden. Vielen Dank für die Zusammenarbeit.',
].join('\n')

const GERMAN = [
  ['der', 'the'],
  ['hund', 'dog'],
  ['schläft', 'sleeps'],
] as const
const FRENCH = [
  ['the', 'le'],
  ['dog', 'chien'],
  ['sleeps', 'dort'],
] as const

// One story: each part goes on where the one before ended.
test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  desktop = await startDesktop()
  page = desktop.page
  await setUpStore(page)
  await page.getByRole('button', { name: /Empty store/ }).click()
  await page.getByRole('button', { name: 'Register authority' }).first().click()
  await page.getByLabel('Official name').fill('Tierärztekammer')
  await page.getByLabel('Informal title').fill('Market surveillance')
  await page.getByLabel('Description').fill(DESCRIPTION)
  await page.getByLabel('Member State').fill('Germany')
  await page.getByRole('option', { name: 'Germany (DE)' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Register authority' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tierärztekammer')
})

test.afterAll(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

test('a free text is translated by phrases; what nothing knows stays in the original and says how to get more', async () => {
  test.setTimeout(120_000)
  await expect(page.getByText('Tierärztekammer is registered')).toBeVisible()
  await scan('translate-button')
  await openDescription()
  await expect(row(/Anerkennung von Berufsqualifikationen/)).toContainText(
    'Recognition of professional qualifications.',
  )
  await expect(row(/Anerkennung von Berufsqualifikationen/)).toContainText('Phrase set')
  await expect(row(/der hund/)).toContainText('Not translated')
  await expect(dialog()).toContainText('no model pack on this PC translates from German to English')
  await scan('translation-without-pack')
  await dialog().getByRole('link', { name: 'Model packs in Settings' }).click()
  await expect(page.getByText(/No model pack is on this PC/)).toBeVisible()
  await expect(page.getByText(/Nothing is kept yet/)).toBeVisible()
})

test('a model pack is imported from a ZIP file; a damaged one is refused', async () => {
  test.setTimeout(120_000)
  await page.getByRole('heading', { name: 'Translation', exact: true }).scrollIntoViewIfNeeded()
  await scan('translation-settings-empty')
  const files = packOf({ from: 'de', to: 'en', dictionary: GERMAN, name: 'German to English, tiny' })
  const damaged = new Map(files).set('model.bin', Buffer.alloc(files.get('model.bin')?.length ?? 0))
  await picks(desktop.app, writeZip(join(desktop.profile, 'damaged.zip'), damaged))
  await button('Import model pack (ZIP)').click()
  await expect(page.getByRole('alert')).toContainText('The file “model.bin” of the model pack is damaged')
  await picks(desktop.app, writeZip(join(desktop.profile, 'pack.zip'), files))
  await button('Import model pack (ZIP)').click()
  await expect(page.getByText('The model pack German to English, tiny is ready.')).toBeVisible()
  await expect(row(/German to English/)).toContainText('Ready')
})

test('then the machine translates the rest on this PC, marked as such, through English where it must', async () => {
  test.setTimeout(120_000)
  const second = packOf({ from: 'en', to: 'fr', dictionary: FRENCH, name: 'English to French, tiny' })
  await picks(desktop.app, writeFolder(join(desktop.profile, 'pack'), second))
  await button('Import model pack from a folder').click()
  await expect(row(/English to French/)).toContainText('Ready')
  await page.goBack()
  await openDescription()
  await expect(row(/der hund/)).toContainText('the dog sleeps.')
  await expect(row(/der hund/)).toContainText('Machine translation')
  await expect(row(/der hund/)).toContainText('by German to English, tiny')
  await expect(dialog()).toContainText('was translated by a machine and may be wrong')
  await choose('Translate to', 'French')
  await expect(row(/der hund/)).toContainText('le chien dort.')
  await expect(row(/der hund/)).toContainText('by German to English, tiny, English to French, tiny')
  await scan('translation-machine')
  await choose('Translate to', 'English')
  await expect(row(/der hund/)).toContainText('the dog sleeps.')
})

test('a translation is corrected, kept, offered, and removed again', async () => {
  test.setTimeout(120_000)
  await act('Correct the translation of “der hund schläft.”').click()
  await expect(dialog().getByLabel('Your translation')).toBeFocused()
  await dialog().getByLabel('Your translation').fill('The dog is asleep.')
  await scan('translation-correct')
  await act('Keep in the memory').click()
  await expect(row(/der hund/)).toContainText('The dog is asleep.')
  await expect(row(/der hund/)).toContainText('Memory')
  await expect(page.getByText('The translation is kept for this authority')).toBeVisible()
  await expect(act('Correct the translation of “der hund schläft.”')).toBeFocused()
  await act('Copy translation').click()
  await expect(page.getByText('The translation was copied.')).toBeVisible()
  const copied = await desktop.app.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toContain('Recognition of professional qualifications.\nThe dog is asleep.')
  // The message has just come, and does not take the key from the dialog.
  await page.keyboard.press('Escape')
  await expect(dialog()).toHaveCount(0)
  await expect(button('Translate: Description')).toBeFocused()
  await settings()
  await expect(row(/der hund/)).toContainText('Maria Keller')
  await expect(row(/der hund/)).toContainText('From a text of Tierärztekammer')
  await page.getByLabel('Search originals and translations').fill('asleep')
  await expect(row(/der hund/)).toBeVisible()
  await button('Close').click()
  await button('Verify history').scrollIntoViewIfNeeded()
  await scan('translation-settings')
  await page.getByLabel('Search originals and translations').fill('cat')
  await expect(page.getByText('No kept translation holds “cat”.')).toBeVisible()
  await page.getByLabel('Search originals and translations').fill('')
  await button('Remove the kept translation of “der hund schläft.”').click()
  await expect(page.getByText('The translation is no longer offered.')).toBeVisible()
  await button('Undo').click()
  await expect(row(/der hund/)).toBeVisible()
})

test('a model pack is removed', async () => {
  await button('Remove the model pack German to English, tiny').click()
  await act('Remove').click()
  await expect(page.getByText('The model pack German to English, tiny was removed.')).toBeVisible()
  await expect(row(/English to French/)).toBeVisible()
  await expect(row(/German to English/)).toHaveCount(0)
})
