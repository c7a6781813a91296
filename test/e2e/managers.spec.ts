import { expect, test, type Page } from '@playwright/test'
import { removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { scanScreen } from '../support/scan'

const MANAGER = 'Staatskanzlei Sachsen'
const OTHER = 'Landesdirektion Sachsen'
const OFFICES = ['Amt für Wirtschaft Görlitz', 'Gewerbeamt Bautzen', 'Gewerbeamt Zittau']
const [OFFICE = ''] = OFFICES

let desktop: Desktop
let page: Page

const dialog = () => page.getByRole('dialog')
const act = (name: string) => dialog().getByRole('button', { name, exact: true })
const button = (name: string) => page.getByRole('button', { name, exact: true })
const message = (text: string) => expect(page.getByText(text)).toBeVisible()
const managers = () => page.getByRole('region', { name: 'Access managers' })

// One story: each part goes on where the one before ended.
test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  desktop = await startDesktop()
  page = desktop.page
  await setUpStore(page)
  await page.getByRole('button', { name: /Empty store/ }).click()
  for (const name of [MANAGER, OTHER, ...OFFICES]) await register(name, 'Germany')
  await register('Préfecture de Lyon', 'France')
})

test.afterAll(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

/** Registers an authority through the form; its page opens. */
async function register(name: string, memberState: string): Promise<void> {
  await button('Register authority').first().click()
  await page.getByLabel('Official name').fill(name)
  await page.getByLabel('Member State').fill(memberState)
  await page.getByRole('option', { name: new RegExp(memberState) }).click()
  await page.getByRole('main').getByRole('button', { name: 'Register authority' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
}

/** Opens an authority at its Management Information. */
async function open(name: string): Promise<void> {
  await page.getByRole('combobox', { name: /Search authorities/ }).fill(name)
  await page
    .getByRole('option', { name: new RegExp(name) })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await page.getByRole('tab', { name: 'Management Information' }).click()
}

/** Confirms the act that a dialog asks about. */
async function confirm(name: string, reason: string): Promise<void> {
  await dialog().getByLabel('Reason').fill(reason)
  await act(name).click()
  await expect(dialog()).toHaveCount(0)
}

async function assign(name: string): Promise<void> {
  await open(name)
  await button('Assign the Access manager role').click()
  await confirm('Assign the Access manager role', 'Asked for by the Federal Ministry')
  await message(`${name} has the Access manager role now.`)
}

async function choose(manager: string): Promise<void> {
  await button('Name an Access manager').click()
  await dialog().getByLabel('Access manager', { exact: true }).click()
  await page.getByRole('option', { name: manager }).click()
}

test('the role is assigned with a reason only', async () => {
  test.setTimeout(120_000)
  await open(MANAGER)
  await message('This authority does not have the Access manager role itself.')
  await button('Assign the Access manager role').click()
  await act('Assign the Access manager role').click()
  await expect(dialog().getByRole('alert').first()).toContainText('reason')
  await scanScreen(desktop, 'manager-role-assign')
  await confirm('Assign the Access manager role', 'Asked for by the Federal Ministry')
  await message(`${MANAGER} has the Access manager role now.`)
  await message('It has the Access manager role, but manages no authority yet.')
})

test('an Access manager is named on Management Information, out of those that are possible', async () => {
  test.setTimeout(120_000)
  await open('Préfecture de Lyon')
  await button('Name an Access manager').click()
  await expect(dialog()).toContainText('No active authority of this Member State has the Access manager role')
  await act('Name an Access manager').click()
  await expect(dialog()).toContainText('Choose the Access manager.')
  await scanScreen(desktop, 'manager-name-none')
  await act('Cancel').click()
  for (const office of OFFICES) {
    await open(office)
    await choose(MANAGER)
    if (office === OFFICE) await scanScreen(desktop, 'manager-name')
    await confirm('Name an Access manager', 'Competent by the state’s constitution')
    await message(`${office} has another Access manager now.`)
    await expect(managers().getByRole('listitem')).toContainText([MANAGER])
    await expect(managers()).toContainText('Named by the IMI Helpdesk')
  }
})

test('the message after an act hides nothing of the page, and leaves room in the status bar for what is under way', async () => {
  const place = await page.getByRole('main').boundingBox()
  const status = await page.getByRole('contentinfo').boundingBox()
  const told = await page.locator('.message-bar').boundingBox()
  expect(told?.y).toBeGreaterThanOrEqual((place?.y ?? 0) + (place?.height ?? 0) - 1)
  expect((told?.x ?? 0) + (told?.width ?? 0)).toBeLessThan((status?.width ?? 0) - 300)
})

test('taking the role away names whom it leaves without an Access manager; its relations wait for the role', async () => {
  test.setTimeout(120_000)
  await assign(OTHER)
  await open(OFFICE)
  await choose(OTHER)
  await confirm('Name an Access manager', 'Both look after it')
  await expect(managers().getByRole('listitem')).toHaveCount(2)

  await open(MANAGER)
  await button('Take the role away').click()
  await expect(dialog()).toContainText('It manages 3 authorities.')
  await expect(dialog().getByRole('note')).toContainText(
    '2 authorities would be left without any Access manager:',
  )
  await expect(dialog().getByRole('note').getByRole('listitem')).toHaveText(OFFICES.slice(1))
  await act('Take the role away').click()
  await expect(dialog().getByRole('alert').first()).toContainText('reason')
  await scanScreen(desktop, 'manager-role-take')
  await confirm('Take the role away', 'The task went to the Landesdirektion')
  await message(`${MANAGER} no longer has the Access manager role.`)
  await expect(page.getByRole('region', { name: 'Authorities managed: 3' })).toContainText('Without effect')
  await scanScreen(desktop, 'manager-role-taken')

  await open(OFFICE)
  await expect(managers().getByRole('listitem').filter({ hasText: MANAGER })).toContainText('Without effect')
  await expect(managers().getByRole('listitem').filter({ hasText: OTHER })).not.toContainText(
    'Without effect',
  )
  await scanScreen(desktop, 'manager-without-effect')
})

test('without the role it cannot be named, and with the role its relations count again', async () => {
  await open(OFFICES[1] ?? '')
  await button('Name an Access manager').click()
  await dialog().getByLabel('Access manager', { exact: true }).click()
  await expect(page.getByRole('option')).toHaveText([OTHER])
  await page.keyboard.press('Escape')
  await act('Cancel').click()
  await assign(MANAGER)
  await open(OFFICES[1] ?? '')
  await expect(managers().getByRole('listitem')).toContainText([MANAGER])
  await expect(managers()).not.toContainText('Without effect')
})

test('an Access manager is released, by keyboard too, and the message takes it back', async () => {
  test.setTimeout(120_000)
  await open(OFFICE)
  await button(`Release ${MANAGER} as Access manager`).press('Enter')
  await expect(dialog()).toContainText(`It no longer manages ${OFFICE}.`)
  await scanScreen(desktop, 'manager-release')
  await dialog().getByLabel('Reason').fill('Only the Landesdirektion looks after it')
  await page.keyboard.press('Control+Enter')
  await message(`${MANAGER} is released as Access manager.`)
  await expect(managers().getByRole('listitem')).toHaveCount(1)
  await expect(
    page.getByRole('listitem').filter({ hasText: 'Only the Landesdirektion looks after it' }),
  ).toContainText('Maria Keller')
  await button('Undo').click()
  await message('It was taken back.')
  await expect(managers().getByRole('listitem')).toHaveCount(2)
})
