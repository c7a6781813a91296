import { once } from 'node:events'
import { expect, test, type Page } from '@playwright/test'
import { removeProfile, setUpStore, signIn, startDesktop, type Desktop } from '../support/desktop'
import { scanScreen } from '../support/scan'

let desktop: Desktop
let page: Page

test.beforeEach(async () => {
  desktop = await startDesktop()
  page = desktop.page
})

test.afterEach(async () => {
  await desktop.app.close()
  removeProfile(desktop.profile)
})

/** Ends the process of the window, as a fault of Chromium would; the page of the window that takes its place. */
async function killed(): Promise<Page> {
  const next = desktop.app.waitForEvent('window')
  await desktop.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
  })
  return next
}

test('a window that died is opened again at the same place, with the same person signed in', async () => {
  await setUpStore(page)
  await page.getByRole('button', { name: /Small sample/ }).click()
  await expect(page.getByText('500 of 500')).toBeVisible()
  await page.getByRole('button', { name: 'Classifications', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Classifications' })).toBeVisible()
  for (let time = 0; time < 2; time += 1) {
    page = await killed()
    await expect(page.getByText('The window had stopped and was opened again.')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Classifications' })).toBeVisible()
    await expect(page.getByText('Maria Keller')).toBeVisible()
  }
  expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  page = await killed()
  await expect(page.getByRole('heading', { name: 'The window stopped' })).toBeVisible()
  await expect(page.getByText(/^The window stopped several times within a minute/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open the program again' })).toBeVisible()
})

test('a window that does not answer is opened again where the person wants it', async () => {
  await setUpStore(page)
  await page.getByRole('button', { name: /Empty store/ }).click()
  await expect(page.getByRole('button', { name: 'Home' })).toBeVisible()
  const next = desktop.app.waitForEvent('window')
  await desktop.app.evaluate(({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
    BrowserWindow.getAllWindows()[0]?.emit('unresponsive')
  })
  page = await next
  await expect(page.getByText('The window had stopped and was opened again.')).toBeVisible()
  await expect(page.getByText('Maria Keller')).toBeVisible()
})

test('the crash screen says that nothing is lost, copies a report without personal data, and starts anew', async () => {
  await setUpStore(page)
  await page.getByRole('button', { name: /Empty store/ }).click()
  await expect(page.getByRole('button', { name: 'Home' })).toBeVisible()
  await desktop.app.evaluate(({ BrowserWindow }) => {
    process.emit('uncaughtException', new Error('Frau Mustermann has no telephone'))
    BrowserWindow.getAllWindows()[0]?.focus()
  })
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('The program made a mistake')
  await dialog.getByText('Report, without personal data').click()
  await expect(dialog.locator('pre')).toContainText('program: Error')
  await expect(dialog.locator('pre')).not.toContainText('Mustermann')
  await scanScreen(desktop, 'crash-dialog')
  await dialog.getByRole('button', { name: 'Copy the report' }).click()
  await expect(dialog.getByRole('status')).toContainText('The report is on the clipboard.')
  const copied = await desktop.app.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toMatch(/^Number \w{8}, [^]*IMI Helpdesk \d[^]*program: Error/)
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(dialog).toBeHidden()

  await desktop.app.evaluate(async ({ BrowserWindow }) => {
    process.emit('uncaughtException', new Error('again'))
    const window = BrowserWindow.getAllWindows()[0]
    await window?.loadURL(`${window.webContents.getURL().split(/[?#]/)[0] ?? ''}?crashed`)
  })
  await expect(page.getByRole('heading', { name: 'The program made a mistake' })).toBeVisible()
  await scanScreen(desktop, 'crash-screen')
  await desktop.app.evaluate(({ app }) => {
    app.relaunch = () => {
      app.setName('relaunched')
    }
    const quit = app.quit.bind(app)
    app.quit = () => {
      app.quit = quit
    }
  })
  await page.getByRole('button', { name: 'Open the program again' }).click()
  await expect.poll(() => desktop.app.evaluate(({ app }) => app.getName())).toBe('relaunched')
})

test('what was typed and not saved is offered again after the program was killed', async () => {
  test.setTimeout(120_000)
  await setUpStore(page)
  await page.getByRole('button', { name: /Small sample/ }).click()
  await expect(page.getByText('500 of 500')).toBeVisible()
  const rows = page.getByRole('row').filter({ has: page.getByRole('gridcell') })
  await rows.first().dblclick()
  const name = await page.locator('h1').innerText()
  await page.getByRole('button', { name: 'Edit authority' }).click()
  const keptDrafts = () =>
    page.evaluate(async () => {
      const { bridge } = window as unknown as { bridge: { request: (request: unknown) => Promise<unknown> } }
      const reply = await bridge.request({ call: 'test', name: 'drafts.list', input: {} })
      return JSON.stringify(reply)
    })
  await page.getByLabel('Phone').fill('+49 30 7654321')
  await expect.poll(keptDrafts).toContain(name)
  // As a power cut does it: nothing has time to say good-bye.
  const ended = once(desktop.app.process(), 'exit')
  desktop.app.process().kill('SIGKILL')
  await ended

  desktop = await startDesktop(desktop.profile)
  page = desktop.page
  await signIn(page)
  const banner = page.getByRole('region', { name: 'You had not saved:' })
  await expect(banner).toContainText(name)
  await scanScreen(desktop, 'drafts-waiting')
  await banner.getByRole('button', { name: `Open ${name}` }).click()
  await expect(page.getByText(/^What you typed here on .* was not saved\.$/)).toBeVisible()
  await expect(page.getByLabel('Phone')).not.toHaveValue('+49 30 7654321')
  await scanScreen(desktop, 'draft-offered')
  await page.getByRole('button', { name: 'Go on with it' }).click()
  await expect(page.getByLabel('Phone')).toHaveValue('+49 30 7654321')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('+49 30 7654321')).toBeVisible()
  expect(await keptDrafts()).toContain('"drafts":[]')

  // Left on purpose, nothing is offered.
  await page.getByRole('button', { name: 'Edit authority' }).click()
  await page.getByLabel('Phone').fill('0')
  await expect.poll(keptDrafts).toContain(name)
  await page.getByRole('button', { name: 'Home', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await expect.poll(keptDrafts).toContain('"drafts":[]')

  // A dialog that was closed without a word keeps what was typed as well; one that was cancelled does not.
  await page.getByRole('button', { name: /Access manager requests/ }).click()
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Record a request' }).first().click()
  await dialog.getByLabel('Name of the sender').fill('Jörg Weiß')
  await expect.poll(keptDrafts).toContain('Jörg Weiß')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Record a request' }).first().click()
  await dialog.getByRole('button', { name: 'Go on with it' }).click()
  await expect(dialog.getByLabel('Name of the sender')).toHaveValue('Jörg Weiß')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect.poll(keptDrafts).toContain('"drafts":[]')
})
