import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildChild } from '../../support/child/build-child'
import { removeFolder } from '../../support/core'
import { killRounds, storeToWorkOn } from '../../support/kill-rounds'

/** As many in every test run; the bench asks for more. */
const ROUNDS = Number(process.env['IMI_KILL_ROUNDS'] ?? 50)
const SEED = 20_261_128
const MINUTE = 60_000

let folder: string
let program: string

beforeAll(async () => {
  folder = await storeToWorkOn(120)
  program = await buildChild('work-on-store')
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
