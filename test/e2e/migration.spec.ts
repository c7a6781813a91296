import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { inRoot } from '../../resources/tooling/lib/paths.mjs'
import { expectAccessible, LOOKS, showIn } from '../support/accessibility'
import { picks, removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { cutOffTexts } from '../support/layout'
import { scanScreen } from '../support/scan'
import { writeV6 } from '../support/v6-files'
import { smallV6 } from '../support/v6-small'

let desktop: Desktop
let page: Page

test.beforeEach(async () => {
  desktop = await startDesktop()
  page = desktop.page
  await setUpStore(page)
  await page.getByRole('button', { name: /Import V6 data/ }).click()
})

test.afterEach(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

async function chooseFolder(tables = smallV6()): Promise<void> {
  const folder = writeV6(join(desktop.profile, 'V6 Daten'), tables)
  await picks(desktop.app, folder)
  await page
    .getByRole('button', { name: /Choose the folder|Choose another folder|Read the folder again/ })
    .click()
}

async function dryRun(): Promise<void> {
  await page.getByRole('button', { name: 'Dry run', exact: true }).click()
  await expect(page.getByRole('tab', { name: 'By rule' })).toBeVisible()
}

async function answer(name: string, choice: string): Promise<void> {
  await page.getByLabel(`Answer about ${name}`).last().click({ force: true })
  await page.getByRole('option', { name: choice }).click()
}

test('V6 data are taken over from the folder to the report, and what is left open is decided later', async () => {
  test.setTimeout(120_000)
  await chooseFolder()
  await expect(page.getByText('1 thing to look at')).toBeVisible()
  await expect(page.getByRole('row', { name: /no address/ })).toContainText(
    'This cannot be an e-mail address',
  )
  await dryRun()
  await expect(page.getByRole('row', { name: /^M7 / })).toContainText('1')
  await page.getByRole('button', { name: 'Show the authorities of M17' }).click()
  await expect(page.getByText('1 authority', { exact: true })).toBeVisible()
  await expect(page.getByText('M17: An alert authority becomes Authority')).toBeVisible()

  await page.getByRole('tab', { name: /^To decide/ }).click()
  await answer('Coordination belge', 'IMI Coordinator with federal responsibility')
  await expect(page.getByText('The answers changed.')).toBeVisible()
  await page.getByRole('button', { name: 'Dry run with these answers' }).click()
  await page.getByRole('button', { name: 'Import 11 authorities' }).click()
  await expect(page.getByText('The V6 data are in the store')).toBeVisible()
  await expect(page.getByText('11 authorities were taken over from V6.')).toBeVisible()
  await expect(page.getByText('7 decisions are open.')).toBeVisible()

  const report = join(desktop.profile, 'report.csv')
  await picks(desktop.app, report)
  await page.getByRole('button', { name: 'Save the report (CSV)' }).click()
  await expect(page.getByText(/rows written to report.csv/)).toBeVisible()
  expect(readFileSync(report, 'utf8')).toContain('IMI Coordinator with federal responsibility;the Helpdesk')

  const paper = join(desktop.profile, 'summary.pdf')
  await picks(desktop.app, paper)
  await page.getByRole('link', { name: 'Summary for printing' }).click()
  await page.getByRole('button', { name: 'Save as PDF' }).click()
  await expect(page.getByText('The summary was written to summary.pdf.')).toBeVisible()
  expect(readFileSync(paper).subarray(0, 5).toString()).toBe('%PDF-')
  await page.getByRole('link', { name: 'Back to V6 data' }).click()

  await page.getByRole('link', { name: 'Decide them' }).click()
  await page.getByRole('button', { name: 'Decide about Koordination Österreich' }).last().click()
  await page.getByLabel('IMI Coordinator with national responsibility').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Decide' }).click()
  await expect(page.getByText('Decided: Koordination Österreich')).toBeVisible()
  await page.getByRole('button', { name: 'Decided' }).click()
  await expect(page.getByRole('row', { name: /Koordination Österreich/ })).toContainText(
    'IMI Coordinator with national responsibility',
  )

  await page.getByRole('link', { name: 'Koordination Österreich' }).click()
  await page.getByRole('tab', { name: /^Management Information/ }).click()
  await expect(page.getByText('Taken over from V6')).toBeVisible()
  await expect(page.getByText('from before V7, by import of the folder “V6 Daten”')).toBeVisible()
})

test('the same folder again changes nothing', async () => {
  await chooseFolder()
  await dryRun()
  await page.getByRole('button', { name: 'Import 11 authorities' }).click()
  await expect(page.getByText('The V6 data are in the store')).toBeVisible()
  await page.getByRole('button', { name: 'Import another folder' }).click()
  await chooseFolder()
  await dryRun()
  await expect(page.getByText('There is nothing to import.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import what is missing' })).toBeDisabled()
})

test('an import is taken back from its message; its last page says so and leads back to the dry run', async () => {
  await chooseFolder()
  await dryRun()
  await page.getByRole('button', { name: 'Import 11 authorities' }).click()
  await expect(page.getByText('11 authorities · 2 users')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('0 authorities · 0 users')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'The import was taken back' })).toBeVisible()
  await expect(page.getByText('The V6 data are in the store')).toHaveCount(0)
  await scanScreen(desktop, 'migration-taken-back')
  await page.getByRole('button', { name: 'Back to the dry run' }).click()
  await page.getByRole('button', { name: 'Import 11 authorities' }).click()
  await expect(page.getByText('The V6 data are in the store')).toBeVisible()
  await expect(page.getByText('11 authorities · 2 users')).toBeVisible()
})

test('broken data are told with file, row, column and value, corrected, and read again', async () => {
  const broken = smallV6()
  broken.area_accesses[1] = { ...broken.area_accesses[1], granted_by: 'DE-99' }
  await chooseFolder(broken)
  await expect(page.getByText('1 error stops the import.')).toBeVisible()
  await expect(page.getByRole('row', { name: /DE-99/ })).toContainText('area_accesses3granted_byDE-99')
  await expect(page.getByRole('button', { name: 'Dry run', exact: true })).toBeDisabled()
  const problems = join(desktop.profile, 'problems.csv')
  await picks(desktop.app, problems)
  await page.getByRole('button', { name: 'Save the problems' }).click()
  await expect(page.getByText('2 problems were written to problems.csv.')).toBeVisible()
  await chooseFolder()
  await dryRun()
})

test('a folder without V6 data is refused with what it should hold', async () => {
  const empty = join(desktop.profile, 'empty')
  mkdirSync(empty)
  await picks(desktop.app, empty)
  await page.getByRole('button', { name: 'Choose the folder' }).click()
  await expect(page.getByRole('alert')).toContainText('This folder holds no V6 data')
})

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 700 },
] as const

/** Scans what is shown in every look, and keeps pictures of it in light and dark at both sizes. */
async function look(name: string): Promise<void> {
  for (const each of LOOKS) {
    await showIn(page, each)
    await expectAccessible(page, `${name}, ${each}`)
    if (each === 'forced colours') continue
    for (const size of SIZES) {
      await desktop.app.evaluate(({ BrowserWindow }, { width, height }) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
      }, size)
      // A window of the test screen can come out a dot narrower.
      await expect
        .poll(() => page.evaluate((width) => Math.abs(window.innerWidth - width), size.width))
        .toBeLessThan(3)
      expect(await cutOffTexts(page), `${name} at ${String(size.width)}`).toEqual([])
      await page.screenshot({ path: inRoot(`.reports/migration/${name}-${each}-${String(size.width)}.png`) })
    }
  }
  // What is drawn first in forced colours keeps lines of theirs in the pictures that follow.
  await showIn(page, 'light')
}

test('everyone can use every step of it', async () => {
  test.setTimeout(240_000)
  await look('1-folder')
  const broken = smallV6()
  broken.area_accesses[1] = { ...broken.area_accesses[1], granted_by: 'DE-99' }
  await chooseFolder(broken)
  await expect(page.getByText('1 error stops the import.')).toBeVisible()
  await look('2-broken')
  await chooseFolder()
  await expect(page.getByText('1 thing to look at')).toBeVisible()
  await dryRun()
  await look('3-rules')
  await page.getByRole('tab', { name: /^To decide/ }).click()
  await look('4-questions')
  await page.getByRole('tab', { name: /^By authority/ }).click()
  await expect(page.getByText('11 authorities', { exact: true })).toBeVisible()
  await look('5-authorities')
  await page.getByRole('button', { name: 'Import 11 authorities' }).click()
  await expect(page.getByText('The V6 data are in the store')).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
  await look('6-done')
  await page.getByRole('link', { name: 'Summary for printing' }).click()
  await look('7-paper')
  await page.getByRole('link', { name: 'Back to V6 data' }).click()
  await page.getByRole('link', { name: 'Decide them' }).click()
  await expect(page.getByRole('row')).toHaveCount(9)
  await look('8-decisions')
  await page.getByRole('button', { name: 'Decide about Coordination belge' }).last().click()
  await expect(page.getByRole('dialog')).toContainText('Federal or regional?')
  await look('9-decide')
})
