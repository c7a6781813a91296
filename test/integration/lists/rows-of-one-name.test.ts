import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCore, type Core } from '../../support/core'
import { undoEverything } from '../../support/replay'
import { authorityOf } from '../../support/samples'
import { place } from '../../support/story'
import { importOf } from './importing'

let core: Core
beforeEach(async () => {
  core = openCore()
  await core.start()
})
afterEach(() => {
  core.close()
})

const list = (...lines: string[]) => ({
  bytes: new TextEncoder().encode(['id,Name,Country,City', ...lines].join('\n')),
  mapping: {},
})
const cities = () => core.raw('SELECT city FROM authority ORDER BY row').map((row) => row['city'])

describe('rows of one name, some with an identifier and some without', () => {
  it.each([
    ['first with it', ['a,Amt Eins,DE,Köln', ',Amt Eins,DE,Bonn'], ['Köln']],
    ['first without it', [',Amt Eins,DE,Köln', 'a,Amt Eins,DE,Bonn'], ['Köln', 'Bonn']],
    ['two that differ', ['a,Amt Eins,DE,Köln', 'b,Amt Eins,DE,Bonn', ',Amt Eins,DE,Ulm'], ['Köln', 'Bonn']],
  ])('give the same store at every import: %s', async (_case, lines, expected) => {
    expect(await importOf(core, list(...lines))).toBe('applied')
    expect(cities()).toEqual(expected)
    expect(await importOf(core, list(...lines))).toBe('not applied')
    expect(cities()).toEqual(expected)
  })

  it('never change one authority twice in one import, and the history tells what it was', async () => {
    place(core, authorityOf({ officialName: 'Amt Eins', city: 'Ulm', externalIds: ['list:a'] }))
    expect(await importOf(core, list(',Amt Eins,DE,Köln', 'a,Amt Eins,DE,Bonn'))).toBe('applied')
    expect(cities()).toEqual(['Köln'])
    expect(undoEverything(core).disagreements).toEqual([])
  })
})
