import { expect, test } from '@playwright/test'
import { removeProfile } from '../support/desktop'
import { MINISTRY, REGIONAL, startMailWindow, type MailWindow } from '../support/mail-window'

let shown: MailWindow

test.beforeAll(async () => {
  test.setTimeout(180_000)
  shown = await startMailWindow()
  await shown.queueBoth('Dear colleagues')
})

test.afterAll(async () => {
  await shown.desktop.close()
  removeProfile(shown.desktop.profile)
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
  const { page, row, detail, desktop } = shown
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
