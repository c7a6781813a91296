import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import PostalMime from 'postal-mime'
import { removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { scanScreen } from '../support/scan'
import { startSmtp, type TestServer } from '../support/smtp'

const OFFICES = [
  ['Bundesministerium Łódź', 'post@bund.example'],
  ['Landesamt für Umwelt', 'umwelt@land.example'],
  ['Gewerbeamt ohne Adresse', ''],
] as const
const [[MINISTRY], [REGIONAL]] = OFFICES
const MODULE = 'Services – Information requests'

let desktop: Desktop
let page: Page
let server: TestServer
const folder = mkdtempSync(join(tmpdir(), 'imi-mail-'))

const dialog = () => page.getByRole('dialog')
const button = (name: string) => page.getByRole('button', { name, exact: true })
const act = (name: string) => dialog().getByRole('button', { name, exact: true })
const message = (text: string) => expect(page.getByText(text)).toBeVisible()
const menu = (name: string) => page.getByRole('navigation').getByRole('button', { name, exact: true })
const editor = () => page.getByRole('textbox', { name: 'Text of the mail' })
const row = (name: string) => page.getByRole('row', { name: new RegExp(name) })
const detail = () => page.getByRole('region', { name: 'Selected mail' })

// One story: each part goes on where the one before ended.
test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(180_000)
  server = await startSmtp()
  desktop = await startDesktop()
  page = desktop.page
  await setUpStore(page)
  await page.getByRole('button', { name: /Empty store/ }).click()
  for (const [name, email] of OFFICES) await register(name, email)
})

test.afterAll(async () => {
  await desktop.close()
  await server.close()
  removeProfile(desktop.profile)
  rmSync(folder, { recursive: true, force: true })
})

/** Registers an authority with Coordinator access to the module. */
async function register(name: string, email: string): Promise<void> {
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

/** Where the next save dialog writes to. */
async function saveTo(name: string): Promise<string> {
  const path = join(folder, name)
  await desktop.app.evaluate(({ dialog: native }, filePath) => {
    native.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  return path
}

async function chooseCoordinators(): Promise<void> {
  await menu('Send e-mail').click()
  await page.getByRole('button', { name: /^Module:/ }).click()
  await page.getByLabel('Find: Module').fill('Services – Info')
  await page.getByLabel('Find: Module').press('Enter')
  await expect(row(MINISTRY)).toBeVisible()
}

test('recipients are found by module and listed one by one; none of them is chosen by itself', async () => {
  test.setTimeout(120_000)
  await menu('Send e-mail').click()
  await message('Choose first whom the mail may go to; then tick each recipient. Nobody is chosen by itself.')
  await scanScreen(desktop, 'mail-write-empty')
  await chooseCoordinators()
  await expect(row(MINISTRY)).toContainText('post@bund.example')
  await expect(row(MINISTRY)).toContainText('German')
  await expect(row('Gewerbeamt')).toContainText('No address')
  await message('0 of 3 chosen. 1 has no e-mail address.')
  await expect(button('Check and queue')).toHaveAttribute('aria-disabled', 'true')
  await button('Why not? Check and queue').click()
  await expect(dialog()).toContainText('No recipient is chosen, so nobody would get it.')
  await act('Close').click()
})

test('the one text box formats; the mail is shown with its header and every recipient before it is queued', async () => {
  test.setTimeout(120_000)
  await row(MINISTRY).getByRole('checkbox').check()
  await row(REGIONAL).getByRole('checkbox').check()
  await message('2 of 3 chosen.')
  await editor().click()
  await page.keyboard.type('Dear colleagues,')
  await page.keyboard.press('Enter')
  await button('Bold (Ctrl B)').click()
  await page.keyboard.type('Σημαντικό')
  await page.keyboard.press('Control+b')
  await page.keyboard.type(' news:')
  await page.keyboard.press('Enter')
  await button('List').click()
  await page.keyboard.type('first')
  await page.keyboard.press('Enter')
  await page.keyboard.type('second')
  await expect(editor().locator('strong')).toHaveText('Σημαντικό')
  await expect(button('List')).toHaveAttribute('aria-pressed', 'true')
  await scanScreen(desktop, 'mail-write')
  await button('Check and queue').click()
  await expect(dialog()).toContainText('Message from your IMI Coordinator')
  await expect(dialog()).toContainText('by Maria Keller, IMI Helpdesk.')
  await expect(dialog()).toContainText('Registered e-mail address: maria.keller@helpdesk.example')
  await expect(dialog().getByRole('list', { name: 'Recipients' }).getByRole('listitem')).toHaveText([
    /Bundesministerium Łódź.*post@bund\.example · German/,
    /Landesamt für Umwelt.*umwelt@land\.example · German/,
  ])
  await scanScreen(desktop, 'mail-check')
  await act('Put into the outbox').click()
  await message('2 mails are in the outbox.')
  await expect(row(MINISTRY)).toContainText('Queued')
  await expect(detail().locator('strong')).toHaveText('Σημαντικό')
  await scanScreen(desktop, 'mail-outbox')
})

test('queueing is taken back by the message, and what was typed is not pasted with anything that is no text', async () => {
  await button('Undo').click()
  await message('The outbox is empty.')
  await chooseCoordinators()
  await row(MINISTRY).getByRole('checkbox').check()
  await row(REGIONAL).getByRole('checkbox').check()
  await editor().click()
  await editor().evaluate((element) => {
    const data = new DataTransfer()
    data.setData(
      'text/html',
      '<p style="color:red" onclick="window.attacked=1">Pasted <b>words</b></p><img src="https://elsewhere.example/x.png" onerror="window.attacked=1"><script>window.attacked=1</script>',
    )
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  await expect(editor()).toContainText('Pasted words')
  await expect(editor().locator('img, script, [style], [onclick]')).toHaveCount(0)
  expect(await page.evaluate(() => 'attacked' in window)).toBe(false)
  await button('Check and queue').click()
  await act('Put into the outbox').click()
  await message('2 mails are in the outbox.')
})

test('a mail is saved as a file that another program reads, and says before that this cannot be taken back', async () => {
  await row(MINISTRY).click()
  const path = await saveTo('mail.eml')
  await button('Save as file (.eml)').click()
  await expect(dialog()).toContainText('This cannot be taken back.')
  await expect(dialog().getByRole('listitem')).toHaveText([/post@bund\.example/])
  await scanScreen(desktop, 'mail-export')
  await act('Save').click()
  await message('Written to mail.eml.')
  await expect(row(MINISTRY)).toContainText('Exported')
  const read = await PostalMime.parse(readFileSync(path))
  expect(read).toMatchObject({
    subject: 'Message from your IMI Coordinator',
    from: { name: 'Maria Keller', address: 'maria.keller@helpdesk.example' },
    replyTo: [{ address: 'maria.keller@helpdesk.example' }],
    to: [{ name: 'Bundesministerium Łódź', address: 'post@bund.example' }],
  })
  expect(read.text).toContain('by Maria Keller, IMI Helpdesk.')
  expect(read.text).toContain('Pasted words')
  expect(read.html).toContain('<strong>words</strong>')
})

test('a mail is opened in the mail program of the PC', async () => {
  await desktop.app.evaluate(({ shell }) => {
    shell.openPath = (path) => {
      ;(globalThis as unknown as { opened: string }).opened = path
      return Promise.resolve('')
    }
  })
  await row(MINISTRY).click()
  await detail().getByRole('button', { name: 'Open in the mail program' }).click()
  await act('Open').click()
  await message('The mail is open in the mail program.')
  await expect(row(MINISTRY)).toContainText('Handed over')
  const opened = await desktop.app.evaluate(() => (globalThis as unknown as { opened: string }).opened)
  expect(opened.startsWith(join(desktop.profile, 'handed-over'))).toBe(true)
  expect((await PostalMime.parse(readFileSync(opened))).to?.[0]?.address).toBe('post@bund.example')
})

test('without a mail server nothing is sent, and the button says so; with one the mail is sent once', async () => {
  test.setTimeout(120_000)
  await row(REGIONAL).click()
  await button('Why not? Send').click()
  await expect(dialog()).toContainText('No mail server is configured.')
  await act('Close').click()
  await menu('Settings').click()
  await page.getByLabel('Server', { exact: true }).fill('127.0.0.1')
  await page.getByRole('combobox', { name: 'Encryption' }).press('Enter')
  await page.getByRole('option', { name: 'None: a server on this PC only' }).click()
  await page.getByLabel('Port').fill(String(server.port))
  await button('Save the server').click()
  await message('The mail server is saved.')
  await button('Test the connection').click()
  await message('The connection to the mail server works.')
  await page.getByRole('heading', { name: 'Mail server' }).scrollIntoViewIfNeeded()
  await scanScreen(desktop, 'mail-server')
  await menu('Outbox').click()
  await row(REGIONAL).click()
  await button('Send').click()
  await expect(dialog()).toContainText('A mail that was sent cannot be called back.')
  await act('Send').click()
  await message('1 mail was sent.')
  await expect(row(REGIONAL)).toContainText('Sent')
  expect(server.mails).toHaveLength(1)
  expect((await PostalMime.parse(server.mails[0] ?? '')).to?.[0]?.address).toBe('umwelt@land.example')
  await expect(button('Send')).toHaveAttribute('aria-disabled', 'true')
})

test('a server that is gone leaves the mail failed, with the reason in a sentence; states are filtered', async () => {
  test.setTimeout(120_000)
  await server.close()
  await row(MINISTRY).click()
  await button('Send').click()
  await expect(dialog().getByRole('note')).toContainText('it may have been sent in another way')
  await act('Send').click()
  await message('1 mail was not sent: the reason stands beside it.')
  await expect(row(MINISTRY)).toContainText('Failed')
  await expect(detail()).toContainText('The mail server cannot be reached.')
  await scanScreen(desktop, 'mail-failed')
  await page.getByRole('button', { name: /^Status:/ }).click()
  await page.getByRole('dialog', { name: 'Status' }).getByText('Sent', { exact: true }).click()
  await expect(row(REGIONAL)).toBeVisible()
  await expect(row(MINISTRY)).toHaveCount(0)
  await page.getByRole('button', { name: /^Status:/ }).click()
  await page.getByRole('dialog', { name: 'Status' }).getByText('Any', { exact: true }).click()
  await page.getByLabel('Recipient or subject').fill('bundesministerium lodz')
  await expect(row(REGIONAL)).toHaveCount(0)
  await page.getByLabel('Recipient or subject').fill('')
  await expect(row(REGIONAL)).toBeVisible()
})

test('a mail is written to authorities that were selected in Managed authorities', async () => {
  await menu('Managed authorities').click()
  for (const name of [MINISTRY, 'Gewerbeamt']) await row(name).getByRole('checkbox').check()
  await button('With the selected ones').click()
  await page.getByText('Write an e-mail …').click()
  await message('1 of 2 chosen. 1 has no e-mail address.')
  await expect(row(MINISTRY).getByRole('checkbox')).toBeChecked()
  await page.getByRole('button', { name: /^Kind:/ }).click()
  await page.getByRole('dialog', { name: 'Kind' }).getByText('Alert notice').click()
  await page.getByLabel('Alert number').fill('A-2026-7')
  await page.getByLabel('Initiated by').fill('France')
  await page.getByRole('option', { name: /France/ }).click()
  await page.getByLabel('Alert title').fill('Scaffolding')
  await page.getByLabel('Module', { exact: false }).last().fill('Services – Info')
  await page.getByRole('option', { name: MODULE }).click()
  await message('IMI alert A-2026-7: Scaffolding')
  await expect(editor()).toContainText('Initiated by: France')
  await scanScreen(desktop, 'mail-alert-notice')
  await menu('Outbox').click()
})

/** HTML that would do harm, were it shown as it is. */
const ATTACKS = [
  '<p>a</p><script>window.attacked = 1</script>',
  '<svg><script>window.attacked = 1</script></svg><p>a</p>',
  '<img src=x onerror="window.attacked = 1"><p>a</p>',
  '<p onclick="window.attacked = 1" onmouseover="window.attacked = 1">a</p>',
  '<a href="javascript:window.attacked = 1">a</a>',
  '<a href="java\tscript:alert(1)">a</a>',
  '<a href="https://elsewhere.example">a</a>',
  '<style>p { background: url(https://elsewhere.example/x) }</style><p>a</p>',
  '<p style="position: fixed; inset: 0">a</p>',
  '<img src="https://elsewhere.example/x.png"><p>a</p>',
  '<picture><source srcset="https://elsewhere.example/x"><img></picture><p>a</p>',
  '<iframe src="https://elsewhere.example"></iframe><p>a</p>',
  '<iframe srcdoc="<script>parent.attacked = 1</script>"></iframe><p>a</p>',
  '<form action="https://elsewhere.example"><input name="password"></form><p>a</p>',
  '<object data="https://elsewhere.example"></object><embed src="x"><p>a</p>',
  '<base href="https://elsewhere.example"><p>a</p>',
  '<meta http-equiv="refresh" content="0;url=https://elsewhere.example"><p>a</p>',
  '<p id="app" name="bridge" class="x" data-x="1" aria-label="y" is="z">a</p>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"></p>',
  '<!--><img src=x onerror="window.attacked = 1">--><p>a</p>',
  '<template><img src=x onerror="window.attacked = 1"></template><p>a</p>',
]

test('HTML that would do harm is never shown as it is, whoever wrote it', async () => {
  test.setTimeout(120_000)
  // As if the store itself held such a mail: what the main process answers is replaced on its way to the window.
  await desktop.app.evaluate(({ ipcMain }) => {
    type Handler = (
      event: unknown,
      request: { name: string },
    ) => Promise<{ value: { found: { shown: { html: string } } } }>
    const inner = ipcMain as unknown as { _invokeHandlers: Map<string, Handler> }
    const real = inner._invokeHandlers.get('imi:request')
    if (real === undefined) throw new Error('The channel has another name')
    ipcMain.removeHandler('imi:request')
    ipcMain.handle('imi:request', async (event, request: { name: string }) => {
      const answer = await real(event, request)
      if (request.name === 'mail.read') {
        answer.value.found.shown.html = (globalThis as unknown as { attack: string }).attack
      }
      return answer
    })
  })
  for (const [index, attack] of ATTACKS.entries()) {
    await desktop.app.evaluate(
      (_electron, html) => {
        ;(globalThis as unknown as { attack: string }).attack = html
      },
      `<p>Attack ${String(index)}</p>${attack}`,
    )
    await row(index % 2 === 0 ? MINISTRY : REGIONAL).click()
    const shown = detail().locator('.mail')
    await expect(shown, attack).toContainText(`Attack ${String(index)}`)
    const found = await shown.evaluate((element) => {
      const all = [...element.querySelectorAll('*')]
      return {
        names: all.map((each) => each.localName),
        // An element cannot lose its `is`; emptied, it is nothing.
        attributes: all.flatMap((each) => [...each.attributes].map(({ value }) => value).filter(Boolean)),
      }
    })
    expect([attack, found.names.filter((name) => name !== 'p'), found.attributes]).toEqual([attack, [], []])
  }
  expect(await page.evaluate(() => 'attacked' in window)).toBe(false)
})
