import { expect, test, type Page } from '@playwright/test'
import { removeProfile, setUpStore, signIn, startDesktop, type Desktop } from '../support/desktop'
import { scanScreen } from '../support/scan'

const NAME = 'Landesamt für Berufsanerkennung'
const MODULE = 'Professional Qualifications – Information requests'

let desktop: Desktop
let page: Page

const dialog = () => page.getByRole('dialog')
const act = (name: string) => dialog().getByRole('button', { name, exact: true })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const tab = (name: RegExp) => page.getByRole('tab', { name })
// What the program says instead stands in the failure.
const message = (text: string) => expect(page.locator('.message-bar')).toContainText(text)
const access = () => page.getByRole('row', { name: /PQ – Information requests/ })

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

async function open(): Promise<void> {
  await page.getByRole('combobox', { name: /Search authorities/ }).fill('berufsanerkennung')
  await page
    .getByRole('option', { name: new RegExp(NAME) })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(NAME)
}

/** Confirms the act that a dialog asks about. */
async function confirm(name: string, reason = ''): Promise<void> {
  if (reason !== '') await dialog().getByLabel('Reason').fill(reason)
  await act(name).click()
  await expect(dialog()).toHaveCount(0)
}

test('the Helpdesk gives a new authority its access, changes it, and ends with it inactivated', async () => {
  test.setTimeout(240_000)
  await button('Register authority').first().click()
  await page.getByLabel('Official name').fill(NAME)
  await page.getByLabel('Member State').fill('Germany')
  await page.getByRole('option', { name: 'Germany (DE)' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Register authority' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(NAME)

  await tab(/^Users/).click()
  await button('Add new users').click()
  await page.getByLabel(/^Name/).first().fill('Łucja Ørsted')
  await page.getByLabel('User name').fill('orsted')
  await page.getByLabel('E-mail').fill('orsted@amt.example')
  await button('Add user').click()
  await expect(page.getByRole('row', { name: /Łucja Ørsted/ })).toBeVisible()

  await tab(/^Modules/).click()
  await button('Grant access').click()
  await dialog().getByLabel('Module (required)').fill('qualifications – inf')
  await page.getByRole('option', { name: MODULE }).click()
  await dialog().getByLabel('Authority', { exact: true }).check()
  await act('Grant access').click()
  await expect(dialog().getByRole('alert').first()).toContainText('needs at least one linked coordinator')
  await scanScreen(desktop, 'grant-refused')
  await dialog().getByLabel('Linked coordinators (required)').click()
  await page.getByRole('option').first().click()
  await page.keyboard.press('Escape')
  await dialog().getByLabel('Find in: Professions').fill('midwi')
  await dialog().getByRole('checkbox', { name: 'Nurses and midwives' }).check()
  await expect(dialog()).toContainText('1 user with the Administrator role receives')
  await scanScreen(desktop, 'grant-complete')
  await confirm('Grant access', 'Competent since the Physiotherapy Act')
  await message(`${NAME} has access to ${MODULE}.`)
  await expect(access()).toContainText('Active')
  await expect(page.getByRole('region', { name: 'Why this authority has this access' })).toContainText(
    'Granted as Authority by Maria Keller',
  )
  await scanScreen(desktop, 'access-explained')

  await tab(/^Users/).click()
  const roles = page.getByRole('complementary', { name: 'Selected user' })
  await expect(roles).toContainText('PQ – Information requests')
  await roles.getByRole('button', { name: 'Allocator' }).click()
  await expect(roles).toContainText('since the user has the Administrator role')

  await tab(/^Modules/).click()
  await access().click()
  await expect(page.getByRole('button', { name: 'Change role', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await button('Suspend access').click()
  await confirm('Suspend access', 'To change the role')
  await expect(access()).toContainText('Suspended')
  await button('Change role').click()
  await expect(dialog()).toContainText('changes from Authority to Coordinator')
  await scanScreen(desktop, 'change-role')
  await confirm('Change role')
  await expect(access()).toContainText('Coordinator')
  await button('Reactivate access').click()
  await confirm('Reactivate access')
  await expect(access()).toContainText('Active')

  await tab(/^Authority/).click()
  await page.getByRole('button', { name: 'Why not? Inactivate' }).click()
  await expect(page.getByRole('dialog', { name: 'Why not? Inactivate' })).toContainText(
    '2 accesses are still active',
  )
  await page.getByRole('button', { name: 'Show the 2 active accesses' }).click()
  await button('Suspend all accesses').click()
  await confirm('Suspend all accesses', 'Dissolved')
  await message('2 accesses of')
  await tab(/^Authority/).click()
  await button('Inactivate').click()
  await confirm('Inactivate')
  await message(`${NAME} is inactivated.`)
})

test('the message after an act takes it back, and the history does so later', async () => {
  await open()
  await button('Reactivate').click()
  await confirm('Reactivate')
  await message(`${NAME} is active again.`)
  await button('Undo').click()
  await message('It was taken back.')
  await expect(page.getByRole('main')).toContainText('Inactivated')
  await tab(/^Management/).click()
  await page.getByRole('button', { name: 'Take back “All accesses suspended”?' }).first().click()
  await expect(dialog()).toContainText('The authority is inactivated. Reactivate the authority first.')
  await scanScreen(desktop, 'undo-refused')
  await act('Close').click()
  await page.getByRole('button', { name: 'Take back “Authority inactivated”?' }).first().click()
  await expect(dialog()).toContainText('1 entry is set back')
  await scanScreen(desktop, 'undo-asked')
  await confirm('Undo', 'Still needed')
  await message('It was taken back.')
  await expect(page.getByRole('main')).toContainText('Taken back')
})

test('settings are changed in edit mode, after selecting the access', async () => {
  await open()
  await tab(/^Modules/).click()
  await access().click()
  await button('Change settings').click()
  await expect(tab(/^Users/)).toHaveCount(0)
  const settings = page.getByRole('form', { name: `Settings for ${MODULE}` })
  await settings.getByRole('checkbox', { name: 'Dental practitioners' }).check()
  await scanScreen(desktop, 'settings-of-access')
  await settings.getByRole('button', { name: 'Save settings' }).click()
  await message('the settings are saved.')
  await settings.getByRole('button', { name: 'End editing' }).click()
  await expect(page.getByText('Dental practitioners')).toBeVisible()
  await expect(tab(/^Users/)).toBeVisible()
})

test('a suspended access is removed with a reason, and undone', async () => {
  await open()
  await tab(/^Modules/).click()
  await access().click()
  await expect(button('Remove access')).not.toHaveAttribute('aria-disabled', 'true')
  await button('Remove access').click()
  await expect(dialog()).toContainText('Granting it again begins anew')
  await act('Remove access').click()
  await expect(dialog()).toContainText('Give a reason')
  await scanScreen(desktop, 'remove-access')
  await confirm('Remove access', 'Granted by mistake')
  await message(`${MODULE}: access removed from ${NAME}.`)
  await expect(access()).toHaveCount(0)
  await scanScreen(desktop, 'access-removed')
  await button('Undo').click()
  await message('It was taken back.')
  await expect(access()).toContainText('Suspended')
})

test('the Helpdesk views as an authority, and can change nothing meanwhile', async () => {
  await page.getByRole('button', { name: 'Maria Keller' }).click()
  await page.getByText('View as …').click()
  await dialog()
    .getByLabel(/^Authority/)
    .fill('berufsanerkennung')
  await page.getByRole('option', { name: new RegExp(NAME) }).click()
  await act('View as this authority').click()
  await expect(page.getByText(`You view as ${NAME}. Read only.`)).toBeVisible()
  await expect(button('Carry-over list')).toHaveCount(0)
  await scanScreen(desktop, 'view-as')
  await button('My authority').click()
  await tab(/^Modules/).click()
  await access().click()
  // Without the Access manager role an authority changes none of its accesses (P35).
  await expect(button('Reactivate access')).toHaveAttribute('aria-disabled', 'true')
  await tab(/^Authority/).click()
  await button('Edit authority').click()
  await page.getByLabel('Informal title').fill('Never saved')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('nothing can be changed').first()).toBeVisible()
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await act('Discard changes').click()
  await button('Leave “View as”').click()
  await expect(page.getByText('Read only.')).toHaveCount(0)
})

test('an Access manager of another Member State is refused, with the reason', async () => {
  const found = await page.evaluate(async () => {
    const input = { memberState: 'FR', text: '' }
    const request = { call: 't1', name: 'authorities.accessManagerChoices', input }
    const bridge = (window as unknown as { bridge: { request: (sent: unknown) => Promise<unknown> } }).bridge
    const reply = (await bridge.request(request)) as { value: { choices: { officialName: string }[] } }
    return reply.value.choices[0]?.officialName ?? ''
  })
  expect(found).not.toBe('')
  await button('Settings').click()
  await button('Add operator').click()
  await expect(dialog().getByLabel('Name', { exact: true })).toBeFocused()
  await dialog().getByLabel('Name', { exact: true }).fill('Anne Martin')
  await dialog().getByLabel('User name').fill('martin')
  await dialog().getByLabel('Registered e-mail address').fill('martin@ministere.example')
  await dialog().getByLabel('Password', { exact: true }).fill('Coordinateur1')
  await dialog().getByLabel('Authority', { exact: true }).check()
  await dialog().getByLabel('Find the authority').fill(found)
  await page.getByRole('option').first().click()
  await act('Add operator').click()
  await message('Anne Martin may sign in now.')
  await page.getByRole('button', { name: 'Maria Keller' }).click()
  await page.getByText('Sign out and lock the store').click()
  await signIn(page, { userName: 'martin', password: 'Coordinateur1' })
  await expect(button('My authority')).toBeVisible()
  const id = await page.evaluate(async () => {
    const criteria = {
      ...{ text: 'berufsanerkennung', myAuthoritiesOnly: false, memberState: null, type: null },
      ...{ status: null, module: null, role: null, accessManager: null, administrators: null },
    }
    const input = { criteria, sort: { by: 'relevance', descending: false }, page: { offset: 0, limit: 1 } }
    const bridge = (window as unknown as { bridge: { request: (sent: unknown) => Promise<unknown> } }).bridge
    const reply = (await bridge.request({ call: 't2', name: 'authorities.search', input })) as {
      value: { rows: { id: string }[] }
    }
    return reply.value.rows[0]?.id ?? ''
  })
  await page.evaluate((to) => {
    location.hash = `#/authorities/${to}?tab=modules`
  }, id)
  await page.getByRole('button', { name: 'Why not? Grant access' }).click()
  await expect(page.getByRole('dialog', { name: 'Why not? Grant access' })).toContainText(
    'You may manage authorities of your own Member State only; this one is in Germany.',
  )
  await page
    .getByRole('dialog', { name: 'Why not? Grant access' })
    .getByRole('button', { name: 'Close' })
    .click()
  await page.getByRole('button', { name: 'Why not? Suspend all accesses' }).click()
  await expect(page.getByRole('dialog').last()).toContainText('own Member State')
})
