import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import electron from 'electron'
import { root } from '../../resources/tooling/lib/paths.mjs'
import { newProfile, removeProfile } from '../support/desktop'

/** What the package of Electron answers outside of Electron: the path of its program. */
const program = electron as unknown as string

test('a folder for the data that cannot be used ends the program with a sentence, without a window', async () => {
  const profile = newProfile()
  // A file lies where the folder of the store would be: nobody, not even root, can write into it.
  writeFileSync(join(profile, 'store'), 'no folder')
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(program, [...sandbox, root, `--user-data-dir=${profile}`], { cwd: root })
  // The sentence stands in a box of the operating system, and here; nobody presses the box's button in a test.
  const said = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stderr.on('data', (part: Buffer) => {
      text += part.toString()
      if (text.includes('cannot start')) resolve(text)
    })
    child.on('exit', () => {
      reject(new Error(text))
    })
  })
  expect(said).toContain('IMI Helpdesk cannot start. The folder of its data cannot be written to')
  expect(said).toContain(profile)
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  removeProfile(profile)
})
