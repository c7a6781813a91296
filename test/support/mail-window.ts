import { expect, type Locator, type Page } from '@playwright/test'
import { setUpStore, startDesktop, type Desktop } from './desktop'

/** Authorities in Germany with Coordinator access to one module, and their addresses; the last one has none. */
const OFFICES = [
  ['Bundesministerium Łódź', 'post@bund.example'],
  ['Landesamt für Umwelt', 'umwelt@land.example'],
  ['Gewerbeamt ohne Adresse', ''],
] as const
export const [[MINISTRY], [REGIONAL]] = OFFICES
export const MODULE = 'Services – Information requests'

/** What a person does with mails in the window. */
export interface MailWindow {
  readonly desktop: Desktop
  readonly page: Page
  dialog: () => Locator
  button: (name: string) => Locator
  /** A button of the dialog. */
  act: (name: string) => Locator
  menu: (name: string) => Locator
  editor: () => Locator
  row: (name: string) => Locator
  detail: () => Locator
  message: (text: string) => Promise<void>
  /** Shows the coordinators of the module as recipients. */
  chooseCoordinators: () => Promise<void>
  /** Chooses in a filter of a bar. */
  filter: (label: string, choice: string) => Promise<void>
  /** Makes the mail server on this PC at a port the one that mails are sent through. */
  useServer: (port: number) => Promise<void>
  /** Puts a mail to the ministry and to the regional office into the outbox. */
  queueBoth: (text: string) => Promise<void>
}

/** Starts the program with an empty store, and registers the authorities. */
export async function startMailWindow(): Promise<MailWindow> {
  const desktop = await startDesktop()
  const { page } = desktop
  const opened = windowOf(desktop)
  await setUpStore(page)
  await page.getByRole('button', { name: /Empty store/ }).click()
  for (const [name, email] of OFFICES) await register(opened, name, email)
  return opened
}

function windowOf(desktop: Desktop): MailWindow {
  const { page } = desktop
  const dialog = () => page.getByRole('dialog')
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const act = (name: string) => dialog().getByRole('button', { name, exact: true })
  const menu = (name: string) => page.getByRole('navigation').getByRole('button', { name, exact: true })
  const editor = () => page.getByRole('textbox', { name: 'Text of the mail' })
  const row = (name: string) => page.getByRole('row', { name: new RegExp(name) })
  const message = (text: string) => expect(page.getByText(text)).toBeVisible()

  async function chooseCoordinators(): Promise<void> {
    await menu('Send e-mail').click()
    await page.getByRole('button', { name: /^Module:/ }).click()
    await page.getByLabel('Find: Module').fill('Services – Info')
    await page.getByLabel('Find: Module').press('Enter')
    await expect(row(MINISTRY)).toBeVisible()
    await expect(dialog()).toHaveCount(0)
  }

  return {
    ...{ desktop, page, dialog, button, act, menu, editor, row, message, chooseCoordinators },
    detail: () => page.getByRole('region', { name: 'Selected mail' }),
    filter: async (label, choice) => {
      await page.getByRole('button', { name: new RegExp(`^${label}:`) }).click()
      const choices = page.getByRole('dialog', { name: label })
      await choices.getByText(choice, { exact: true }).click()
      // Until it is gone there are two dialogs where another one is opened.
      await expect(choices).toHaveCount(0)
    },
    useServer: async (port) => {
      await menu('Settings').click()
      await page.getByLabel('Server', { exact: true }).fill('127.0.0.1')
      await page.getByRole('combobox', { name: 'Encryption' }).press('Enter')
      await page.getByRole('option', { name: 'None: a server on this PC only' }).click()
      await page.getByLabel('Port').fill(String(port))
      await button('Save the server').click()
      await message('The mail server is saved.')
    },
    queueBoth: async (text) => {
      await chooseCoordinators()
      for (const name of [MINISTRY, REGIONAL]) await row(name).getByRole('checkbox').check()
      await editor().click()
      await page.keyboard.type(text)
      await button('Check and queue').click()
      await act('Put into the outbox').click()
      await message('2 mails are in the outbox.')
    },
  }
}

async function register(
  { page, menu, button, act, dialog }: MailWindow,
  name: string,
  email: string,
): Promise<void> {
  await menu('Register authority').click()
  await page.getByLabel('Official name').fill(name)
  await page.getByLabel('Member State').fill('Germany')
  await page.getByRole('option', { name: /Germany/ }).click()
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('main').getByRole('button', { name: 'Register authority' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await page.getByRole('tab', { name: /Modules/ }).click()
  await button('Grant access').click()
  await dialog().getByLabel('Module').fill(MODULE)
  await page.getByRole('option', { name: new RegExp(MODULE) }).click()
  await dialog().getByLabel('Coordinator', { exact: true }).check()
  await act('Grant access').click()
  await expect(dialog()).toHaveCount(0)
}
