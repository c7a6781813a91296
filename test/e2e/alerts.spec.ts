import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { picks, removeProfile, setUpStore, signIn, startDesktop, type Desktop } from '../support/desktop'
import { fillAlert } from '../support/fill-alert'
import { scanScreen } from '../support/scan'

let desktop: Desktop
let page: Page

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const dialog = () => page.getByRole('dialog')
const menu = (group: string, entry: string) =>
  page.getByRole('region', { name: group }).getByRole('button', { name: entry, exact: true })
const tab = (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) })

test.beforeAll(async () => {
  desktop = await startDesktop()
  page = desktop.page
  await setUpStore(page)
  await page.getByRole('button', { name: /Small sample/ }).click()
  await expect(page.getByText('500 of 500')).toBeVisible()
})

test.afterAll(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

/** The Helpdesk acts on behalf of the first authority with this part in the alert. */
async function onBehalf(part: string): Promise<void> {
  await page.locator('.behalf .v-field').click()
  await page
    .getByRole('option', { name: new RegExp(part) })
    .first()
    .click()
}

test('alerts and notifications are searched by module, status and words', async () => {
  await menu('Alerts & Notifications', 'Search').click()
  await expect(page.getByRole('heading', { name: 'Search alerts and notifications' })).toBeVisible()
  await expect(page.getByText('44 found')).toBeVisible()
  await scanScreen(desktop, 'alert-search')
  await page
    .getByRole('navigation', { name: 'Modules' })
    .getByRole('button', { name: 'Services Directive Alert' })
    .click()
  await expect(page.getByText('22 found')).toBeVisible()
  await page.getByRole('textbox', { name: 'Number, subject, words' }).fill('no such word')
  await expect(page.getByText('Nothing matches.')).toBeVisible()
  await scanScreen(desktop, 'alert-search-empty')
  await page.getByRole('navigation', { name: 'Modules' }).getByRole('button', { name: 'All modules' }).click()
  await page.locator('button.clear').click()
  await expect(page.getByText('44 found')).toBeVisible()
})

test('the Helpdesk writes, submits and broadcasts an alert on behalf of those who may, and is told on whose behalf', async () => {
  test.setTimeout(300_000)
  await menu('Alerts & Notifications', 'Search').click()
  await page.getByRole('button', { name: /^From: / }).click()
  await page
    .getByRole('option', { name: /^Germany/ })
    .or(page.getByText('Germany (DE)'))
    .first()
    .click()
  await page.getByRole('button', { name: /^Status: / }).click()
  await page.getByText('Draft', { exact: true }).last().click()
  await page.getByRole('grid').getByRole('link').first().click()
  const author = await page.locator('header.head').getByRole('link').innerText()

  await menu('Alerts & Notifications', 'Create').click()
  await expect(page.getByRole('heading', { name: 'Create: Services Directive Alert' })).toBeVisible()
  await scanScreen(desktop, 'alert-create-empty')
  const behalf = page.getByRole('combobox', { name: /On behalf of/ })
  await behalf.fill(author)
  await page.getByRole('option', { name: author }).first().click()
  await fillAlert(page, 'Gas heaters without flue')
  await expect(page.getByText(/coordinators are reached/)).toBeVisible()
  await scanScreen(desktop, 'alert-create')
  await button('Save draft').click()
  await expect(page.getByRole('heading', { name: 'Gas heaters without flue' })).toBeVisible()
  await scanScreen(desktop, 'alert-draft')

  const document = join(desktop.profile, 'Prüfbericht.txt')
  writeFileSync(document, 'Drei Geräte geprüft')
  await picks(desktop.app, document)
  await button('Attach a document').click()
  await expect(page.getByText('Prüfbericht.txt', { exact: true })).toBeVisible()

  await button('Submit to coordinator').click()
  await dialog().getByRole('button', { name: 'Submit to coordinator' }).click()
  await expect(page.getByText('It is submitted.')).toBeVisible()
  await page.getByRole('button', { name: 'Why not? Broadcast' }).click()
  await scanScreen(desktop, 'alert-submitted')
  await dialog()
    .getByRole('button', { name: /^On behalf of/ })
    .first()
    .click()
  await button('Broadcast').click()
  await expect(dialog()).toContainText('Romania')
  await scanScreen(desktop, 'alert-broadcast-dialog')
  await dialog().getByRole('button', { name: 'Broadcast' }).click()
  await expect(page.getByText(/^Broadcast: /)).toBeVisible()

  await onBehalf('\\(RO\\) – recipient coordinator')
  await tab('Recipients and dissemination').click()
  await scanScreen(desktop, 'alert-recipients')
  await button('Disseminate').click()
  await dialog().getByRole('button', { name: 'Cancel' }).click()

  await tab('Comments').click()
  await page.getByLabel('Additional information').fill('Am verificat: trei aparate în Timișoara.')
  await button('Add comment').click()
  await expect(page.getByText('Am verificat: trei aparate în Timișoara.')).toBeVisible()
  await scanScreen(desktop, 'alert-comments')
})

test('of a closed alert printing ends after a week, personal data is blocked after six months and erased by a person after three years', async () => {
  test.setTimeout(120_000)
  await menu('Alerts & Notifications', 'Search').click()
  await page.locator('button.clear').click()
  await page.getByRole('button', { name: /^Status: / }).click()
  await page.getByText('Closed', { exact: true }).last().click()
  const rows = page.getByRole('grid').getByRole('link')
  // Closed forty days ago, as the sample tells.
  await rows.nth(5).click()
  await tab('Report').click()
  await page.getByRole('button', { name: 'Why not? Report (PDF)' }).click()
  await expect(dialog()).toContainText('one week after the end')
  await dialog().getByRole('button', { name: 'Close' }).click()

  await menu('Alerts & Notifications', 'Search').click()
  await rows.filter({ hasText: 'Blocked' }).first().click()
  await expect(page.getByText(/^Personal data is blocked until /)).toBeVisible()
  await expect(
    page
      .getByRole('definition')
      .filter({ hasText: /^blocked$/ })
      .first(),
  ).toBeVisible()
  await scanScreen(desktop, 'alert-blocked')

  await menu('Administration', 'Removals').click()
  const due = page.getByRole('region', { name: 'Alerts and notifications due' })
  await expect(due.getByRole('row')).toHaveCount(5)
  const number = await due.getByRole('link').first().innerText()
  await due.getByRole('checkbox', { name: `Tick ${number}` }).check()
  await scanScreen(desktop, 'removals-alerts')
  await due.getByRole('button', { name: /^Erase 1 alert/ }).click()
  // In a store that was made today nobody can have worked on three days (P42).
  const today = await page.evaluate(() => new Date().toISOString().slice(0, 10))
  await dialog().getByLabel('Today’s date').fill(today)
  await dialog().getByLabel('Reason').fill('Three years are over')
  await dialog().getByRole('button', { name: 'Erase', exact: true }).click()
  await expect(page.getByText(/^The personal data of 1 alert or notification is erased/)).toBeVisible()
  await page
    .getByRole('button', { name: /^Show the proof of/ })
    .first()
    .click()
  await expect(page.getByRole('table').last()).toContainText(number)
})

test('a draft that is typed survives the program being killed', async () => {
  test.setTimeout(120_000)
  await menu('Alerts & Notifications', 'Create').click()
  await page.getByRole('textbox', { name: /^Subject/ }).fill('Lifts without brakes')
  const kept = () =>
    page.evaluate(async () => {
      const { bridge } = window as unknown as { bridge: { request: (request: unknown) => Promise<unknown> } }
      return JSON.stringify(await bridge.request({ call: 'test', name: 'drafts.list', input: {} }))
    })
  await expect.poll(kept).toContain('Lifts without brakes')
  const ended = once(desktop.app.process(), 'exit')
  desktop.app.process().kill('SIGKILL')
  await ended

  desktop = await startDesktop(desktop.profile)
  page = desktop.page
  await signIn(page)
  await page.getByRole('button', { name: 'Open Alert or notification: Lifts without brakes' }).click()
  await page.getByRole('button', { name: 'Go on with it' }).click()
  await expect(page.getByRole('textbox', { name: /^Subject/ })).toHaveValue('Lifts without brakes')
})
