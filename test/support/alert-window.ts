import { expect, type Page } from '@playwright/test'
import { setUpStore, signInInstead, startDesktop, type Desktop } from './desktop'

const PASSWORD = 'Walk2026imi'

/** Authorities of the small sample that take part in a Services Directive Alert, each with an operator of its own. */
export const ACTORS = {
  author: 'Ordnungsamt Düsseldorf (Süd)',
  coordinator: 'Koordinierungsstelle Dienstleistungsrichtlinie',
  romania: 'Coordonator Directiva Servicii',
  local: 'Serviciul Autorizări – Brașov (Est)',
  france: 'Coordination de la directive services',
} as const
export type Actor = keyof typeof ACTORS
const STATES: Record<Actor, string> = {
  author: 'DE',
  coordinator: 'DE',
  romania: 'RO',
  local: 'RO',
  france: 'FR',
}

/** Starts the program with the small sample, and gives these authorities their operators. */
export async function startWithActors(actors: readonly Actor[]): Promise<Desktop> {
  const desktop = await startDesktop()
  const { page } = desktop
  await setUpStore(page)
  await page.getByRole('button', { name: /Small sample/ }).click()
  await expect(page.getByText('500 of 500')).toBeVisible()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  for (const actor of actors) await addOperator(page, actor)
  return desktop
}

async function addOperator(page: Page, actor: Actor): Promise<void> {
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Add operator', exact: true }).first().click()
  await dialog.getByLabel('Name', { exact: true }).fill(`Operator ${actor}`)
  await dialog.getByLabel('User name').fill(actor)
  await dialog.getByLabel('Registered e-mail address').fill(`${actor}@office.example`)
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await dialog.getByRole('radio', { name: 'Authority' }).check()
  await dialog.getByLabel('Find the authority').fill(ACTORS[actor])
  await page.getByRole('option', { name: `${ACTORS[actor]} (${STATES[actor]})`, exact: true }).click()
  await dialog.getByRole('button', { name: 'Add operator', exact: true }).click()
  await expect(dialog).toBeHidden()
}

/** Signs the one at work out, and the operator of another authority in. */
export async function become(page: Page, who: Actor): Promise<void> {
  await signInInstead(page, { userName: who, password: PASSWORD })
  await expect(page.locator('.top-bar .operator')).toContainText(ACTORS[who])
}

/** An entry of the menu about alerts and notifications. */
export const alertMenu = (page: Page, entry: string) =>
  page
    .getByRole('region', { name: 'Alerts & Notifications' })
    .getByRole('button', { name: entry, exact: true })

/** Finds an alert by its subject, as whoever is at work, and opens it. */
export async function openAlert(page: Page, title: string): Promise<void> {
  await alertMenu(page, 'Search').click()
  await page.getByRole('textbox', { name: 'Number, subject, words' }).fill(title)
  await page.getByRole('grid').getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
}
