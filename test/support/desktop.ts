import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test'
import { root } from '../../resources/tooling/lib/paths.mjs'

/** The first operator of every test store. */
export const OPERATOR = {
  name: 'Maria Keller',
  userName: 'keller',
  email: 'maria.keller@helpdesk.example',
  password: 'Helpdesk2026',
} as const

export interface Desktop {
  readonly app: ElectronApplication
  readonly page: Page
  readonly profile: string
  close: () => Promise<void>
}

/** A fresh profile folder; its name holds a blank and a letter outside ASCII, as folders of people do. */
export function newProfile(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'imi-e2e-')), 'Profil Łódź')
  mkdirSync(folder)
  return folder
}

/** Removes a profile made by `newProfile`. */
export function removeProfile(profile: string): void {
  rmSync(join(profile, '..'), { recursive: true, force: true })
}

/** What the program is started with. */
function startArguments(profile: string, files: readonly string[]): string[] {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return [...sandbox, root, `--user-data-dir=${profile}`, ...files]
}

/**
 * Starts the program a second time for a profile that is open already, and waits until it has handed over and ended.
 * It shows no window, so it is no business of the test driver. Returns its exit code.
 */
export async function startAgain(desktop: Desktop, files: readonly string[] = []): Promise<unknown> {
  const program = desktop.app.process().spawnfile
  const [code] = await once(spawn(program, startArguments(desktop.profile, files), { cwd: root }), 'exit')
  return code
}

/** Moves the clock of the thread it is loaded into, and of those that this one starts. */
const CLOCK = `
const threads = require('node:worker_threads')
const { Worker } = threads
const now = Date.now
Date.now = () => now() + MILLISECONDS
threads.Worker = class extends Worker {
  constructor(file, options) {
    super(file, { ...options, execArgv: ['--require', __filename] })
  }
}
require('node:module').syncBuiltinESMExports()
`

/**
 * What the program is started with so that its clock is some days ahead. It is loaded as the test driver itself is; the
 * program that is delivered takes no such thing.
 */
function movedClock(profile: string, days: number): string[] {
  if (days === 0) return []
  const script = join(profile, '..', 'clock.cjs')
  writeFileSync(script, CLOCK.replace('MILLISECONDS', String(days * 86_400_000)))
  return ['-r', script]
}

/**
 * Starts the built program in a real Electron window.
 * @param options.daysAhead so many days the clock of the program is ahead
 */
export async function startDesktop(
  profile = newProfile(),
  options: { width?: number; height?: number; files?: readonly string[]; daysAhead?: number } = {},
): Promise<Desktop> {
  const app = await _electron.launch({
    args: [...movedClock(profile, options.daysAhead ?? 0), ...startArguments(profile, options.files ?? [])],
    cwd: root,
  })
  const page = await app.firstWindow()
  const mistakes: string[] = []
  page.on('pageerror', (error) => mistakes.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') mistakes.push(message.text())
  })
  // Nothing on the bare test screen hands the keyboard to a window; on a PC the window in front has it.
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true })
  await app.evaluate(
    ({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
    },
    { width: options.width ?? 1280, height: options.height ?? 800 },
  )
  // Nobody touches keyboard and mouse of the bare test screen, and the program would lock; on a PC a person does.
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 0
  })
  await page.locator('h1').first().waitFor()
  const close = async (): Promise<void> => {
    await app.close()
    expect(mistakes, 'what the window complained about, violations of its own policy included').toEqual([])
  }
  return { app, page, profile, close }
}

/** The program asks the operating system for files; here its next dialogs are answered as a person would. */
export async function picks(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
  }, path)
}

/** Goes through the first start as a person does, up to the choice of data. */
export async function setUpStore(page: Page): Promise<string> {
  await page.getByLabel('Name', { exact: true }).fill(OPERATOR.name)
  await page.getByLabel('User name').fill(OPERATOR.userName)
  await page.getByLabel('Registered e-mail address').fill(OPERATOR.email)
  await page.getByLabel('Password', { exact: true }).fill(OPERATOR.password)
  await page.getByLabel('Repeat the password').fill(OPERATOR.password)
  await page.getByRole('button', { name: 'Create the store' }).click()
  const code = await page.getByLabel('Recovery code', { exact: true }).innerText()
  await page.getByLabel('I have kept the recovery code').check()
  await page.getByRole('button', { name: 'Continue' }).click()
  return code
}

/** Signs an operator in, the first one unless another is named. */
export async function signIn(page: Page, who: { userName?: string; password?: string } = {}): Promise<void> {
  const { userName, password } = { ...OPERATOR, ...who }
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Signs the operator at work out and another one in. */
export async function signInInstead(
  page: Page,
  who: { userName?: string; password?: string } = {},
): Promise<void> {
  await page.locator('.top-bar .operator').click()
  await page.getByText('Sign out and lock the store').click()
  await signIn(page, who)
}
