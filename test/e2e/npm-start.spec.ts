import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { inRoot, root } from '../../resources/tooling/lib/paths.mjs'
import { newProfile, removeProfile } from '../support/desktop'

test.skip(process.platform === 'win32', 'Windows knows no such signals')

let profile: string

test.beforeEach(() => {
  profile = newProfile()
})

test.afterEach(() => {
  removeProfile(profile)
})

/** Opens the program as `npm start` does, on a computer without a screen, where the most can go wrong at the end. */
async function start(): Promise<{ pid: number; ended: Promise<{ code: unknown; said: string }> }> {
  const { DISPLAY: _screen, WAYLAND_DISPLAY: _other, ...env } = process.env
  const script = spawn(
    process.execPath,
    [inRoot('resources/tooling/start.mjs'), `--user-data-dir=${profile}`],
    // A group of its own stands for the terminal, which sends Ctrl+C to everything in it.
    { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  for (const stream of [script.stdout, script.stderr]) stream.on('data', (text) => (said += String(text)))
  const ended = once(script, 'close').then(([code]) => ({ code: code as unknown, said }))
  await expect.poll(() => existsSync(join(profile, 'store'))).toBe(true)
  return { pid: script.pid ?? 0, ended }
}

test('Ctrl+C in the terminal of npm start closes the program in order', async () => {
  const { pid, ended } = await start()
  process.kill(-pid, 'SIGINT')
  const { code, said } = await ended
  expect(said.trim().split('\n').at(-1)).toContain('Opening IMI Helpdesk')
  expect(code).toBe(0)
})

test('npm start that is ended from outside closes the program in order', async () => {
  const { pid, ended } = await start()
  process.kill(pid, 'SIGTERM')
  const { code, said } = await ended
  expect(said.trim().split('\n').at(-1)).toContain('Opening IMI Helpdesk')
  expect(code).toBe(0)
})
