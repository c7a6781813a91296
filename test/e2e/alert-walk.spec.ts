import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import {
  ACTORS,
  alertMenu,
  become as becomeIn,
  openAlert as openIn,
  startWithActors,
  type Actor,
} from '../support/alert-window'
import { picks, removeProfile, signIn, signInInstead, startDesktop, type Desktop } from '../support/desktop'
import { identityFile } from '../support/identity'
import { fillAlert } from '../support/fill-alert'
import { scanScreen } from '../support/scan'

const TITLE = 'Gasthermen ohne Kamin'

let desktop: Desktop
let page: Page

const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const act = (name: string) => dialog().getByRole('button', { name, exact: true })
const tab = (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) })
const status = () => page.locator('header.head')
const message = (text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible()
const menu = (entry: string) => alertMenu(page, entry)
const become = (who: Actor) => becomeIn(page, who)
const openAlert = () => openIn(page, TITLE)

// One story: each part goes on where the one before ended.
test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(180_000)
  desktop = await startWithActors(['author', 'coordinator', 'romania', 'local', 'france'])
  page = desktop.page
})

test.afterAll(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

async function closeNote(): Promise<void> {
  await act('Close').click()
  await expect(dialog()).toHaveCount(0)
}

test('an authority writes an alert and submits it; it cannot broadcast it itself', async () => {
  test.setTimeout(180_000)
  await become('author')
  await menu('Create').click()
  await expect(page.getByRole('heading', { name: 'Create: Services Directive Alert' })).toBeVisible()
  await fillAlert(page, TITLE)
  await button('Save draft').click()
  await expect(page.getByRole('heading', { name: TITLE })).toBeVisible()
  const document = join(desktop.profile, 'Prüfbericht.txt')
  writeFileSync(document, 'Drei Geräte geprüft')
  await picks(desktop.app, document)
  await button('Attach a document').click()
  await message('Prüfbericht.txt')

  await button('Why not? Broadcast').click()
  await expect(dialog()).toContainText('coordinator')
  await closeNote()
  await button('Submit to coordinator').click()
  await expect(dialog()).toContainText(ACTORS.coordinator)
  await act('Submit to coordinator').click()
  await message('It is submitted.')
})

test('its coordinator finds it waiting, returns it with a reason, and broadcasts it to all coordinators of Romania and France', async () => {
  test.setTimeout(180_000)
  await become('coordinator')
  await openAlert()
  await button('Return').click()
  await dialog().getByLabel('Reason').fill('Bitte den Ort nennen')
  await act('Return').click()
  await message('It is returned to its author.')
  await become('author')
  await openAlert()
  await message('Returned by the coordinator: Bitte den Ort nennen')
  await button('Submit to coordinator').click()
  await act('Submit to coordinator').click()
  await message('It is submitted.')
  await button('Take back').click()
  await act('Take back').click()
  await message('It is a draft again.')
  await button('Submit to coordinator').click()
  await act('Submit to coordinator').click()
  await expect(status()).toContainText('Submitted')

  await become('coordinator')
  await openAlert()
  await button('Broadcast').click()
  await expect(dialog()).toContainText(ACTORS.romania)
  await expect(dialog()).toContainText(ACTORS.france)
  await act('Broadcast').click()
  await message(/^Broadcast: \d+ coordinators are reached/)
})

test('a coordinator of Romania passes it on at once; the authority it reached adds information', async () => {
  test.setTimeout(180_000)
  await become('local')
  await menu('Search').click()
  await page.getByRole('textbox', { name: 'Number, subject, words' }).fill(TITLE)
  await message('Nothing matches.')

  await become('romania')
  await openAlert()
  await tab('Recipients and dissemination').click()
  await button('Disseminate').click()
  await act('Disseminate').click()
  await expect(dialog()).toContainText('Choose whom it reaches first.')
  await dialog().getByLabel(ACTORS.local).check()
  await dialog().getByLabel('Note to them').fill('Verificați locurile.')
  await scanScreen(desktop, 'walk-disseminate')
  await act('Disseminate').click()
  await message('1 authority is reached.')
  await message('Verificați locurile.')

  await become('local')
  await openAlert()
  await tab('Comments').click()
  await page.getByLabel('Additional information').fill('Am verificat: trei aparate în Timișoara.')
  await button('Add comment').click()
  await message('The comment is added.')
  await scanScreen(desktop, 'walk-comment')
})

test('one proposes closure, another one objects beside it, the initiating coordinator instructs; none of them can close it', async () => {
  test.setTimeout(180_000)
  await become('romania')
  await openAlert()
  await tab('Closure').click()
  await button('Propose closure').click()
  await page.getByLabel('Why it can be closed').fill('Aparatele au fost înlocuite.')
  await button('Propose closure').click()
  await message('Closure is proposed.')

  await become('france')
  await openAlert()
  await tab('Closure').click()
  await button('Object').click()
  await page.getByLabel('Why it should not be closed').fill('Une inspection est encore en cours.')
  await button('Object').click()
  await message('The objection stands beside the proposal.')
  await scanScreen(desktop, 'walk-closure')
  await button('Why not? Close alert').click()
  await expect(dialog()).toContainText('Helpdesk')
  await closeNote()

  await become('coordinator')
  await openAlert()
  await expect(button('Withdraw')).toHaveAttribute('aria-disabled', 'false')
  await tab('Closure').click()
  await button('Instruct the Helpdesk').click()
  await page.getByLabel('Instruction to the IMI Helpdesk').fill('Bitte schließen.')
  await button('Instruct the Helpdesk').click()
  await message('The Helpdesk is instructed to close it.')
})

test('the Helpdesk finds it on Home, ticks the objection off and closes it; the report is printed and signed; a copy begins anew', async () => {
  test.setTimeout(240_000)
  await signInInstead(page)
  await button('Home').click()
  await page
    .getByRole('link', { name: /alerts and notifications to close/ })
    .first()
    .click()
  await openAlert()
  await tab('Closure').click()
  await button('Close alert').click()
  await act('Close alert').click()
  await expect(dialog()).toContainText('1 objection is not ticked off as read.')
  await dialog().getByRole('checkbox').check()
  await scanScreen(desktop, 'walk-close-dialog')
  await act('Close alert').click()
  await message(/^Closed on/)

  await tab('Report').click()
  await scanScreen(desktop, 'walk-report')
  await button('Report (PDF)').click()
  await expect(page.getByRole('article')).toContainText('Une inspection est encore en cours.')
  await scanScreen(desktop, 'walk-paper')
  const report = join(desktop.profile, 'report.pdf')
  await picks(desktop.app, report)
  await button('Save as PDF').click()
  await message('Saved as report.pdf.')
  expect(readFileSync(report).subarray(0, 5).toString()).toBe('%PDF-')

  const identity = identityFile(desktop.profile)
  await picks(desktop.app, identity.path)
  await button('Save signed PDF …').click()
  await act('Choose a certificate').click()
  await dialog().getByLabel('Password of the certificate').fill('wrong')
  await dialog().getByLabel('Reason').fill('Geprüft für Ελένη')
  await dialog().getByLabel('Place').fill('Łódź')
  await act('Sign and save').click()
  await expect(dialog()).toContainText('The password of the certificate is not right.')
  await scanScreen(desktop, 'walk-sign')
  await dialog().getByLabel('Password of the certificate').fill(identity.password)
  const signed = join(desktop.profile, 'signed.pdf')
  await picks(desktop.app, signed)
  await act('Sign and save').click()
  await message('Saved as signed.pdf.')
  expect(readFileSync(signed, 'latin1')).toContain('/SubFilter /ETSI.CAdES.detached')

  // Before closure it could have been withdrawn by its coordinator.
  await become('coordinator')
  await openAlert()
  await expect(button('Copy')).toBeVisible()
  await expect(button('Withdraw')).toHaveCount(0)

  await become('author')
  await openAlert()
  await button('Copy').click()
  await expect(dialog()).toContainText('Not copied:')
  await scanScreen(desktop, 'walk-copy')
  await act('Copy').click()
  await message('The copy is a new draft.')
  await expect(status()).toContainText('Draft')
})

/** Starts the program anew, so many days later, and opens the alert as the Helpdesk. */
async function later(days: number): Promise<void> {
  await desktop.close()
  desktop = await startDesktop(desktop.profile, { daysAhead: days })
  page = desktop.page
  await signIn(page)
  await menu('Search').click()
  await page.getByRole('textbox', { name: 'Number, subject, words' }).fill('')
  await page.getByRole('button', { name: /^From: / }).click()
  await page.getByText('Germany (DE)').first().click()
  await page.getByRole('button', { name: /^Status: / }).click()
  await page.getByText('Closed', { exact: true }).last().click()
  await page.getByRole('grid').getByRole('link').first().click()
  await expect(status()).toContainText(ACTORS.author)
}

test('six days later the report can be printed, a week later it cannot; after six months its personal data is blocked', async () => {
  test.setTimeout(180_000)
  await later(6)
  await tab('Report').click()
  await expect(button('Report (PDF)')).toBeEnabled()
  await later(8)
  await tab('Report').click()
  await button('Why not? Report (PDF)').click()
  await expect(dialog()).toContainText('one week after the end')
  await closeNote()
  await later(190)
  await message(/^Personal data is blocked until /)
  await expect(page.getByText(TITLE)).toHaveCount(0)
})
