import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { picks, removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { factsOfPdf, textOfPdf } from './programs'

const NAME = 'Υπουργείο Ανάπτυξης, Агенция по вписванията, Straßenwesen Łódź Őrség Għaxaq'

let desktop: Desktop
test.beforeEach(async () => {
  desktop = await startDesktop()
})
test.afterEach(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

test('poppler reads the printed page of an authority: its names in every alphabet, tagged, on A4', async () => {
  const { app, page, profile } = desktop
  await setUpStore(page)
  await page.getByRole('button', { name: /Empty store/ }).click()
  await page.getByRole('button', { name: 'Register authority' }).first().click()
  await page.getByLabel('Official name').fill(NAME)
  await page.getByLabel('Informal title').fill('Ведомство „Ω”')
  await page.getByLabel('Member State').fill('Germany')
  await page.getByRole('option', { name: 'Germany (DE)' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Register authority' }).click()
  await page.getByRole('link', { name: 'Print' }).click()
  await expect(page.getByRole('heading', { name: 'Print preview' })).toBeVisible()

  const file = join(profile, 'Behörde Łódź.pdf')
  await picks(app, file)
  await page.getByRole('button', { name: 'Save as PDF' }).click()
  await expect(page.getByText(/^Saved as /)).toBeVisible()

  const text = await textOfPdf(file)
  for (const shown of [NAME, 'Ведомство „Ω”', 'Registers', 'Management Information'])
    expect(text).toContain(shown)
  expect(await factsOfPdf(file)).toMatchObject({
    Tagged: 'yes',
    'Page size': expect.stringMatching(/A4/),
  })
})
