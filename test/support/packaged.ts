import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { packagedFolder } from '../../resources/tooling/lib/package.mjs'
import { rendererSeccomp } from './processes'
import { awkwardFolder, installedCopy, sessionEnvironment, unprivilegedIdentity } from './unprivileged'

const DEVTOOLS = /DevTools listening on (ws:\/\/\S+)/

export interface PackagedProgram {
  readonly page: Page
  readonly pid: number
  readonly profile: string
  /** What the program has printed until now. */
  output(): string
  rendererSeccomp(): string[]
  /** Closes the window as a person does; resolves with the exit code. */
  quit(): Promise<number | null>
}

export interface Installation {
  start(options?: { profile?: string; args?: readonly string[] }): Promise<PackagedProgram>
  /** Ends whatever still runs and removes every folder. */
  dispose(): Promise<void>
}

function announcedEndpoint(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const endpoint = DEVTOOLS.exec(output())?.[1]
      if (endpoint !== undefined) resolve(endpoint)
    }
    child.stderr?.on('data', look)
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`It ended with ${String(code)} at its start:\n${output()}`)))
  })
}

async function firstPage(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0]
  if (context === undefined) throw new Error('The program has no browser context')
  return context.pages()[0] ?? (await context.waitForEvent('page'))
}

/** The packaged program, ready to be started as an ordinary user with the real sandbox. */
export async function installPackaged(): Promise<Installation> {
  const built = await packagedFolder()
  if (built === undefined) throw new Error('Nothing is packaged yet: npm run package')
  const identity = unprivilegedIdentity()
  const folder = identity === undefined ? built : installedCopy(built)
  const temporary: string[] = identity === undefined ? [] : [dirname(folder)]
  const running = new Set<ChildProcess>()

  const newFolder = () => {
    const created = awkwardFolder(identity)
    temporary.push(dirname(created))
    return created
  }

  return {
    async start({ profile = newFolder(), args = [] } = {}) {
      const session = identity && { ...identity, env: sessionEnvironment(identity, newFolder()) }
      const child = spawn(
        join(folder, 'imi-helpdesk'),
        ['--remote-debugging-port=0', `--user-data-dir=${profile}`, ...args],
        { ...session, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
      )
      running.add(child)
      let printed = ''
      child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
      child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()))
      const ended = new Promise<number | null>((resolve) => {
        child.on('close', (code) => {
          running.delete(child)
          resolve(code)
        })
      })
      const browser = await chromium.connectOverCDP(await announcedEndpoint(child, () => printed))
      const page = await firstPage(browser)
      const { pid } = child
      if (pid === undefined) throw new Error('The program has no process id')

      return {
        page,
        pid,
        profile,
        output: () => printed,
        rendererSeccomp: () => rendererSeccomp(pid),
        async quit() {
          // The answer may be lost with the window it comes from.
          await page.evaluate(() => window.close()).catch(() => undefined)
          return await ended
        },
      }
    },

    async dispose() {
      await Promise.all(
        [...running].map((child) => {
          const gone = new Promise((resolve) => child.on('close', resolve))
          child.kill('SIGKILL')
          return gone
        }),
      )
      for (const each of temporary) rmSync(each, { recursive: true, force: true })
    },
  }
}
