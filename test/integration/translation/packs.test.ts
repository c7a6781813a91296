import { existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Cancelled } from '../../../src-main/app/cancelled'
import type { Packs } from '../../../src-main/app/ports'
import { createPacks } from '../../../src-main/translation/packs'
import { must, newFolder, removeFolder } from '../../support/core'
import { packOf, writeFolder, writeZip } from '../../support/packs'
import { zipOf } from '../../support/zip'

let folder: string
let place: string
let packs: Packs

beforeEach(() => {
  folder = newFolder()
  place = join(folder, 'translation')
  packs = createPacks(place)
})
afterEach(() => {
  removeFolder(folder)
})

const GERMAN = packOf({ from: 'de', to: 'en', name: 'German – English' })
const always = (): boolean => true
const zipped = (files = GERMAN, inside = '') => writeZip(join(folder, 'pack.zip'), files, inside)

describe('a model pack', () => {
  it.each([
    ['a ZIP file', () => zipped()],
    ['a ZIP file of a folder', () => zipped(GERMAN, 'german-english/')],
    ['a folder', () => writeFolder(join(folder, 'pack'), GERMAN)],
  ])('is taken over from %s, and lies beside the store', async (_what, source) => {
    const seen: number[] = []
    const taken = await packs.take(source(), (done, total) => {
      seen.push(done / total)
      return true
    })
    expect(must(taken)).toMatchObject({
      pack: { id: 'de-en', name: 'German – English', from: 'de', to: 'en', licence: 'EUPL-1.2' },
      replaced: false,
    })
    expect(seen.at(-1)).toBe(1)
    expect((await packs.list()).map(({ id, damaged }) => [id, damaged])).toEqual([['de-en', false]])
    expect(readdirSync(place)).toEqual(['de-en'])
    expect(readdirSync(packs.folderOf('de-en')).sort()).toEqual([...GERMAN.keys()].sort())
  })

  it('takes the place of the one for the same languages', async () => {
    await packs.take(zipped(), always)
    const taken = await packs.take(zipped(packOf({ from: 'de', to: 'en', name: 'Newer' })), always)
    expect(must(taken).replaced).toBe(true)
    expect((await packs.list()).map(({ name }) => name)).toEqual(['Newer'])
    expect(readdirSync(place)).toEqual(['de-en'])
  })

  it('is removed, and only once', async () => {
    await packs.take(zipped(), always)
    expect(await packs.remove('de-en')).toBe(true)
    expect(await packs.remove('de-en')).toBe(false)
    expect(await packs.list()).toEqual([])
  })

  it('says that it is damaged where a file of it is missing or cut off', async () => {
    await packs.take(zipped(), always)
    truncateSync(join(packs.folderOf('de-en'), 'model.bin'), 100)
    expect(await packs.list()).toMatchObject([{ id: 'de-en', damaged: true }])
  })

  it('leaves nothing behind when taking it over is cancelled, and the one before stays', async () => {
    await packs.take(zipped(), always)
    const other = zipped(packOf({ from: 'de', to: 'en', name: 'Never' }))
    await expect(packs.take(other, () => false)).rejects.toBeInstanceOf(Cancelled)
    expect(readdirSync(place)).toEqual(['de-en'])
    expect(await packs.list()).toMatchObject([{ name: 'German – English' }])
  })

  const wrong = (change: object) => packOf({ from: 'de', to: 'en', description: change })
  const without = (name: string) => new Map([...GERMAN].filter(([each]) => each !== name))
  const spoiled = (name: string) =>
    new Map(GERMAN).set(name, Buffer.from(GERMAN.get(name) ?? []).fill(1, 300, 310))
  const grown = new Map(GERMAN).set('model.bin', Buffer.concat([...GERMAN.values()]))
  const huge = { name: 'model.bin', bytes: 500 * 1024 * 1024, sha256: 'a'.repeat(64) }

  it.each([
    ['no pack.json', without('pack.json'), 'pack-description-missing', {}],
    [
      'a pack.json that is no JSON',
      new Map(GERMAN).set('pack.json', Buffer.from('{')),
      'pack-description-wrong',
      {},
    ],
    ['no name', wrong({ name: '' }), 'pack-description-wrong', { at: 'name' }],
    ['the same language twice', wrong({ to: 'de' }), 'pack-description-wrong', { at: 'to' }],
    ['a way out of its folder', wrong({ from: '../..' }), 'pack-description-wrong', { at: 'from' }],
    [
      'a file of another folder',
      wrong({ model: { ...huge, name: '../../key.json', bytes: 10 } }),
      'pack-description-wrong',
      { at: 'model.name' },
    ],
    ['a file that is not there', without('vocabulary.spm'), 'pack-file-missing', { file: 'vocabulary.spm' }],
    ['a file of another size', grown, 'pack-file-wrong', { file: 'model.bin' }],
    ['a file of other content', spoiled('model.bin'), 'pack-file-wrong', { file: 'model.bin' }],
    ['more than a pack may have', wrong({ model: huge }), 'pack-too-large', { megabytes: 400 }],
  ])('is refused with %s, and nothing stays', async (_what, files, code, params) => {
    for (const source of [zipped(files), writeFolder(join(folder, 'pack'), files)]) {
      const taken = await packs.take(source, always)
      expect(taken).toMatchObject({ ok: false, refusal: { code, params } })
      expect(existsSync(place) ? readdirSync(place) : []).toEqual([])
    }
  })

  it.each([
    ['is no ZIP file', Buffer.from('Dear colleagues')],
    [
      'is cut off',
      Buffer.from(zipOf([...GERMAN].map(([name, content]) => ({ name, content })))).subarray(0, 900),
    ],
    [
      'lies about its sizes',
      zipOf(
        [...GERMAN].map(([name, content]) => ({
          name,
          content,
          claims: name === 'pack.json' ? 2 : content.length,
        })),
      ),
    ],
  ])('is refused where the file %s', async (_what, bytes) => {
    const path = join(folder, 'other.zip')
    writeFileSync(path, bytes)
    expect(await packs.take(path, always)).toMatchObject({
      ok: false,
      refusal: { code: 'pack-not-readable' },
    })
  })
})
