import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Health } from '../../../src-main/app/shell/health'
import { openWriter } from '../../../src-main/store/sqlite/driver'
import type { AuthorityId } from '../../../src-shared/ids'
import { must, newFolder, removeFolder } from '../../support/core'
import { steppingClock, type SteppingClock } from '../../support/ports'
import { KELLER, refusalOf, TestProgram } from '../../support/program'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let folder: string
let clock: SteppingClock
let program: TestProgram
let health: Health
let checkedAt: number
let checks: number
let told: number
let busy: boolean
/** What happens while the store is read. */
let meanwhile: () => Promise<void>

beforeEach(async () => {
  folder = newFolder()
  clock = steppingClock('2026-11-23T08:00:00.000Z')
  program = await TestProgram.start(folder, clock)
  must(await program.signIn.createStore(KELLER))
  checkedAt = checks = told = 0
  busy = false
  meanwhile = () => Promise.resolve()
  health = new Health({
    keeper: {
      checkAll: async (key) => {
        checks += 1
        const verdict = await program.keeper.checkAll(key)
        await meanwhile()
        return verdict
      },
    },
    signIn: program.signIn,
    preferences: {
      checkedAt: () => checkedAt,
      setCheckedAt: (at) => {
        checkedAt = at
        return Promise.resolve()
      },
    },
    clock,
    scheduler: { every: () => () => undefined },
    log: { info: () => undefined, error: () => undefined },
    working: () => busy,
    rebuildSearch: () => program.rebuildSearch(),
    changed: () => {
      told += 1
    },
  })
})
afterEach(async () => {
  await program.host.close()
  removeFolder(folder)
})

/** Changes the file behind the program's back, as damage does. */
function spoil(script: string): void {
  const connection = openWriter({ path: program.paths.store, key: program.signIn.heldKey() ?? '' })
  connection.script(script)
  connection.close()
}

/** Looks whether a check is due, after so long. */
async function lookAfter(milliseconds: number): Promise<number> {
  clock.advance(milliseconds)
  await health.look()
  return checks
}

describe('the check of the whole store', () => {
  it('is made once a day, when the store was open for five minutes and nothing else is under way', async () => {
    expect(await lookAfter(0)).toBe(0)
    expect(await lookAfter(4 * MINUTE)).toBe(0)
    busy = true
    expect(await lookAfter(2 * MINUTE)).toBe(0)
    busy = false
    expect(await lookAfter(0)).toBe(1)
    expect(await lookAfter(DAY - MINUTE)).toBe(1)
    expect(await lookAfter(2 * MINUTE)).toBe(2)
    expect(health.damage()).toBeNull()
  })

  it('is made again where the clock had been ahead, and not while nobody is signed in', async () => {
    checkedAt = Date.parse('2027-11-23T08:00:00.000Z')
    await program.signIn.signOut()
    await lookAfter(DAY)
    expect(checks).toBe(0)
    must(await program.signIn.signIn('keller', KELLER.password))
    await lookAfter(0)
    expect(await lookAfter(6 * MINUTE)).toBe(1)
    expect(health.status().checkedAt).toMatch(/^2026-11-24/)
  })

  it('can be made at any time, and says how much was read', async () => {
    await program.register('First')
    const verdict = must(await health.checkNow())
    expect(verdict).toMatchObject({ broken: null, repaired: false })
    expect(verdict.rows).toBe(3)
    expect(verdict.entries).toBe(3)
  })

  it('says nothing of a store that was closed meanwhile', async () => {
    meanwhile = () => program.signIn.signOut()
    expect(refusalOf(await health.checkNow())).toBe('store-left')
    expect(refusalOf(await health.checkNow())).toBe('store-left')
  })
})

describe('damage that the check finds', () => {
  let first: AuthorityId

  beforeEach(async () => {
    first = await program.register('First')
    await program.signIn.signOut()
    must(await program.signIn.signIn('keller', KELLER.password))
  })

  it.each([
    ['a row that is not as its history says', "UPDATE authority SET city = 'Elsewhere'", 'row'],
    ['an entry of the history', 'UPDATE replica SET seq = seq + 1', 'history'],
  ])('in %s is told, and the store can be left for its backup', async (_what, script, what) => {
    spoil(script)
    expect(must(await health.checkNow()).broken?.what).toBe(what)
    expect({ damage: health.damage(), told, checkedAt }).toEqual({ damage: what, told: 1, checkedAt: 0 })
    must(await health.leave())
    expect(program.signIn.current()).toBeNull()
    expect(await program.damage.about()).toEqual({ damage: { kind: 'corrupt', missing: null } })
    const { backups } = await program.backups.listForDamaged()
    must(await program.backups.restoreDamaged(backups[0]?.name ?? ''))
    must(await program.signIn.signIn('keller', KELLER.password))
    expect(await program.knows(first)).toBe(true)
    expect(must(await health.checkNow()).broken).toBeNull()
  })

  it('in the search is put right out of the rows', async () => {
    spoil("INSERT INTO searchEn (searchEn) VALUES ('delete-all'); DELETE FROM word; DELETE FROM userFacet")
    expect(must(await health.checkNow())).toMatchObject({ broken: { what: 'search' }, repaired: true })
    expect(health.damage()).toBeNull()
    expect(must(await health.checkNow())).toMatchObject({ broken: null, repaired: false })
  })

  it('is none: then nobody is led away from the store', async () => {
    must(await health.checkNow())
    expect(refusalOf(await health.leave())).toBe('not-damaged')
    expect(program.signIn.current()?.userName).toBe('keller')
  })
})
