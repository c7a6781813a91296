import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Cancelled } from '../../../src-main/app/cancelled'
import type { ShellTools } from '../../../src-main/app/handlers'
import type { Caller, Engine, EngineReply, Packs } from '../../../src-main/app/ports'
import { createTranslationHandlers, Translating } from '../../../src-main/app/shell/translating'
import { createIds } from '../../../src-main/host/ports/ids'
import { createPacks } from '../../../src-main/translation/packs'
import type { InstalledPack } from '../../../src-shared/contract/translation'
import type { Progress } from '../../../src-shared/events'
import { KEY, must, newFolder, NOBODY, removeFolder } from '../../support/core'
import { createThreadlessHost } from '../../support/host'
import { packOf, writeZip } from '../../support/packs'
import { steadyRandom, steppingClock, type SteppingClock } from '../../support/ports'
import { refusalOf } from '../../support/program'
import { newId } from '../../support/samples'

let folder: string
let clock: SteppingClock
let host: ReturnType<typeof createThreadlessHost>
let installed: InstalledPack[]
let asked: { folders: readonly string[]; texts: readonly string[] }[]
let stopped: number
let answer: (texts: readonly string[]) => EngineReply | Promise<EngineReply>
let ticks: Set<() => void>
let translating: Translating
let packs: Packs

const loud = (texts: readonly string[]): EngineReply => ({
  ok: true,
  texts: texts.map((text) => text.toUpperCase()),
})

beforeEach(async () => {
  folder = newFolder()
  clock = steppingClock('2026-11-23T08:00:00.000Z')
  host = createThreadlessHost(join(folder, 'imi.db'), clock)
  await host.open(KEY, 'new')
  installed = []
  asked = []
  stopped = 0
  answer = loud
  ticks = new Set()
  const real = createPacks(join(folder, 'translation'))
  packs = {
    ...real,
    list: async () => [...installed, ...(await real.list())],
    folderOf: (id) => `/packs/${id}`,
  }
  const engine: Engine = {
    translate: async (folders, texts) => {
      asked.push({ folders, texts })
      return answer(texts)
    },
    stop: () => {
      stopped += 1
    },
  }
  translating = new Translating({
    ...{ host, packs, engine, clock },
    ids: createIds(clock, steadyRandom(1)),
    scheduler: {
      every: (_milliseconds, work) => {
        ticks.add(work)
        return () => ticks.delete(work)
      },
    },
  })
})
afterEach(async () => {
  await host.close()
  removeFolder(folder)
})

const pack = (from: string, to: string, damaged = false): InstalledPack => ({
  ...{ id: `${from}-${to}`, name: `${from} to ${to}`, version: '1', licence: '', bytes: 1 },
  ...{ from, to, damaged },
})

/** What a task of the main process gets. */
function tools(options: { cancelled?: () => boolean; caller?: Caller; file?: string } = {}) {
  const progress: Progress[] = []
  const given: ShellTools = {
    file: options.file === undefined ? null : { token: newId(), path: options.file },
    caller: options.caller ?? NOBODY,
    progress: (each) => void progress.push(each),
    cancelled: options.cancelled ?? (() => false),
  }
  return { ...given, told: progress }
}

const MIXED = 'Die Gefahr besteht nicht mehr. Der Betrieb ruht.'

async function translate(text: string, from = 'de', to = 'en', given = tools()) {
  const { sentences, without } = must(await translating.translate({ text, from, to }, given))
  return { told: sentences.map(({ translation, way, pack: by }) => [translation, way, by]), without }
}

describe('a text that is translated', () => {
  it('says of each sentence which way it was translated, and by which pack', async () => {
    installed = [pack('de', 'en')]
    expect(await translate(MIXED)).toEqual({
      told: [
        ['The risk no longer exists.', 'phrase', null],
        ['DER BETRIEB RUHT.', 'machine', 'de to en'],
      ],
      without: null,
    })
    expect(asked).toEqual([{ folders: ['/packs/de-en'], texts: ['Der Betrieb ruht.'] }])
  })

  it('goes through English where no pack leads there directly, and names both packs', async () => {
    installed = [pack('de', 'en'), pack('en', 'el'), pack('ro', 'en')]
    const { told } = await translate('Der Betrieb ruht.', 'de', 'el')
    expect(told).toEqual([['DER BETRIEB RUHT.', 'machine', 'de to en, en to el']])
    expect(asked[0]?.folders).toEqual(['/packs/de-en', '/packs/en-el'])
  })

  it('takes the direct pack where there is one', async () => {
    installed = [pack('de', 'en'), pack('en', 'el'), pack('de', 'el')]
    expect((await translate('Der Betrieb ruht.', 'de', 'el')).told[0]?.[2]).toBe('de to el')
  })

  it('needs no engine where everything is known', async () => {
    installed = [pack('de', 'en')]
    expect((await translate('Ja. Nein.')).without).toBeNull()
    expect(asked).toEqual([])
  })

  it.each([
    ['there is no pack', [], 'de', 'no-pack'],
    ['packs lead elsewhere', [pack('fr', 'en'), pack('en', 'de')], 'de', 'no-pack'],
    ['nobody knows the language of the text', [pack('de', 'en')], '', 'language-unknown'],
    ['there is no pack and nobody knows the language', [], '', 'no-pack'],
    ['its pack is damaged', [pack('de', 'en', true)], 'de', 'pack-damaged'],
  ])('keeps in the original what nothing knows, and says why: %s', async (_why, given, from, why) => {
    installed = given
    expect(await translate(MIXED, from)).toEqual({
      told: [
        ['The risk no longer exists.', 'phrase', null],
        ['Der Betrieb ruht.', 'none', null],
      ],
      without: why,
    })
    expect(asked).toEqual([])
  })

  it.each([
    ['damaged', 'pack-damaged'],
    ['ended', 'engine-failed'],
  ] as const)('keeps what was translated when the engine fails: %s', async (why, without) => {
    installed = [pack('de', 'en')]
    const text = Array.from({ length: 10 }, (_, number) => `Satz${String(number)} fehlt.`).join(' ')
    answer = (texts) => (asked.length === 1 ? loud(texts) : { ok: false, why })
    const translated = await translate(text)
    expect(translated.without).toBe(without)
    expect(translated.told.map(([, way]) => way)).toEqual([
      ...Array<string>(8).fill('machine'),
      'none',
      'none',
    ])
  })

  it('does not take an empty answer for a translation', async () => {
    installed = [pack('de', 'en')]
    answer = (texts) => ({ ok: true, texts: texts.map(() => ' ') })
    expect((await translate('Der Betrieb ruht.')).told).toEqual([['Der Betrieb ruht.', 'none', null]])
  })

  it('is refused in its own language', async () => {
    const refused = await translating.translate({ text: 'Ja', from: 'de', to: 'de' }, tools())
    expect(refusalOf(refused)).toBe('translation-same-language')
  })

  it('tells how far it is, and ends the engine when it is cancelled meanwhile', async () => {
    installed = [pack('de', 'en')]
    let cancelled = false
    answer = () => {
      cancelled = true
      for (const tick of ticks) tick()
      return { ok: false, why: 'ended' }
    }
    const given = tools({ cancelled: () => cancelled })
    await expect(translate('Der Betrieb ruht.', 'de', 'en', given)).rejects.toBeInstanceOf(Cancelled)
    expect(given.told).toEqual([{ done: 0, total: 1, what: 'progress.translate' }])
    expect(stopped).toBe(1)
    expect(ticks.size).toBe(0)
  })

  it('waits for the text before it', async () => {
    installed = [pack('de', 'en')]
    let goOn = (): void => undefined
    answer = (texts) =>
      asked.length === 1
        ? new Promise(
            (resolve) =>
              (goOn = () => {
                resolve(loud(texts))
              }),
          )
        : loud(texts)
    const first = translate('Der erste Betrieb ruht.')
    const second = translate('Der zweite Betrieb ruht.')
    await expect.poll(() => asked.length).toBe(1)
    goOn()
    expect((await first).told[0]?.[0]).toBe('DER ERSTE BETRIEB RUHT.')
    expect((await second).told[0]?.[0]).toBe('DER ZWEITE BETRIEB RUHT.')
  })

  it('lets go of the engine when nobody translated for a while', async () => {
    installed = [pack('de', 'en')]
    translating.start()
    const tick = (): void => {
      for (const each of ticks) each()
    }
    tick()
    await translate('Der Betrieb ruht.')
    clock.advance(60_000)
    tick()
    expect(stopped).toBe(0)
    clock.advance(61_000)
    tick()
    tick()
    expect(stopped).toBe(1)
  })
})

describe('model packs', () => {
  const helpdesk: Caller = { operatorId: newId(), actsFor: null }

  it('are imported, listed and removed by the Helpdesk, and the engine forgets the one before', async () => {
    const handlers = createTranslationHandlers(translating, packs)
    const file = writeZip(join(folder, 'pack.zip'), packOf({ from: 'de', to: 'en', name: 'Mine' }))
    const given = tools({ caller: helpdesk, file })
    expect(must(await handlers['translation.importPack']({}, given)).pack.name).toBe('Mine')
    expect(given.told.at(-1)?.what).toBe('progress.import-pack')
    expect((await handlers['translation.packs']({})).packs.map(({ name }) => name)).toEqual(['Mine'])
    expect(stopped).toBe(1)
    const removed = handlers['translation.removePack']
    expect(refusalOf(await removed({ id: 'de-en' }, tools({ caller: helpdesk })))).toBeNull()
    expect(refusalOf(await removed({ id: 'de-en' }, tools({ caller: helpdesk })))).toBe('pack-unknown')
  })
})
