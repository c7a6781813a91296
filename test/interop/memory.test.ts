import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCore, type Core } from '../support/core'
import { exportMemory, memoryOf, previewMemory } from '../support/memory'
import { pairsOfTmx, tmxOfPo } from './programs'

const PAIRS = [
  ['Der Betrieb ruht & schläft.', 'The firm <rests> "and" sleeps.'],
  ['Το κατάστημα είναι κλειστό.', 'Обектът е затворен.'],
  ['Firma „Iași și Timișoara” este închisă.', 'Łódź, Ħal Għaxaq, Škofja Loka 💙'],
] as const

let core: Core
beforeEach(async () => {
  core = openCore()
  await core.start()
})
afterEach(() => {
  core.close()
})

describe('the Translate Toolkit and the translation memory', () => {
  it('it reads each text of an exported file, whatever its letters and signs', async () => {
    for (const [original, translation] of PAIRS) {
      await core.done('translation.remember', { from: 'de', to: 'en', original, translation, of: null })
    }
    expect(await pairsOfTmx(await exportMemory(core))).toEqual(PAIRS)
  })

  it('what it writes is taken over', async () => {
    const po = join(core.folder, 'texts.po')
    const entries = PAIRS.map(([said, of]) => `msgid ${JSON.stringify(of)}\nmsgstr ${JSON.stringify(said)}\n`)
    const head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    writeFileSync(po, [head, ...entries].join('\n'))
    const file = join(core.folder, 'texts.tmx')
    await tmxOfPo(po, 'de', file)
    const { counts, take } = await previewMemory(core, file)
    expect(counts).toEqual({ new: PAIRS.length, update: 0, unchanged: 0, 'left-out': 0 })
    await take()
    const kept = await memoryOf(core)
    expect(kept.map(({ from, to, original, translation }) => [from, to, original, translation])).toEqual(
      [...PAIRS].reverse().map(([said, of]) => ['en', 'de', of, said]),
    )
  })
})
