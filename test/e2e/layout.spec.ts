import { writeFileSync, mkdirSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { inRoot } from '../../resources/tooling/lib/paths.mjs'
import { removeProfile, setUpStore, startDesktop, type Desktop } from '../support/desktop'
import { cutOffTexts } from '../support/layout'

let desktop: Desktop
let places: Record<string, string>

test.beforeAll(async () => {
  desktop = await startDesktop()
  const { page } = desktop
  await setUpStore(page)
  await page.getByRole('button', { name: /Small sample/ }).click()
  await expect(page.getByText('500 of 500')).toBeVisible()
  await page.getByRole('grid').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: /^Modules/ })).toBeVisible()
  const authority = new URL(page.url()).hash
  places = {
    home: '#/home',
    work: '#/home/no-access-manager',
    carryOver: '#/carry-over',
    roleRequests: '#/role-requests',
    classifications: '#/classifications',
    list: '#/authorities',
    userSearch: '#/users',
    authority,
    modules: `${authority}?tab=modules`,
    users: `${authority}?tab=users`,
    management: `${authority}?tab=management`,
    register: '#/authorities/register',
    import: '#/import',
    migration: '#/migration',
    decisions: '#/decisions',
    duplicates: '#/duplicates',
    outbox: '#/mail',
    writeMail: '#/mail/write',
    settings: '#/settings',
  }
})

test.afterAll(async () => {
  await desktop.close()
  removeProfile(desktop.profile)
})

/** Keeps a picture of the whole window, whatever its zoom, for people to look at. */
async function picture(name: string): Promise<void> {
  const png = await desktop.app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage()
    return image?.toPNG().toString('base64') ?? ''
  })
  mkdirSync(inRoot('.reports/layout'), { recursive: true })
  writeFileSync(inRoot(`.reports/layout/${name}.png`), Buffer.from(png, 'base64'))
}

/** Presses a key together with Ctrl as the system does; keys that the driver sends never reach the main process. */
async function press(keyCode: string, times: number): Promise<void> {
  await desktop.app.evaluate(
    ({ BrowserWindow }, pressed) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      for (let time = 0; time < pressed.times; time += 1)
        contents?.sendInputEvent({ type: 'keyDown', keyCode: pressed.keyCode, modifiers: ['control'] })
    },
    { keyCode, times },
  )
}

/** Goes through every screen and collects what cannot be read there. */
async function unreadable(way: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const [name, hash] of Object.entries(places)) {
    await desktop.page.evaluate((to) => {
      location.hash = to
    }, hash)
    await expect(desktop.page.locator('h1').first()).toBeVisible()
    await desktop.page.evaluate(() => document.fonts.ready)
    // The picture is of the last frame that was drawn; that one must be of this screen.
    await desktop.page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    )
    await picture(`${way}-${name}`)
    const cut = await cutOffTexts(desktop.page)
    if (cut.length > 0) found[name] = cut
  }
  return found
}

test('texts 40 % longer can be read on every screen of the smallest usable window', async () => {
  const { app, page } = desktop
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700)
  })
  await page.goto(`app://${new URL(page.url()).host}/?locale=en-XA`)
  await expect(page.getByRole('navigation').first()).toContainText('~~')
  expect(await unreadable('longer')).toEqual({})
})

test('every screen can be read at 200 % zoom, set by keyboard', async () => {
  const { app, page } = desktop
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800)
  })
  await page.goto(`app://${new URL(page.url()).host}/`)
  await expect(page.locator('h1').first()).toBeVisible()
  await press('=', 4)
  await expect.poll(() => page.evaluate(() => window.devicePixelRatio)).toBe(2)
  expect(await unreadable('zoomed')).toEqual({})
  await press('0', 1)
  await expect.poll(() => page.evaluate(() => window.devicePixelRatio)).toBe(1)
})
