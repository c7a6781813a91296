import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildChild } from '../support/child/build-child'
import { removeFolder } from '../support/core'
import { storeToWorkOn } from '../support/kill-rounds'

const run = promisify(execFile)

const ACTS = 25

let folder: string
let program: string

beforeAll(async () => {
  folder = await storeToWorkOn(40)
  program = await buildChild('work-on-store')
})
afterAll(() => {
  removeFolder(folder)
})

/** Every call of a program that does so many acts, as strace saw them, in order. */
async function callsOf(acts: number): Promise<string[]> {
  const seen = join(folder, 'calls')
  const wanted = ['-f', '-y', '-e', 'trace=fsync,fdatasync,write', '-s', '12', '-o', seen]
  await run('strace', [...wanted, process.execPath, program, folder, '1', String(acts)])
  return readFileSync(seen, 'utf8').split('\n')
}

it('strace sees the log of the store synced to the disk before each act is acknowledged', async () => {
  let synced = 0
  const perAct: number[] = []
  for (const call of await callsOf(ACTS)) {
    if (/f(data)?sync\(\d+<[^>]*imi\.db-wal>/.test(call)) synced += 1
    if (/write\(1<.*"done /.test(call)) {
      perAct.push(synced)
      synced = 0
    }
  }
  expect(perAct.length).toBeGreaterThanOrEqual(ACTS)
  expect(Math.min(...perAct)).toBeGreaterThanOrEqual(1)
})
