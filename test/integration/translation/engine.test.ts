import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../../src-main/app/ports'
import { createEngine } from '../../../src-main/host/translation-engine'
import { createPacks } from '../../../src-main/translation/packs'
import { buildChild } from '../../support/child/build-child'
import { must, newFolder, removeFolder } from '../../support/core'
import { ENGINE, packOf, startChild, writeFolder, type PackWish } from '../../support/packs'

const GERMAN = [
  ['der', 'the'],
  ['hund', 'dog'],
  ['schläft', 'sleeps'],
] as const
const FRENCH = [
  ['the', 'le'],
  ['dog', 'chien'],
  ['sleeps', 'dort'],
] as const

let child = ''
let folder = ''
let engine: Engine
let started: number[]

beforeAll(async () => {
  child = await buildChild('translate')
})
beforeEach(() => {
  folder = newFolder()
  started = []
  engine = createEngine(
    folder,
    ENGINE,
    startChild(child, (pid) => started.push(pid)),
  )
})
afterEach(() => {
  engine.stop()
  removeFolder(folder)
})

/** Takes a pack over as the program does; returns its folder. */
async function installed(wish: PackWish): Promise<string> {
  const packs = createPacks(join(folder, 'translation'))
  const source = writeFolder(join(folder, `pack-${wish.from}-${wish.to}`), packOf(wish))
  return packs.folderOf(must(await packs.take(source, () => true)).pack.id)
}

describe('the translation engine', () => {
  it.each(['int8shiftAlphaAll', 'int8shiftAll', 'float32'] as const)(
    'translates by a pack that was imported, sentence for sentence: %s',
    async (precision) => {
      const pack = await installed({ from: 'de', to: 'en', dictionary: GERMAN, precision })
      const reply = await engine.translate([pack], ['der hund schläft.', 'schläft der hund?', 'hund'])
      expect(reply).toEqual({ ok: true, texts: ['the dog sleeps.', 'sleeps the dog?', 'dog'] })
    },
  )

  it('goes through English by two packs where none leads there directly', async () => {
    const first = await installed({ from: 'de', to: 'en', dictionary: GERMAN })
    const second = await installed({ from: 'en', to: 'fr', dictionary: FRENCH })
    expect(await engine.translate([first, second], ['der hund schläft.'])).toEqual({
      ok: true,
      texts: ['le chien dort.'],
    })
  })

  it('changes the pack while it runs, in one process', async () => {
    const german = await installed({ from: 'de', to: 'en', dictionary: GERMAN })
    const french = await installed({ from: 'en', to: 'fr', dictionary: FRENCH })
    for (let round = 0; round < 3; round += 1) {
      expect(await engine.translate([german], ['hund'])).toEqual({ ok: true, texts: ['dog'] })
      expect(await engine.translate([french], ['dog'])).toEqual({ ok: true, texts: ['chien'] })
    }
    expect(started).toHaveLength(1)
  })

  it('ends when it is stopped, whoever waits for it is told, and it starts again when it is asked', async () => {
    const pack = await installed({ from: 'de', to: 'en', dictionary: GERMAN })
    const waiting = engine.translate([pack], ['der hund schläft.'])
    engine.stop()
    expect(await waiting).toEqual({ ok: false, why: 'ended' })
    expect(await engine.translate([pack], ['hund'])).toEqual({ ok: true, texts: ['dog'] })
    expect(started).toHaveLength(2)
  })

  it('is missed when its process is killed, and starts again', async () => {
    const pack = await installed({ from: 'de', to: 'en', dictionary: GERMAN })
    await engine.translate([pack], ['hund'])
    const waiting = engine.translate(
      [pack],
      Array.from({ length: 400 }, () => 'der hund schläft.'),
    )
    process.kill(started[0] ?? 0, 'SIGKILL')
    expect(await waiting).toEqual({ ok: false, why: 'ended' })
    expect(await engine.translate([pack], ['hund'])).toEqual({ ok: true, texts: ['dog'] })
  })

  it('refuses a pack that a failing disk changed, and goes on with others', async () => {
    const pack = await installed({ from: 'de', to: 'en', dictionary: GERMAN })
    const sound = await installed({ from: 'en', to: 'fr', dictionary: FRENCH })
    const model = join(pack, 'model.bin')
    const bytes = readFileSync(model)
    bytes[bytes.length - 10] = 0x5a
    writeFileSync(model, bytes)
    expect(await engine.translate([pack], ['hund'])).toEqual({ ok: false, why: 'damaged' })
    expect(await engine.translate([sound], ['dog'])).toEqual({ ok: true, texts: ['chien'] })
  })

  it.each([
    ['no model at all', Buffer.from('This is no model.'.repeat(100))],
    ['a model that is cut off', packOf({ from: 'de', to: 'en' }).get('model.bin')?.subarray(0, 2000)],
    ['a model of another version', Buffer.alloc(4096, 7)],
  ])(
    'refuses a pack that holds what its maker packed by mistake: %s',
    async (_what, model = Buffer.alloc(0)) => {
      const pack = await installed({ from: 'de', to: 'en', model })
      expect(await engine.translate([pack], ['hund'])).toMatchObject({ ok: false })
      const sound = await installed({ from: 'en', to: 'fr', dictionary: FRENCH })
      expect(await engine.translate([sound], ['dog'])).toEqual({ ok: true, texts: ['chien'] })
    },
  )
})
