import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { created } from '../../../src-main/domain/change'
import { failureOf, openCore, type Core } from '../../support/core'
import { exportOf, exported } from '../../support/exported'
import { authorityOf } from '../../support/samples'

let core: Core
beforeEach(async () => {
  core = openCore()
  await core.start()
})
afterEach(() => {
  core.close()
})

describe('a list that cannot be written', () => {
  // So many that the list has to wait for the file, and one that is written before the file is even open.
  const SIZES = [1, 800]

  it.each(SIZES.flatMap((size) => [['csv', size] as const, ['xlsx', size] as const]))(
    'into a folder that is gone is told as that, and the next one is written: %s with %i authorities',
    async (format, size) => {
      core.given(
        ...Array.from({ length: size }, (_, index) =>
          created(
            'authority',
            authorityOf({ officialName: `Amt ${String(index)}`, address: 'x'.repeat(900) }),
          ),
        ),
      )
      const file = join(core.folder, 'gone', `list.${format}`)
      const reply = await core.request('authorities.export', exportOf(format), { file })
      expect(failureOf(reply)).toBe('unavailable: not-saved')
      await exported(core, format)
      expect(readdirSync(core.folder).filter((name) => name.endsWith('.part'))).toEqual([])
    },
  )

  it.each(SIZES)('of rows to correct is told as that: %i rows', async (size) => {
    const list = join(core.folder, 'list.csv')
    writeFileSync(list, `Name,Country,Notes\n${`,DE,${'x'.repeat(900)}\n`.repeat(size)}`)
    const opened = await core.done('lists.open', {}, { file: list })
    await core.done('lists.plan', { file: opened.file, mapping: opened.suggested }, { file: list })
    const file = join(core.folder, 'gone', 'rows.csv')
    expect(failureOf(await core.request('lists.saveFailed', { plan: opened.file }, { file }))).toBe(
      'unavailable: not-saved',
    )
  })
})
