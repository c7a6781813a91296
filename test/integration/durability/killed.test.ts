import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { created } from '../../../src-main/domain/change'
import { buildChild } from '../../support/child/build-child'
import { newFolder, openCore, removeFolder } from '../../support/core'
import { killRounds } from '../../support/kill-rounds'
import { accessOf, authorityOf } from '../../support/samples'

/** As many in every test run; the bench asks for more. */
const ROUNDS = Number(process.env['IMI_KILL_ROUNDS'] ?? 50)
const SEED = 20_261_128
const MINUTE = 60_000

let folder: string
let program: string

beforeAll(async () => {
  folder = newFolder()
  program = await buildChild('work-on-store')
  const core = openCore(folder)
  await core.start()
  for (let number = 0; number < 120; number += 1) {
    const authority = authorityOf({ officialName: `Amt ${String(number)}` })
    core.given(created('authority', authority), created('access', accessOf(authority)))
  }
  core.shut()
}, MINUTE)
afterAll(() => {
  removeFolder(folder)
})

describe('a program that is killed while it writes', () => {
  it(
    'loses no act that was acknowledged, leaves none half done, and opens its store again each time',
    async () => {
      const { problems, acts, unfinished } = await killRounds(program, folder, ROUNDS, SEED)
      expect(problems).toEqual([])
      // The test would prove nothing if nothing had been under way.
      expect(acts).toBeGreaterThan(ROUNDS * 2)
      expect(unfinished).toBeGreaterThan(ROUNDS / 10)
    },
    20 * MINUTE,
  )
})
