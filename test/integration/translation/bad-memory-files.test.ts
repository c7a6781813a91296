import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../src-shared/contract'
import { readTmx, TMX_CAPS } from '../../../src-main/exchange/memory/tmx-reader'
import { TMX_END, tmxHead, tmxUnit } from '../../../src-main/exchange/memory/tmx-writer'
import sentences from '../../../src-renderer/i18n/en/refusals.json'
import { failureOf, openCore, type Core } from '../../support/core'
import { placeTmx, textOf } from '../../support/memory'
import { NOW, translationOf } from '../../support/samples'
import { stateOf } from '../../support/story'

let core: Core
beforeAll(async () => {
  core = openCore()
  await core.start()
})
afterAll(() => {
  core.close()
})

function placed(content: string | Uint8Array): string {
  const path = join(core.folder, 'bad.tmx')
  writeFileSync(path, content)
  return path
}

const inTmx = (body: string) => textOf(placeTmx(core, body))
const PAIR = '<tu><tuv xml:lang="de"><seg>Ja</seg></tuv><tuv xml:lang="en"><seg>Yes</seg></tuv></tu>'
const BOMB = `<!DOCTYPE tmx [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
const FETCHING = '<!DOCTYPE tmx [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
const NO_MEMORY = /^This is no translation memory\. Choose a TMX file/
const BROKEN =
  /^This file is damaged or incomplete: line \{line\} cannot be read\. Nothing of it was taken over/
const TOO_LARGE = /at most \{megabytes\} MB and \{units\} translations\. Split it/

describe('a file that is no translation memory is refused with a sentence that says what to do', () => {
  it.each<[string, () => string | Uint8Array, string, RegExp]>([
    ['an empty file', () => '', 'memory-file-wrong-kind', NO_MEMORY],
    ['a text', () => 'Guten Tag', 'memory-file-wrong-kind', NO_MEMORY],
    ['a web page', () => '<html><body>tmx</body></html>', 'memory-file-wrong-kind', NO_MEMORY],
    ['a ZIP file', () => Buffer.from('PK\u0003\u0004'), 'memory-file-wrong-kind', NO_MEMORY],
    ['bytes', () => Buffer.from([1, 0, 2, 0, 0, 0, 7]), 'memory-file-wrong-kind', NO_MEMORY],
    ['one that breaks off', () => inTmx(PAIR).slice(0, -20), 'memory-file-broken', BROKEN],
    [
      'one that breaks off in a letter',
      () => Buffer.from(inTmx('<tu>ä')).subarray(0, -20),
      'memory-file-broken',
      BROKEN,
    ],
    ['one that goes on after its end', () => `${inTmx(PAIR)}<tmx/>`, 'memory-file-broken', BROKEN],
    ['a sign that XML does not know', () => inTmx('<tu>\u0001</tu>'), 'memory-file-broken', BROKEN],
    ['an entity that it makes itself', () => BOMB + inTmx('&b;').slice(22), 'memory-file-broken', BROKEN],
    ['an entity that names a file', () => FETCHING + inTmx('&file;').slice(22), 'memory-file-broken', BROKEN],
    ['endless nesting', () => inTmx('<tu>'.repeat(100_000)), 'memory-file-broken', BROKEN],
    [
      'a unit in 101 languages',
      () => inTmx(`<tu>${'<tuv lang="de"><seg>a</seg></tuv>'.repeat(101)}</tu>`),
      'memory-file-broken',
      BROKEN,
    ],
    ['too many units', () => inTmx('<tu/>'.repeat(TMX_CAPS.units + 1)), 'memory-file-too-large', TOO_LARGE],
    [
      'letters in an old encoding',
      () => Buffer.from(inTmx(PAIR).replace('Ja', 'Nä'), 'latin1'),
      'memory-file-encoding',
      /Save it as UTF-8/,
    ],
  ])('%s', async (_what, content, code, sentence) => {
    const file = placed(content())
    const before = stateOf(core)
    expect(failureOf(await core.request('memory.open', {}, { file }))).toBe(code)
    expect(sentences[code as keyof typeof sentences]).toMatch(sentence)
    expect(stateOf(core)).toEqual(before)
  })

  it('a folder, and a file of more than 64 MB, without reading it', async () => {
    const folder = join(core.folder, 'folder.tmx')
    mkdirSync(folder)
    expect(failureOf(await core.request('memory.open', {}, { file: folder }))).toBe('memory-file-wrong-kind')
    const huge = placed('<tmx>')
    truncateSync(huge, TMX_CAPS.bytes + 1)
    expect(failureOf(await core.request('memory.open', {}, { file: huge }))).toBe('memory-file-too-large')
  })

  it('says in which line it is damaged', async () => {
    const reply = await core.request('memory.open', {}, { file: placed('<tmx>\n<body>\n<tu>\n</body>') })
    expect(reply).toMatchObject({ error: { refusal: { params: { line: 4 } } } })
  })

  it('whatever is spoiled in it: an answer of the contract, and nothing written', async () => {
    const good = Buffer.from(inTmx(PAIR.repeat(3)))
    const before = stateOf(core)
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 1),
        fc.uint8Array({ minLength: 1, maxLength: 4 }),
        async (at, bytes) => {
          const file = placed(Buffer.concat([good.subarray(0, at), bytes, good.subarray(at + bytes.length)]))
          const failure = failureOf(await core.request('memory.open', {}, { file }))
          if (failure !== null) expect(contract['memory.open'].refusals).toContain(failure)
        },
      ),
      { numRuns: 300 },
    )
    expect(stateOf(core)).toEqual(before)
  })
})

describe('a text in a file', () => {
  it('comes out as it went in, whatever letters and signs it holds', () => {
    const texts = fc
      .string({ unit: 'binary', minLength: 1 })
      .map((text) =>
        text
          .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
          .normalize('NFC')
          .trim(),
      )
      .filter((text) => text !== '')
    fc.assert(
      fc.property(texts, texts, (original, translation) => {
        const entry = translationOf({ original, translation })
        const read = readTmx(tmxHead(NOW) + tmxUnit(entry) + TMX_END, () => true)
        expect(read?.ok && read.value[0]?.texts.map(({ text }) => text)).toEqual([original, translation])
      }),
    )
  })

  it('with a sign that XML has no place for shows that something stood there', () => {
    const xml = tmxHead(NOW) + tmxUnit(translationOf({ original: 'A\u0001B\uffff' })) + TMX_END
    const read = readTmx(xml, () => true)
    expect(read?.ok && read.value[0]?.texts[0]?.text).toBe('A\ufffdB\ufffd')
  })
})
