import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { picks, removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { identityFile, identityOnCurve } from '../support/identity'
import { factsOfPdf, fontsOfPdf, signatureOfPdf, textOfPdf } from './programs'

const GREEK = 'Τρεις συσκευές χωρίς καμινάδα στην Αθήνα'
const BULGARIAN = 'Три уреда без комин в София'
const ROMANIAN = 'Trei aparate fără coș, în Iași și Timișoara'

let desktop: Desktop
test.beforeEach(async () => {
  desktop = await startDesktop()
})
test.afterEach(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

/** Opens the German draft of the sample and writes the texts into it. */
async function writeTexts(page: Page): Promise<void> {
  await page
    .getByRole('region', { name: 'Alerts & Notifications' })
    .getByRole('button', { name: 'Search', exact: true })
    .click()
  await page.getByRole('button', { name: /^From: / }).click()
  await page.getByText('Germany (DE)').first().click()
  await page.getByRole('button', { name: /^Status: / }).click()
  await page.getByText('Draft', { exact: true }).last().click()
  await page.getByRole('grid').getByRole('link').first().click()
  await page.locator('.behalf .v-field').click()
  await page
    .getByRole('option', { name: /initiating authority/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Edit draft' }).click()
  await page.getByLabel('Name of the service provider').fill(GREEK)
  await page.getByLabel('Description of the acts or circumstances').fill(`${BULGARIAN}\n${ROMANIAN}`)
  await page.getByRole('button', { name: 'Save draft' }).click()
  await expect(page.getByText('The draft is saved.')).toBeVisible()
}

test('poppler reads the signed report: its text in every alphabet, its fonts inside, its signature valid, and broken by one byte', async () => {
  test.setTimeout(120_000)
  const { page, profile } = desktop
  await setUpStore(page)
  await page.getByRole('button', { name: /Small sample/ }).click()
  await expect(page.getByText('500 of 500')).toBeVisible()
  await writeTexts(page)
  await page.getByRole('tab', { name: 'Report' }).click()
  await page.getByRole('button', { name: 'Report (PDF)' }).click()

  const identity = identityFile(profile, { name: 'Maria Keller' })
  await picks(desktop.app, identity.path)
  await page.getByRole('button', { name: 'Save signed PDF …' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Choose a certificate' }).click()
  await dialog.getByLabel('Password of the certificate').fill(identity.password)
  await dialog.getByLabel('Reason').fill('Geprüft για την Ελένη')
  await dialog.getByLabel('Place').fill('Łódź')
  const file = join(profile, 'Bericht Łódź.pdf')
  await picks(desktop.app, file)
  await dialog.getByRole('button', { name: 'Sign and save' }).click()
  await expect(page.getByText('Saved as Bericht Łódź.pdf.')).toBeVisible()

  const text = (await textOfPdf(file)).normalize('NFC')
  for (const shown of [GREEK, BULGARIAN, ROMANIAN, 'Services Directive Alert']) expect(text).toContain(shown)
  expect(await factsOfPdf(file)).toMatchObject({ Tagged: 'yes' })
  const fonts = await fontsOfPdf(file)
  expect(fonts.length).toBeGreaterThan(0)
  expect(fonts.filter((font) => !font.embedded)).toEqual([])

  const signature = await signatureOfPdf(file)
  expect(signature).toContain('Signature is Valid.')
  expect(signature).toContain('ETSI.CAdES.detached')
  expect(signature).toContain('Total document signed')
  expect(signature).toContain('Maria Keller')

  for (const curve of ['p256', 'p384'] as const) {
    const onCurve = identityOnCurve(curve)
    await picks(desktop.app, onCurve.path)
    await page.getByRole('button', { name: 'Save signed PDF …' }).click()
    await dialog.getByRole('button', { name: 'Choose a certificate' }).click()
    await expect(dialog).toContainText(`${curve}.p12`)
    await dialog.getByLabel('Password of the certificate').fill(onCurve.password)
    await picks(desktop.app, join(profile, `${curve}.pdf`))
    await dialog.getByRole('button', { name: 'Sign and save' }).click()
    await expect(page.getByText(`Saved as ${curve}.pdf.`)).toBeVisible()
    const signed = await signatureOfPdf(join(profile, `${curve}.pdf`))
    expect(signed).toContain('Signature is Valid.')
    expect(signed).toContain('Jörg Weiß')
  }

  // In as many rounds as this one says it would take days: whoever closes the dialog ends that, and goes on with another.
  const endless = identityFile(mkdtempSync(join(profile, 'endless-')), { rounds: 2 ** 31 - 1 })
  await picks(desktop.app, endless.path)
  await page.getByRole('button', { name: 'Save signed PDF …' }).click()
  await dialog.getByRole('button', { name: 'Choose a certificate' }).click()
  await expect(dialog).toContainText('identity.p12')
  await dialog.getByLabel('Password of the certificate').fill(endless.password)
  await dialog.getByRole('button', { name: 'Sign and save' }).click()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await picks(desktop.app, identity.path)
  await page.getByRole('button', { name: 'Save signed PDF …' }).click()
  await dialog.getByRole('button', { name: 'Choose a certificate' }).click()
  await dialog.getByLabel('Password of the certificate').fill(identity.password)
  await picks(desktop.app, join(profile, 'again.pdf'))
  await dialog.getByRole('button', { name: 'Sign and save' }).click()
  await expect(page.getByText('Saved as again.pdf.')).toBeVisible()

  const changed = readFileSync(file)
  const at = changed.indexOf('/Type') + 6
  changed[at] = (changed[at] ?? 0) ^ 1
  const spoiled = join(profile, 'spoiled.pdf')
  writeFileSync(spoiled, changed)
  expect(await signatureOfPdf(spoiled)).not.toContain('Signature is Valid.')
})
