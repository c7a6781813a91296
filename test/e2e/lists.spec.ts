import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { inRoot } from '../../resources/tooling/lib/paths.mjs'
import { picks, removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { scanScreen } from '../support/scan'

const GERMAN = inRoot('test/fixtures/lists/public-bodies-de.csv')
const SWEDISH = inRoot('test/fixtures/lists/public-bodies-se.csv')

let desktop: Desktop

test.beforeEach(async () => {
  desktop = await startDesktop()
  await setUpStore(desktop.page)
  await desktop.page.getByRole('button', { name: /Import a list/ }).click()
})

test.afterEach(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

async function preview(file: string): Promise<void> {
  await picks(desktop.app, file)
  await desktop.page.getByRole('button', { name: 'Choose a file' }).click()
  await desktop.page.getByRole('button', { name: 'Preview' }).click()
}

test('1,003 German public bodies are imported, and importing them again changes nothing', async () => {
  const { page } = desktop
  await preview(GERMAN)
  await expect(page.getByRole('button', { name: 'New 1,003' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Errors 0' })).toBeVisible()
  await page.getByRole('button', { name: 'Import 1,003 rows' }).click()
  await expect(page.getByText('Added: 1,003 authorities. Changed: 0.')).toBeVisible()
  await page.getByRole('button', { name: 'Import another list' }).click()
  await preview(GERMAN)
  await expect(page.getByRole('button', { name: 'Unchanged 1,003' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import 0 rows' })).toBeDisabled()
})

test('652 Swedish public bodies are imported beside them', async () => {
  const { page } = desktop
  await preview(SWEDISH)
  await expect(page.getByRole('button', { name: 'New 652' })).toBeVisible()
  await page.getByRole('button', { name: 'Import 652 rows' }).click()
  await expect(page.getByText('Added: 652 authorities.')).toBeVisible()
})

test('rows with errors are named, and can be saved, corrected and imported', async () => {
  const { page } = desktop
  const file = join(desktop.profile, 'faulty.csv')
  writeFileSync(
    file,
    'name;member state;email\nAmt für Muster;DE;amt@muster.example\n;DE;x@y.example\nBüro Nord;Atlantis;\n',
  )
  await preview(file)
  await expect(page.getByRole('button', { name: 'Errors 2' })).toBeVisible()
  await expect(page.getByText('this is no Member State (Atlantis)')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import 1 row' })).toBeDisabled()
  const failed = join(desktop.profile, 'rows-to-correct.csv')
  await picks(desktop.app, failed)
  await page.getByRole('button', { name: 'Save the rows with errors' }).click()
  await expect(page.getByText('2 rows were written')).toBeVisible()
  expect(readFileSync(failed, 'utf8')).toContain('Büro Nord')
  await page.getByLabel('The valid rows').check()
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByText('Added: 1 authority. Changed: 0. Left out because of errors: 2.')).toBeVisible()
})

test('an import that is taken back says so on its last page, and can be done again from its preview', async () => {
  const { page } = desktop
  const file = join(desktop.profile, 'offices.csv')
  writeFileSync(file, 'name;member state\nAmt für Muster;DE\nBüro Nord;DE\n')
  await preview(file)
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByText('The list was imported.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('heading', { name: 'The import was taken back' })).toBeVisible()
  await expect(page.getByText('Added: 2 authorities.')).toHaveCount(0)
  await scanScreen(desktop, 'import-taken-back')
  await page.getByRole('button', { name: 'Back to the preview' }).click()
  await expect(page.getByText('Büro Nord')).toBeVisible()
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByText('Added: 2 authorities.')).toBeVisible()

  // Taken back elsewhere, while this page is out of sight.
  await page.getByRole('link', { name: 'Show Managed authorities' }).click()
  await page.getByRole('grid').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: 'Management Information' }).click()
  await page.getByRole('button', { name: /^Take back/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('It was taken back.')).toBeVisible()
  await page.getByRole('button', { name: 'Import a list' }).click()
  await expect(page.getByRole('heading', { name: 'The import was taken back' })).toBeVisible()
})

test('a file that is no list is refused with what to do', async () => {
  const file = join(desktop.profile, 'letter.pdf')
  writeFileSync(file, '%PDF-1.7 not a list')
  await picks(desktop.app, file)
  await desktop.page.getByRole('button', { name: 'Choose a file' }).click()
  await expect(desktop.page.getByRole('alert')).toContainText('Choose a CSV or XLSX file')
})

test('another file that is no list is refused as well, and the list before it stays', async () => {
  const { page } = desktop
  await picks(desktop.app, GERMAN)
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await expect(page.getByText('public-bodies-de.csv: 1,003 rows')).toBeVisible()
  const file = join(desktop.profile, 'empty.csv')
  writeFileSync(file, '')
  await picks(desktop.app, file)
  await page.getByRole('button', { name: 'Choose another file' }).click()
  await expect(page.getByRole('alert')).toContainText('The list is empty')
  await expect(page.getByText('public-bodies-de.csv: 1,003 rows')).toBeVisible()
})

test('users with last login and status of the password are imported, and importing them again changes nothing', async () => {
  const { page } = desktop
  const offices = join(desktop.profile, 'offices.csv')
  writeFileSync(offices, 'name;member state\nAmt für Muster;DE\n')
  await preview(offices)
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await page.getByRole('button', { name: 'Import another list' }).click()
  const file = join(desktop.profile, 'users.csv')
  writeFileSync(
    file,
    'User name;Name;Authority;Roles;Password status;Last login\n' +
      'ada.muster;Ada Muster;Amt für Muster;Administrator, Registers: Viewer;Blocked;2026-11-20 09:30\n' +
      'bert.muster;Bert Muster;Amt Nirgends;;;\n',
  )
  await picks(desktop.app, file)
  await page.getByRole('button', { name: 'Choose a file' }).click()
  // Recognised by its columns, and a person can say otherwise.
  await expect(page.getByLabel('What the list holds')).toBeVisible()
  await expect(page.getByText('Users', { exact: true })).toBeVisible()
  await scanScreen(desktop, 'import-users-columns')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText('Ada Muster (ada.muster)')).toBeVisible()
  await expect(
    page.getByText('no authority of this name or identifier is known here (Amt Nirgends)'),
  ).toBeVisible()
  await page.getByLabel('The valid rows').check()
  await scanScreen(desktop, 'import-users-preview')
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByText('Added: 1 user. Changed: 0. Left out because of errors: 1.')).toBeVisible()
  await scanScreen(desktop, 'import-users-done')
  await page.getByRole('button', { name: 'Import another list' }).click()
  await preview(file)
  await expect(page.getByRole('button', { name: 'Unchanged 1' })).toBeVisible()
})

test('accesses with their linked coordinators are imported, and stand on the Modules tab', async () => {
  const { page } = desktop
  const offices = join(desktop.profile, 'offices.csv')
  writeFileSync(offices, 'name;member state\nAmt für Muster;DE\nKoordination Nord;DE\nBureau Sud;FR\n')
  await preview(offices)
  await page.getByRole('button', { name: 'Import 3 rows' }).click()
  await page.getByRole('button', { name: 'Import another list' }).click()
  const file = join(desktop.profile, 'accesses.csv')
  writeFileSync(
    file,
    'Authority;Module;Role;Status;Linked coordinators;Keywords\n' +
      'Koordination Nord;Services – Notifications;Coordinator;;;\n' +
      'Amt für Muster;Services – Notifications;Authority;Active;Koordination Nord;Hotels\n' +
      'Amt für Muster;Services – Notifications;;;Bureau Sud;\n' +
      'Amt für Muster;Telegraphy;;;;\n',
  )
  await picks(desktop.app, file)
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await expect(page.getByText('Accesses and linked coordinators', { exact: true })).toBeVisible()
  await scanScreen(desktop, 'list-accesses-columns')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText('Linked coordinators: Bureau Sud, Koordination Nord')).toBeVisible()
  await expect(page.getByText('Bureau Sud does not count as coordinator here')).toBeVisible()
  await expect(page.getByText('taken together with line 3')).toBeVisible()
  await expect(page.getByText('this is no module of IMI')).toBeVisible()
  await scanScreen(desktop, 'list-accesses-preview')
  await page.getByLabel('The valid rows').check()
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByText('Added: 2 accesses. Changed: 0. Left out because of errors: 1.')).toBeVisible()
  await page.getByRole('button', { name: 'Import another list' }).click()
  await preview(file)
  await expect(page.getByRole('button', { name: 'Unchanged 3' })).toBeVisible()
  await page.getByRole('button', { name: 'Managed authorities', exact: true }).click()
  await page.getByRole('row', { name: /Amt für Muster/ }).dblclick()
  await page.getByRole('tab', { name: /^Modules/ }).click()
  await page.getByRole('row', { name: /Services – Notifications/ }).click()
  await expect(page.getByRole('main')).toContainText('Koordination Nord')
  await expect(page.getByRole('main')).toContainText('Hotels')
})

test('a row whose identifier belongs to an authority of another name is asked', async () => {
  const { page } = desktop
  const file = join(desktop.profile, 'again.csv')
  writeFileSync(file, 'id;name;member state\n1;Amt Eins;DE\n')
  await preview(file)
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await page.getByRole('button', { name: 'Import another list' }).click()
  writeFileSync(file, 'id;name;member state\n1;Amt für Muster;DE\n')
  await preview(file)
  await expect(page.getByRole('button', { name: 'To decide 1' })).toBeVisible()
  await expect(
    page.getByText('The identifier belongs to “Amt Eins”. Is it the same authority?'),
  ).toBeVisible()
  await scanScreen(desktop, 'import-question')
  await page.getByRole('button', { name: 'Row 2: Decide' }).click()
  await page.getByText('The same, with the name in the list').click()
  await expect(page.getByText('Amt Eins → Amt für Muster')).toBeVisible()
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByText('Added: 0 authorities. Changed: 1.')).toBeVisible()
})
