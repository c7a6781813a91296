import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { picks, removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { scanScreen } from '../support/scan'

/** What the preload puts into the page. */
interface Bridged {
  bridge: { request: (request: { call: string; name: string; input: unknown }) => Promise<unknown> }
}

const MODULE = 'services-information-requests'

/** Rows of the list that each test begins with: two are likely one body, two are nobody else's twin. */
const ROWS = [
  'name;member state;city;email;phone',
  'Stadt Münster;DE;Münster;info@stadt-muenster.example;+49 251 1',
  'Stadt Munster;DE;;post@stadt-muenster.example;+49 251 2',
  'Landkreis Koordination;DE;Bonn;post@landkreis.example;',
  'Regionverket;SE;Malmö;info@region.example;',
].join('\n')

let desktop: Desktop
let page: Page

const button = (name: string | RegExp) => page.getByRole('button', { name })
const radio = (name: string) => page.getByRole('radio', { name })

const scan = (name: string) => scanScreen(desktop, name)

/** Asks as the window does, for what other screens are tested with. */
async function ask<Value>(name: string, input: unknown): Promise<Value> {
  const reply = await page.evaluate(
    (asked) => (window as unknown as Bridged).bridge.request({ call: 'test', ...asked }),
    { name, input },
  )
  expect(reply).toMatchObject({ ok: true })
  return (reply as { value: Value }).value
}

async function idOf(name: string): Promise<string> {
  const { authorities } = await ask<{ authorities: { id: string; officialName: string }[] }>('search.top', {
    text: name,
  })
  return authorities.find((each) => each.officialName === name)?.id ?? ''
}

/** Gives an authority an access, as its tab 'Modules' does. */
async function grant(name: string, role: 'authority' | 'coordinator', coordinators: string[]): Promise<void> {
  const linkedCoordinators = await Promise.all(coordinators.map(idOf))
  const settings = { keywords: [], professions: [], linkedCoordinators, reason: '' }
  await ask('accesses.grant', { authorityId: await idOf(name), module: MODULE, role, ...settings })
}

async function startWithTwins(): Promise<void> {
  desktop = await startDesktop()
  page = desktop.page
  const file = join(desktop.profile, 'bodies.csv')
  writeFileSync(file, ROWS)
  await picks(desktop.app, file)
  await setUpStore(page)
  await button(/Import a list/).click()
  await button('Choose a file').click()
  await button('Preview').click()
  await button('Import 4 rows').click()
  await expect(page.getByText('Added: 4 authorities.')).toBeVisible()
}

async function lookForDuplicates(): Promise<void> {
  await page.getByRole('button', { name: 'Duplicates', exact: true }).click()
  await button(/^Look/).click()
  await expect(page.getByText('1 group among 4 authorities')).toBeVisible()
}

test.afterEach(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

test('likely duplicates are found with their reason, compared field by field, merged and taken back', async () => {
  test.setTimeout(180_000)
  await startWithTwins()
  await grant('Landkreis Koordination', 'coordinator', [])
  await grant('Stadt Münster', 'authority', ['Landkreis Koordination'])
  await grant('Stadt Munster', 'coordinator', [])
  await page.getByRole('button', { name: 'Duplicates', exact: true }).click()
  await expect(page.getByText('Nothing was looked for yet')).toBeVisible()
  await scan('duplicates-empty')
  await lookForDuplicates()
  await expect(page.getByText('Same name', { exact: true })).toBeVisible()
  await scan('duplicates')

  await page.getByRole('link', { name: /^Compare/ }).click()
  await expect(page.getByRole('heading', { name: 'Compare and merge' })).toBeVisible()
  await expect(page.getByText('In Services – Information requests these authorities have')).toBeVisible()
  await expect(button(/^Merge 1/)).toBeDisabled()
  await scan('merge-conflict')
  await page
    .getByRole('group', { name: /^Role that counts/ })
    .getByLabel('Coordinator')
    .check()
  await expect(button(/^Merge 1/)).toBeEnabled()
  await radio('Stadt Münster survives').check()
  await radio('Phone of Stadt Munster').check()
  await expect(radio('City of Stadt Münster')).toBeChecked()
  await scan('merge-ready')
  await page.getByLabel('Reason').fill('The same town')
  await button(/^Merge 1/).click()

  await expect(page.getByText('1 authority was merged into Stadt Münster.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stadt Münster')
  await expect(page.getByText('+49 251 2')).toBeVisible()
  await page.getByRole('tab', { name: /^Modules 2/ }).click()
  await expect(page.getByRole('row', { name: /Information requests/ })).toContainText('Coordinator')
  await page.getByRole('tab', { name: 'Management Information' }).click()
  await expect(page.getByText('Authorities merged')).toBeVisible()
  await expect(page.getByText('The same town')).toBeVisible()
  await scan('merge-history')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('munster')
  await expect(page.getByRole('option').filter({ hasText: 'Stadt M' })).toHaveCount(1)
  await page.keyboard.press('Escape')
})

test('an old reference to a merged authority leads on to where it went', async () => {
  await startWithTwins()
  const gone = await idOf('Stadt Munster')
  await lookForDuplicates()
  await page.getByRole('link', { name: /^Compare/ }).click()
  await radio('Stadt Münster survives').check()
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByRole('row', { name: /^Website/ })).toBeVisible()
  await button(/^Merge 1/).click()
  await expect(page.getByText('1 authority was merged into Stadt Münster.')).toBeVisible()
  await page.evaluate((id) => {
    location.hash = `#/authorities/${id}`
  }, gone)
  await expect(page.getByText('This authority was merged into Stadt Münster')).toBeVisible()
  await scan('merged-away')
  await page
    .getByRole('banner')
    .or(page.getByRole('main'))
    .getByRole('link', { name: 'Stadt Münster' })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stadt Münster')
})

test('merging is taken back from its message', async () => {
  await startWithTwins()
  await lookForDuplicates()
  await page.getByRole('link', { name: /^Compare/ }).click()
  await button(/^Merge 1/).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Taken back')).toBeVisible()
  await lookForDuplicates()
})

test('what is not a duplicate is set aside, and shown again', async () => {
  await startWithTwins()
  await lookForDuplicates()
  await button(/^Not a duplicate/).click()
  await expect(page.getByText('Every group is set aside')).toBeVisible()
  await button('Show again').click()
  await expect(page.getByText('1 group among 4 authorities')).toBeVisible()
})

test('selected authorities are merged from Managed authorities, by keyboard too', async () => {
  await startWithTwins()
  await button('Managed authorities').click()
  await page.getByPlaceholder('Name, title, city, e-mail …').fill('stadt')
  await expect(page.getByRole('row').filter({ hasText: 'Stadt' })).toHaveCount(2)
  for (const box of await page.getByRole('checkbox', { name: /Stadt/ }).all()) await box.check()
  await button('With the selected ones').press('Enter')
  // Seen open, the menu is gone through item by item down to the one that is wanted.
  const items = page.getByRole('list').filter({ hasText: 'Merge …' }).getByRole('listitem')
  await expect(items.last()).toHaveText('Merge …')
  for (const item of await items.all()) {
    await expect(item).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await expect(item).toBeFocused()
  }
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Compare and merge' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: /Stadt/ })).toHaveCount(2)
  await radio('E-mail of Stadt Munster').focus()
  await page.keyboard.press('Space')
  await expect(radio('E-mail of Stadt Munster')).toBeChecked()
})
