import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { installPackaged, type Installation, type PackagedProgram } from '../../support/packaged'

let installation: Installation
let program: PackagedProgram
let page: Page

test.beforeAll(async () => {
  installation = await installPackaged()
  program = await installation.start()
  page = program.page
  await page.locator('h1').first().waitFor()
})

test.afterAll(async () => {
  await installation.dispose()
})

/** Asks the main process as a script in the page could. */
function ask(request: unknown): Promise<unknown> {
  return page.evaluate((sent) => {
    const { bridge } = window as unknown as { bridge: { request: (request: unknown) => Promise<unknown> } }
    return bridge.request(sent)
  }, request)
}

test('the window runs in the real sandbox, as an ordinary user', () => {
  expect(program.rendererSeccomp()).toEqual(['2'])
})

test('the page knows nothing of Node or Electron, and the bridge has two doors', async () => {
  const seen = await page.evaluate(() => ({
    node: [
      typeof Reflect.get(window, 'require'),
      typeof Reflect.get(window, 'process'),
      typeof Reflect.get(window, 'Buffer'),
    ],
    doors: Object.keys(Reflect.get(window, 'bridge') as object).sort(),
    frozen: (() => {
      try {
        Reflect.set(window, 'bridge', { request: () => 'stolen' })
      } catch {
        return true
      }
      return Object.keys(Reflect.get(window, 'bridge')).length === 2
    })(),
  }))
  expect(seen).toEqual({
    node: ['undefined', 'undefined', 'undefined'],
    doors: ['onEvent', 'request'],
    frozen: true,
  })
})

test('no script is evaluated or run from the page itself', async () => {
  const outcome = await page.evaluate(async () => {
    const tried: string[] = []
    // What the test itself evaluates is exempt from the policy; a later frame of the page is not.
    await new Promise((resolve) => requestAnimationFrame(resolve))
    try {
      Reflect.apply(Reflect.get(window, 'eval') as (code: string) => unknown, window, ['1'])
      tried.push('eval ran')
    } catch {
      tried.push('eval refused')
    }
    const script = document.createElement('script')
    script.textContent = 'window.attacked = true'
    document.body.append(script)
    const link = document.createElement('a')
    link.setAttribute('onclick', 'window.attacked = true')
    document.body.append(link)
    link.click()
    tried.push(Reflect.get(window, 'attacked') === undefined ? 'inline refused' : 'inline ran')
    script.remove()
    link.remove()
    return tried
  })
  expect(outcome).toEqual(['eval refused', 'inline refused'])
})

test('nothing reaches the network', async () => {
  const arrived: string[] = []
  const server = createServer((request, response) => {
    arrived.push(request.url ?? '')
    response.setHeader('Access-Control-Allow-Origin', '*').end('reached')
  })
  server.on('upgrade', (request, socket) => {
    arrived.push(request.url ?? '')
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const outcome = await page.evaluate(async (target) => {
    const failed = (promise: Promise<unknown>) =>
      promise.then(
        () => 'answered',
        () => 'refused',
      )
    const socket = new Promise((resolve, reject) => {
      try {
        const opened = new WebSocket(`ws://${target}/socket`)
        opened.onopen = resolve
        opened.onerror = reject
      } catch {
        reject(new Error('refused at once'))
      }
    })
    const image = new Promise((resolve, reject) => {
      const element = new Image()
      element.onload = resolve
      element.onerror = reject
      element.src = `http://${target}/pixel.png`
    })
    navigator.sendBeacon(`http://${target}/beacon`, 'secret')
    return [
      await failed(fetch(`http://${target}/fetch`)),
      await failed(fetch('https://example.invalid/')),
      await failed(fetch('file:///etc/passwd')),
      await failed(socket),
      await failed(image),
    ]
  }, host)
  expect(outcome).toEqual(['refused', 'refused', 'refused', 'refused', 'refused'])
  // The same server does answer whoever is let through.
  expect(await (await fetch(`http://${host}/outside`)).text()).toBe('reached')
  await new Promise((resolve) => server.close(resolve))
  expect(arrived).toEqual(['/outside'])
})

test('the program serves its own pages and nothing outside their folder', async () => {
  const statuses = await page.evaluate(async () => {
    const paths = [
      '/',
      '/../../../../etc/passwd',
      '/%2e%2e/%2e%2e/main/index.js',
      '/..%5c..%5cmain/index.js',
      '/nothing.js',
    ]
    const found: number[] = []
    for (const path of paths) found.push((await fetch(path)).status)
    return found
  })
  expect(statuses).toEqual([200, 404, 404, 404, 404])
})

test('the window goes nowhere else and opens no other window', async () => {
  const before = page.url()
  const opened = await page.evaluate(() => window.open('https://example.invalid/'))
  expect(opened).toBeNull()
  for (const address of ['https://example.invalid/', 'file:///etc/passwd', 'app://elsewhere/']) {
    await page.evaluate((to) => {
      window.location.assign(to)
    }, address)
  }
  // The main process has seen the attempts before it answers this.
  await ask({ call: 'a3', name: 'session.status', input: {} })
  // Asked in the page: the driver itself would wait for the navigation that never comes.
  const after = await page.evaluate(() => [window.location.href, document.querySelectorAll('h1').length])
  expect(after).toEqual([before, 1])
})

test('a page inside the page has no powers of its own', async () => {
  const found = await page.evaluate(() => {
    const view = document.createElement('webview')
    view.setAttribute('src', 'https://example.invalid/')
    view.setAttribute('nodeintegration', '')
    document.body.append(view)
    const powers = ['getWebContentsId', 'executeJavaScript', 'loadURL'].filter((name) => name in view)
    view.remove()
    return powers
  })
  expect(found).toEqual([])
})

test('every permission is denied', async () => {
  const outcome = await page.evaluate(async () => {
    const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'denied',
    )
    const place = await new Promise<string>((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => {
          resolve('granted')
        },
        () => {
          resolve('denied')
        },
      )
    })
    const clipboard = await navigator.clipboard.readText().then(
      () => 'granted',
      () => 'denied',
    )
    const asked = await navigator.permissions.query({ name: 'geolocation' })
    return [await Notification.requestPermission(), media, place, clipboard, asked.state]
  })
  expect(outcome).toEqual(['denied', 'denied', 'denied', 'denied', 'denied'])
})

test('requests outside the contract are refused before anything else happens', async () => {
  const refused = { ok: false, error: { kind: 'invalid-input', paths: ['name'] } }
  for (const name of [
    'constructor',
    '__proto__',
    'toString',
    'operators.secret',
    'operators.store',
    'no.such',
  ]) {
    expect(await ask({ call: 'a1', name, input: {} })).toEqual(refused)
  }
  for (const garbage of [
    null,
    7,
    'text',
    [],
    { name: 'session.status' },
    { call: '../x', name: 'session.status', input: {} },
  ]) {
    expect(await ask(garbage)).toEqual({ ok: false, error: { kind: 'invalid-input', paths: ['request'] } })
  }
})

test('nothing about authorities is told before somebody signed in', async () => {
  const reply = await ask({ call: 'a2', name: 'store.status', input: {} })
  expect(reply).toEqual({ ok: false, error: { kind: 'unavailable', reason: 'signed-out' } })
})

test('a frame inside the page cannot be made to ask', async () => {
  const reached = await page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.src = '/'
    document.body.append(frame)
    const bridge: unknown =
      frame.contentWindow === null ? undefined : Reflect.get(frame.contentWindow, 'bridge')
    frame.remove()
    return typeof bridge
  })
  expect(reached).toBe('undefined')
})
