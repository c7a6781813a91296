import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { created } from '../../src-main/domain/change'
import { buildChild } from '../support/child/build-child'
import { newFolder, openCore, removeFolder } from '../support/core'
import { accessOf, authorityOf } from '../support/samples'

const run = promisify(execFile)

const ACTS = 25

let folder: string
let program: string

beforeAll(async () => {
  folder = newFolder()
  program = await buildChild('work-on-store')
  const core = openCore(folder)
  await core.start()
  for (let number = 0; number < 40; number += 1) {
    const authority = authorityOf({ officialName: `Amt ${String(number)}` })
    core.given(created('authority', authority), created('access', accessOf(authority)))
  }
  core.shut()
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
