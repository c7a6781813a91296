import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCore, type Core } from '../../support/core'
import { undoEverything } from '../../support/replay'
import { importOf, type Ending } from './importing'
import { spoiledLists } from './spoiled'

let core: Core
beforeEach(async () => {
  core = openCore()
  await core.start()
})
afterEach(() => {
  core.close()
})

// A store of its own for each hundred: planning reads every authority, so one store for all would slow each list down.
const HUNDREDS = Array.from({ length: 20 }, (_, index) => index + 1)

describe('2,000 spoiled lists, a hundred after the other into one store', () => {
  it.each(HUNDREDS)(
    'are refused with a reason or planned, and written whole or not at all: hundred %i',
    async () => {
      const endings: Record<Ending, number> = { refused: 0, 'not planned': 0, 'not applied': 0, applied: 0 }
      await fc.assert(
        fc.asyncProperty(spoiledLists, async (list) => {
          endings[await importOf(core, list)] += 1
        }),
        { numRuns: 100 },
      )
      // Lists that are all refused would prove little.
      expect(endings.applied).toBeGreaterThan(10)
      expect((await core.done('history.verify', {})).broken).toBeNull()
      expect(undoEverything(core).disagreements).toEqual([])
    },
  )
})
