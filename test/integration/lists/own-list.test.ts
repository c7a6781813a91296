import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inRoot } from '../../../resources/tooling/lib/paths.mjs'
import { openCore, type Core } from '../../support/core'
import { exported } from '../../support/exported'

let core: Core
beforeEach(async () => {
  core = openCore()
  await core.start()
})
afterEach(() => {
  core.close()
})

/** What importing a file as suggested would do. */
async function planOf(file: string) {
  const opened = await core.done('lists.open', {}, { file })
  const input = { file: opened.file, mapping: opened.suggested }
  const { hash, counts } = await core.done('lists.plan', input, { file })
  const rows = async (show: 'update' | 'new') =>
    (await core.done('lists.planRows', { file: opened.file, show, page: { offset: 0, limit: 50 } })).rows
  return { counts, rows, input: { ...input, hash, allOrNothing: true } }
}

describe.each(['csv', 'xlsx'] as const)('the list of authorities that this program wrote as %s', (format) => {
  it('changes nothing when it comes back: the sample', async () => {
    await core.done('sample.generate', { set: 'S' })
    const { counts, rows } = await planOf(await exported(core, format))
    expect(await rows('update')).toEqual([])
    expect(await rows('new')).toEqual([])
    expect(counts).toMatchObject({ new: 0, update: 0, unchanged: 500, error: 0 })
  })

  it('changes nothing when it comes back: the list of German federal bodies', async () => {
    const file = inRoot('test/fixtures/lists/public-bodies-de.csv')
    const { input } = await planOf(file)
    await core.done('lists.apply', input, { file })
    const { counts, rows } = await planOf(await exported(core, format))
    expect(await rows('update')).toEqual([])
    expect(await rows('new')).toEqual([])
    expect(counts).toMatchObject({ new: 0, update: 0, unchanged: 1003, error: 0 })
  })
})

describe('what was corrected in the list that this program wrote', () => {
  it('is an update of that very authority, also where its name was corrected', async () => {
    await core.done('sample.generate', { set: 'S' })
    const written = readFileSync(await exported(core, 'csv'), 'utf8')
    const [id, name] = [...core.raw('SELECT id, officialName FROM authority WHERE row = 7')].map((row) => [
      String(row['id']),
      String(row['officialName']),
    ])[0]!
    const file = join(core.folder, 'corrected.csv')
    const lines = written
      .split('\r\n')
      .map((line) => (line.includes(id!) ? line.replace(name!, 'Renamed office') : line))
    writeFileSync(file, lines.join('\r\n'))
    const { counts, rows, input } = await planOf(file)
    expect(counts).toMatchObject({ new: 0, update: 1, unchanged: 499, error: 0 })
    expect(await rows('update')).toMatchObject([
      { authorityId: id, changes: [{ field: 'officialName', before: name, after: 'Renamed office' }] },
    ])
    await core.done('lists.apply', input, { file })
    expect(core.raw('SELECT officialName, externalIds FROM authority WHERE row = 7')).toMatchObject([
      { officialName: 'Renamed office', externalIds: '[]' },
    ])
  })
})
