import { expect, test, type Page } from '@playwright/test'
import { inRoot } from '../../resources/tooling/lib/paths.mjs'
import { picks, removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'

const GERMAN = inRoot('test/fixtures/lists/public-bodies-de.csv')
const NAME = 'Bundesanstalt für Straßenwesen'

let desktop: Desktop

test.beforeEach(async () => {
  desktop = await startDesktop()
})

test.afterEach(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

/** Keeps a picture of each screen of the walk, for people to look at. */
async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: inRoot(`.reports/walk/${name}.png`) })
}

test('someone who has never seen the program imports a real list, finds an authority, edits it, inactivates it and brings it back', async () => {
  const { app, page } = desktop
  // Pictures of a dialog that is still fading in show nobody anything.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await picture(page, '1-first-start')
  await setUpStore(page)
  await picture(page, '2-what-shall-be-in-it')
  await page.getByRole('button', { name: /Import a list/ }).click()
  await picks(app, GERMAN)
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await expect(page.getByText('Which column is what?')).toBeVisible()
  await picture(page, '3-columns')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByRole('button', { name: 'New 1,003' })).toBeVisible()
  await picture(page, '4-preview')
  await page.getByRole('button', { name: 'Import 1,003 rows' }).click()
  await page.getByRole('link', { name: 'Show Managed authorities' }).click()

  const search = page.getByPlaceholder('Name, title, city, e-mail …')
  await search.pressSequentially('strassenwesen')
  await expect(page.getByText('1 of 1,003')).toBeVisible()
  await expect(page.locator('mark')).toHaveText('Straßenwesen')
  await picture(page, '5-found')
  await page.getByRole('link', { name: NAME }).click()
  await expect(page.getByRole('heading', { name: NAME })).toBeVisible()
  await picture(page, '6-authority')

  await page.getByRole('button', { name: 'Edit authority' }).click()
  await expect(page.getByRole('tab', { name: /Users/ })).toBeHidden()
  await page.getByLabel('Informal title').fill('Road safety and vehicle research')
  await picture(page, '7-edit')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(`The changes to ${NAME} are saved.`)).toBeVisible()
  await page.getByRole('tab', { name: 'Management Information' }).click()
  await expect(page.getByText('Road safety and vehicle research').first()).toBeVisible()
  await picture(page, '8-history')

  await page.getByRole('tab', { name: /Modules/ }).click()
  await page.getByRole('button', { name: 'Suspend all accesses' }).click()
  const suspend = page.getByRole('dialog')
  await expect(suspend).toContainText('Registers')
  await picture(page, '9-suspend-all')
  await suspend.getByRole('button', { name: 'Suspend all accesses' }).click()
  await expect(suspend).toBeHidden()
  await page.getByRole('tab', { name: 'Authority', exact: true }).click()
  await page.getByRole('button', { name: 'Inactivate', exact: true }).click()
  const inactivate = page.getByRole('dialog')
  await expect(inactivate).toContainText('after 6 months')
  await inactivate.getByRole('button', { name: 'Inactivate', exact: true }).click()
  await expect(page.getByText(`${NAME} is inactivated.`)).toBeVisible()

  await page.getByRole('button', { name: 'Managed authorities' }).click()
  await search.fill('')
  await page.getByRole('button', { name: /^Status:/ }).click()
  await page.locator('.choices').getByText('Inactivated').click()
  await expect(page.getByText('1 of 1,003')).toBeVisible()
  await picture(page, '10-inactivated')
  await page.getByRole('link', { name: NAME }).click()
  await page.getByRole('button', { name: 'Reactivate', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reactivate', exact: true }).click()
  await expect(page.getByText(`${NAME} is active again.`)).toBeVisible()
  await picture(page, '11-active-again')
})
