import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { setUpStore } from '../../support/desktop'
import { installPackaged, type Installation } from '../../support/packaged'
import { packOf, writeFolder } from '../../support/packs'

let installation: Installation

test.beforeAll(async () => {
  installation = await installPackaged()
})

test.afterAll(async () => {
  await installation.dispose()
})

test('the packaged program translates by machine, in a process of its own', async () => {
  const program = await installation.start()
  const { page } = program
  const dictionary = [
    ['der', 'the'],
    ['hund', 'dog'],
    ['schläft', 'sleeps'],
  ] as const
  writeFolder(join(program.profile, 'translation', 'de-en'), packOf({ from: 'de', to: 'en', dictionary }))

  await setUpStore(page)
  await page.getByRole('button', { name: /Empty store/ }).click()
  await page.getByRole('button', { name: 'Register authority' }).first().click()
  await page.getByLabel('Official name').fill('Tierärztekammer')
  await page.getByLabel('Description').fill('der hund schläft.')
  await page.getByLabel('Member State').fill('Germany')
  await page.getByRole('option', { name: 'Germany (DE)' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Register authority' }).click()
  await page.getByRole('button', { name: 'Translate: Description' }).click()
  await expect(page.getByText('choose the language of the text')).toBeVisible()
  await page.getByLabel('Language of the text').fill('German')
  await page.getByRole('option', { name: 'German', exact: true }).click()
  await expect(page.getByRole('row', { name: /der hund/ })).toContainText('the dog sleeps.')
  await expect(page.getByRole('row', { name: /der hund/ })).toContainText('Machine translation')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

  expect(await program.quit(), program.output()).toBe(0)
})
