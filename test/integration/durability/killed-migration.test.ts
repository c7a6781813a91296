import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from '../../../resources/tooling/lib/paths.mjs'
import { SCHEMA_VERSION } from '../../../src-main/store/migrations'
import { openReader } from '../../../src-main/store/sqlite/driver'
import { buildChild } from '../../support/child/build-child'
import { KEY, newFolder, openCore, removeFolder } from '../../support/core'
import { checkedIn } from '../../support/kill-rounds'

const MINUTE = 60_000

let folder: string
let program: string

beforeAll(async () => {
  folder = newFolder()
  program = await buildChild('migrate-store')
}, MINUTE)
afterAll(() => {
  removeFolder(folder)
})

/** Migrates the first store there ever was in a process that kills itself before this step; what it printed. */
async function migrateUntil(stopAt: number): Promise<{ killed: boolean; printed: string }> {
  for (const part of ['', '-wal', '-shm', '.head', '.erased']) {
    rmSync(join(folder, `imi.db${part}`), { force: true })
  }
  copyFileSync(inRoot('test/fixtures/stores/schema-1.db'), join(folder, 'imi.db'))
  const child = spawn(process.execPath, [program, join(folder, 'imi.db'), KEY, String(stopAt)])
  let printed = ''
  child.stdout.on('data', (text: Buffer) => (printed += text.toString()))
  const [, signal] = (await once(child, 'close')) as [number | null, string | null]
  return { killed: signal === 'SIGKILL', printed }
}

function schemaNow(): number {
  const reader = openReader({ path: join(folder, 'imi.db'), key: KEY })
  const version = Number(reader.first('PRAGMA user_version')?.['user_version'])
  reader.close()
  return version
}

describe('a program that is killed while it migrates its store', () => {
  it(
    'leaves the store of one schema or another, whole each time, and the next start goes on from there',
    async () => {
      const steps = Number((await migrateUntil(Number.MAX_SAFE_INTEGER)).printed)
      expect(steps).toBeGreaterThan(30)
      const left = new Set<number>()
      for (let stopAt = 0; stopAt < steps; stopAt += 1) {
        expect((await migrateUntil(stopAt)).killed).toBe(true)
        left.add(schemaNow())
        const core = openCore(folder)
        expect(core.raw('PRAGMA user_version')).toEqual([{ user_version: SCHEMA_VERSION }])
        expect(checkedIn(core.path), `before step ${String(stopAt)}`).toEqual([])
        expect(core.raw('SELECT count(*) AS n FROM authority')).toEqual([{ n: 13 }])
        core.shut()
      }
      expect(left.size).toBeGreaterThan(3)
    },
    3 * MINUTE,
  )
})
