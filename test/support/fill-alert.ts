import type { Page } from '@playwright/test'

/** Fills in the form of a Services Directive Alert, to Romania and France, as a person does in the window. */
export async function fillAlert(page: Page, title: string): Promise<void> {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await page.getByRole('textbox', { name: /^Subject/ }).fill(title)
  await page.getByLabel('Name of the service provider').fill('Wärme Łódź Θέρμανση')
  await page.getByLabel('Member State of establishment').fill('Romania')
  await page.getByRole('option', { name: 'Romania (RO)' }).click()
  await page.getByLabel('Service activity concerned').fill('Installation of heaters')
  await page.getByLabel('Health of persons').check()
  await button('Very serious, Relatively high').click()
  await page.getByLabel('Description of the acts or circumstances').fill('Три отоплителни уреда без комин.')
  await page.getByLabel('Became known on').fill('2026-11-20')
  await button('Add Romania').click()
  await page.getByLabel('Recipient Member States').fill('France')
  await page.getByRole('option', { name: 'France (FR)' }).click()
  await page.keyboard.press('Escape')
}
