import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'
import { inRoot, root } from '../../resources/tooling/lib/paths.mjs'
import { percentile } from './core.mjs'
import { SEARCHES } from './questions.mjs'

const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const PASSWORD = 'Helpdesk2026'

/** Sum of the proportional set sizes of a process and all below it, in MB. */
function memoryOf(pid) {
  const children = new Map()
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1].split(' ')[1])
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)])
    } catch {
      // It ended while we looked.
    }
  }
  let kilobytes = 0
  const add = (each) => {
    const rollup = readFileSync(`/proc/${each}/smaps_rollup`, 'utf8')
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
    for (const child of children.get(each) ?? []) add(child)
  }
  add(pid)
  return kilobytes / 1024
}

async function launch(target, profile) {
  const started = performance.now()
  const app = await _electron.launch({ args: [...sandbox, target, `--user-data-dir=${profile}`], cwd: root })
  const page = await app.firstWindow()
  // Looked for with every frame: a locator would look ever more seldom, and the figure would be the driver's.
  await page.waitForFunction(() => document.querySelector('h1') !== null)
  return { app, page, milliseconds: performance.now() - started }
}

/** Launch time and memory of the empty window: the floor. */
export async function measureFloorWindow() {
  const folder = mkdtempSync(join(tmpdir(), 'imi-bench-window-'))
  await build({
    root: inRoot('test/bench/floor'),
    base: './',
    logLevel: 'silent',
    plugins: [vue()],
    build: { outDir: join(folder, 'page'), target: 'chrome130' },
  })
  cpSync(inRoot('test/bench/floor/main.js'), join(folder, 'main.js'))
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'floor', type: 'module', main: 'main.js' }),
  )
  const times = []
  let memory = 0
  for (let turn = 0; turn < 3; turn += 1) {
    const { app, milliseconds } = await launch(folder, join(folder, `profile-${turn}`))
    times.push(milliseconds)
    memory = memoryOf(app.process().pid)
    await app.close()
  }
  rmSync(folder, { recursive: true, force: true })
  return { launch: Math.min(...times), memory }
}

/** A profile whose first operator can sign in, with the store made there. */
async function profileWith(set, folder) {
  const profile = join(folder, 'profile')
  mkdirSync(profile)
  const { app, page } = await launch(root, profile)
  page.setDefaultTimeout(900_000)
  await page.getByLabel('Name', { exact: true }).fill('Maria Keller')
  await page.getByLabel('User name').fill('keller')
  await page.getByLabel('Registered e-mail address').fill('keller@helpdesk.example')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByLabel('Repeat the password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Create the store' }).click()
  await page.getByLabel('I have kept the recovery code').check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: /Empty store/ }).waitFor()
  // Asked over the bridge like any request of the window; set L is not offered on the screen.
  await page.evaluate(
    (name) => window.bridge.request({ call: 'bench', name: 'sample.generate', input: { set: name } }),
    set,
  )
  await page.getByRole('button', { name: /Empty store/ }).click()
  await page.locator('[role=row] mark, [role=gridcell]').first().waitFor()
  await app.close()
  return profile
}

/** What a person sees of a store of this set: launch, sign-in, typing, opening, memory, blocks of the main thread. */
export async function measureWindow(set) {
  const folder = mkdtempSync(join(tmpdir(), 'imi-bench-'))
  const profile = await profileWith(set, folder)
  const { app, page, milliseconds } = await launch(root, profile)
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    globalThis.benchDelay = monitorEventLoopDelay({ resolution: 5 })
    globalThis.benchDelay.enable()
  })
  const { password, list } = await signInTimes(page)

  const typing = {}
  for (const [name, { text }] of SEARCHES) typing[name] = percentile(await typingTimes(page, text), 0.95)
  const opening = await openingTimes(page)
  const memory = memoryOf(app.process().pid)
  const block = await app.evaluate(() => globalThis.benchDelay.max / 1e6)
  await app.close()
  rmSync(folder, { recursive: true, force: true })
  return { launch: milliseconds, password, list, typing, opening, memory, block }
}

/** The check of the password with the opening of the store, and from there to the first list painted. */
function signInTimes(page) {
  return page.evaluate(async (secret) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const started = performance.now()
    const input = { userName: 'keller', password: secret }
    await window.bridge.request({ call: 'bench', name: 'session.signIn', input })
    const done = performance.now()
    while (document.querySelector('[role=gridcell]') === null) await frame()
    await frame()
    return { password: done - started, list: performance.now() - done }
  }, PASSWORD)
}

/** Key press to rows painted, in milliseconds, measured inside the page. */
async function typingTimes(page, text) {
  const times = await page.evaluate(async (typed) => {
    const field = document.querySelector('[role=search] input')
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const type = async (value) => {
      const started = performance.now()
      set.call(field, value)
      field.dispatchEvent(new Event('input', { bubbles: true }))
      // Busy turns on with the next tick of the page and off when the rows are there; then they are painted.
      await Promise.resolve()
      while (document.querySelector('[role=grid]')?.getAttribute('aria-busy') === 'true') await frame()
      await frame()
      return performance.now() - started
    }
    const found = []
    for (let turn = 0; turn < 15; turn += 1) {
      await type(typed.slice(0, -1) + (turn % 2 === 0 ? '' : ' '))
      found.push(await type(typed))
    }
    return found
  }, text)
  return times.sort((left, right) => left - right)
}

/** From Enter in the list to the authority's name on the screen, in milliseconds. */
async function openingTimes(page) {
  await page.getByRole('button', { name: 'Clear', exact: true }).last().click()
  const times = []
  for (let turn = 0; turn < 10; turn += 1) {
    await page.locator('[role=grid]').focus()
    await page.keyboard.press('ArrowDown')
    times.push(
      await page.evaluate(async () => {
        const started = performance.now()
        document
          .querySelector('[role=grid]')
          .dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
        while (document.querySelector('[role=tab]') === null)
          await new Promise((resolve) => requestAnimationFrame(resolve))
        await new Promise((resolve) => requestAnimationFrame(resolve))
        return performance.now() - started
      }),
    )
    await page.keyboard.press('Alt+ArrowLeft')
    await page.locator('[role=gridcell]').first().waitFor()
  }
  return times.sort((left, right) => left - right)
}
