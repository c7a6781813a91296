import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { picks, removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { scanScreen } from '../support/scan'

let desktop: Desktop
let page: Page

const dialog = () => page.getByRole('dialog')
const act = (name: string) => dialog().getByRole('button', { name, exact: true })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const message = (text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible()
const scan = (name: string) => scanScreen(desktop, name)

// One story: each part goes on where the one before ended.
test.describe.configure({ mode: 'serial' })

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

test('a request for the Access manager role comes out of a mail, is justified, granted and answered', async () => {
  test.setTimeout(180_000)
  await page.getByRole('button', { name: /Access manager requests/ }).click()
  await message('No request is waiting.')
  await scan('role-requests-empty')
  const file = join(desktop.profile, 'request.eml')
  writeFileSync(
    file,
    [
      'From: =?utf-8?Q?J=C3=B6rg_Wei=C3=9F?= <weiss@amt.example>',
      'Subject: Access manager role',
      'Date: Mon, 23 Nov 2026 09:00:00 +0000',
      'Message-ID: <a1@amt.example>',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>Dear helpdesk,</p><p>we look after <b>12</b> offices.</p><script>alert(1)</script>',
    ].join('\r\n'),
  )
  await picks(desktop.app, file)
  await button('Open a mail (.eml)').click()
  await expect(dialog().getByLabel('Message')).toHaveValue('Dear helpdesk,\nwe look after 12 offices.')
  await expect(dialog().getByLabel('Name of the sender')).toHaveValue('Jörg Weiß')
  await act('Record').click()
  await expect(dialog().getByRole('alert').first()).toContainText('Choose the authority.')
  await scan('role-request-errors')
  await dialog().getByLabel('Authority that is to get the role').fill('saúde')
  await page.getByRole('option').first().click()
  await act('Record').click()
  await message(/The request of .* is recorded\./)
  await scan('role-request-open')
  await button('Grant the role').click()
  await dialog().getByLabel('Reason').fill('Looks after 12 offices')
  await act('Grant the role').click()
  await expect(dialog()).toContainText('The role must be justified by tasks.')
  await act('Cancel').click()
  await page.getByLabel(/^Justification/).fill('Registers and manages 12 offices')
  await button('Keep the justification').click()
  await message('The justification is kept.')
  await button('Grant the role').click()
  await dialog().getByLabel('Reason').fill('Looks after 12 offices')
  await scan('role-request-decide')
  await act('Grant the role').click()
  await message(/has the Access manager role now\./)
  await page.getByRole('button', { name: /^Status:/ }).click()
  await page.locator('.choices').getByText('Granted', { exact: true }).click()
  await expect(page.getByLabel('Prepared answer')).toHaveValue(/Dear Jörg Weiß,[^]*Looks after 12 offices/)
  await scan('role-request-answer')
  const answer = join(desktop.profile, 'answer.eml')
  await picks(desktop.app, answer)
  await button('Save as mail (.eml)').click()
  await message('The answer was written to answer.eml.')
  expect(readFileSync(answer, 'utf8')).toContain('Subject: Re: Access manager role')
})

test('several authorities get an access at once, after a look at who does not; one undo takes it back', async () => {
  test.setTimeout(120_000)
  await button('Managed authorities').click()
  await page.getByRole('button', { name: /^Member State:/ }).click()
  await page.getByPlaceholder('Find: Member State').fill('germ')
  await page.keyboard.press('Enter')
  const rows = page.getByRole('row').filter({ has: page.getByRole('gridcell') })
  await expect(rows.first()).toContainText('DE')
  await rows.first().getByRole('checkbox').check()
  await page.getByRole('button', { name: /^Select all/ }).click()
  await button('With the selected ones').click()
  await page.getByText('Grant access …').click()
  await dialog().getByLabel('Module (required)').fill('solvit')
  await page.getByRole('option', { name: 'SOLVIT' }).click()
  await scan('bulk-choose')
  await act('Preview').click()
  await expect(dialog()).toContainText('get this access')
  await scan('bulk-preview')
  await dialog().getByLabel('Reason').fill('Agreed with the NIMIC')
  await dialog()
    .getByRole('button', { name: /^Grant access to/ })
    .click()
  await message(/authorities got the access\./)
  await button('Undo').click()
  await message('It was taken back.')
})

test('Home leads to what needs somebody; acts for the central IMI are ticked off', async () => {
  test.setTimeout(120_000)
  await button('Home').click()
  await expect(page.getByRole('link', { name: /without an Administrator/ })).toBeVisible()
  await scan('home')
  await page.getByRole('link', { name: /without an Administrator/ }).click()
  await expect(page.getByRole('grid')).toBeVisible()
  await scan('work-list')
  await page.getByRole('grid').getByRole('button').first().click()
  await expect(page.getByRole('tab', { name: /^Users/ })).toHaveAttribute('aria-selected', 'true')
  await button('Home').click()
  await page.getByRole('link', { name: /to carry over/ }).click()
  await page.getByLabel('Select: Request for the Access manager role decided').check()
  await scan('carry-over')
  await button('Done in the central IMI').click()
  await dialog().getByLabel('Reason').fill('Ticket 4711')
  await act('Done in the central IMI').click()
  await message('Everything is carried over.')
})

test('the classification of a module is changed, and a tree of areas comes back', async () => {
  test.setTimeout(120_000)
  await button('Classifications').click()
  await expect(page.getByText('Doctors and specialised doctors')).toBeVisible()
  await button('Add an item').click()
  await dialog().getByLabel('Name (required)').fill('Glacier guide')
  await dialog().getByLabel('Sector').fill('teach')
  await page.getByRole('option', { name: /Teaching/ }).click()
  await act('Add an item').click()
  await message('Glacier guide is in the classification now.')
  await page.getByRole('button', { name: 'Change Midwife', exact: true }).click()
  await dialog().getByLabel('Retired: no longer offered').check()
  await scan('classification-item')
  await act('Save').click()
  await message('Midwife is changed.')
  await scan('classifications')
  await page.getByRole('button', { name: 'Enable', exact: true }).first().click()
  await message('Policy areas: the tree is enabled')
  await button('Managed authorities').click()
  await page.getByRole('grid').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Change: Policy areas' }).click()
  await dialog().getByRole('checkbox', { name: 'Internal market', exact: true }).check()
  await scan('choose-areas')
  await act('Save').click()
  await message('The areas are saved.')
})
