// Run as a process by the bench: prints how many words a second the engine translates with the pack in a folder, or with
// a small one made here, and how long the first sentence takes, as JSON.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Bergamot } from '../../../src-main/translation/bergamot'
import { packOf, writeFolder } from '../packs'

const SENTENCE = 'the quick brown fox jumps over the lazy dog'
const WORDS = SENTENCE.split(' ')
const ROUNDS = 40
const AT_ONCE = 8

const [engine = '', given] = process.argv.slice(2)
const temporary = mkdtempSync(join(tmpdir(), 'imi-speed-'))
const dictionary = [...new Set(WORDS)].map((word) => [word, `${word}x`] as const)
const pack = given ?? writeFolder(temporary, packOf({ from: 'en', to: 'de', dictionary }))
const bergamot = new Bergamot(engine)

async function translate(): Promise<void> {
  const texts = Array.from({ length: AT_ONCE }, () => `${SENTENCE}.`)
  const reply = await bergamot.translate([pack], texts)
  if (!reply.ok) throw new Error(`The pack cannot be used: ${reply.why}`)
}

const started = performance.now()
await translate()
const first = performance.now() - started
const began = performance.now()
for (let round = 0; round < ROUNDS; round += 1) await translate()
const seconds = (performance.now() - began) / 1000
rmSync(temporary, { recursive: true })
process.stdout.write(JSON.stringify({ first, wordsPerSecond: (ROUNDS * AT_ONCE * WORDS.length) / seconds }))
