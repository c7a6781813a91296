import type { Output, Parsed } from '../../../src-shared/contract'
import type {
  InstalledPack,
  TranslatedSentence,
  WithoutMachine,
} from '../../../src-shared/contract/translation'
import { ok, refuse, type Result } from '../../../src-shared/result'
import { millisecondsOf } from '../../../src-shared/time'
import { packRoute } from '../../domain/translation/route'
import { Cancelled } from '../cancelled'
import type { ShellPart, ShellTools } from '../handlers'
import type { Caller, Clock, Engine, Host, Ids, PackRefusal, Packs, Scheduler } from '../ports'
import { askStore } from './ask-store'

export interface TranslatingPorts {
  readonly host: Host
  readonly ids: Ids
  readonly packs: Packs
  readonly engine: Engine
  readonly clock: Clock
  readonly scheduler: Scheduler
}

/** Sentences the engine gets at once: between two rounds it is told how far the work is, and a cancel is seen. */
const ROUND = 8
/** How often a cancel is looked for while the engine works. */
const LOOK_MS = 200
/** The engine goes when nobody translated for this long: a loaded pack takes as much memory as its file, and more. */
const IDLE_MS = 120_000

type Wanted = Parsed<'translation.translate'>
type Translated = Output<'translation.translate'>

/** Translates free texts: what phrases and memory know by the store, the rest by the engine, one text at a time (K8). */
export class Translating {
  private readonly ports: TranslatingPorts
  private queue: Promise<unknown> = Promise.resolve()
  private lastUsed: number | null = null

  constructor(ports: TranslatingPorts) {
    this.ports = ports
  }

  /** Lets go of the engine once nobody translated for a while. */
  start(): void {
    this.ports.scheduler.every(IDLE_MS / 4, () => {
      if (this.lastUsed !== null && this.now() - this.lastUsed > IDLE_MS) this.unload()
    })
  }

  /** Ends the engine, with every text in it. */
  unload(): void {
    this.lastUsed = null
    this.ports.engine.stop()
  }

  /** Translates a text, each sentence by the first way that knows it (K8). @throws Cancelled */
  async translate(
    wanted: Wanted,
    tools: Pick<ShellTools, 'caller' | 'progress' | 'cancelled'>,
  ): Promise<Result<Translated, 'translation-same-language'>> {
    if (wanted.from === wanted.to) return refuse('translation-same-language')
    const known = await this.known(wanted, tools.caller)
    const unknown = known.filter((sentence) => sentence.way === 'none')
    if (unknown.length === 0) return ok({ sentences: known, without: null })
    const route = packRoute(await this.ports.packs.list(), wanted.from, wanted.to)
    if (!route.ok) return ok({ sentences: known, without: route.refusal.code })
    const { said, without } = await this.inTurn(() => this.byMachine(route.value, unknown, tools))
    const pack = route.value.map(({ name }) => name).join(', ')
    const sentences = known.map((sentence): TranslatedSentence => {
      const translation = sentence.way === 'none' ? said.get(sentence) : undefined
      return translation === undefined ? sentence : { ...sentence, translation, way: 'machine', pack }
    })
    return ok({ sentences, without })
  }

  private async known(wanted: Wanted, caller: Caller): Promise<TranslatedSentence[]> {
    const answered = await askStore(this.ports, 'translation.known', wanted, caller, 'reader')
    if (!answered.ok) throw new Error('What is known of a text is never refused')
    return answered.value.sentences
  }

  /** One text after the other: two of them at once would only wait for each other's packs. */
  private inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = this.queue.then(work)
    this.queue = mine.catch(() => undefined)
    return mine
  }

  private async byMachine(
    route: readonly InstalledPack[],
    sentences: readonly TranslatedSentence[],
    { progress, cancelled }: Pick<ShellTools, 'progress' | 'cancelled'>,
  ): Promise<{ said: ReadonlyMap<TranslatedSentence, string>; without: WithoutMachine | null }> {
    const { engine, packs, scheduler } = this.ports
    const said = new Map<TranslatedSentence, string>()
    const folders = route.map(({ id }) => packs.folderOf(id))
    // The engine does one thing at a time and hears nothing meanwhile: who cancels ends its process.
    const stopLooking = scheduler.every(LOOK_MS, () => {
      if (cancelled()) this.unload()
    })
    try {
      for (let at = 0; at < sentences.length; at += ROUND) {
        if (cancelled()) throw new Cancelled()
        progress({ done: at, total: sentences.length, what: 'progress.translate' })
        this.lastUsed = this.now()
        const round = sentences.slice(at, at + ROUND)
        const reply = await engine.translate(
          folders,
          round.map(({ original }) => original),
        )
        if (cancelled()) throw new Cancelled()
        if (!reply.ok) {
          return { said, without: reply.why === 'damaged' ? 'pack-damaged' : 'engine-failed' }
        }
        round.forEach((sentence, index) => {
          const translation = reply.texts[index]?.trim() ?? ''
          // An empty answer is none.
          if (translation !== '') said.set(sentence, translation)
        })
      }
      this.lastUsed = this.now()
      return { said, without: null }
    } finally {
      stopLooking()
    }
  }

  private now(): number {
    return millisecondsOf(this.ports.clock.now())
  }
}

/** Answers what is asked about translating outside the store. */
export function createTranslationHandlers(translating: Translating, packs: Packs): ShellPart<'translation'> {
  async function take({
    file,
    progress,
    cancelled,
  }: ShellTools): Promise<Result<Output<'translation.importPack'>, PackRefusal>> {
    if (file === null) throw new Error('The gateway asks for the file first')
    const taken = await packs.take(file.path, (done, total) => {
      progress({ done, total, what: 'progress.import-pack' })
      return !cancelled()
    })
    // What was loaded of the pack before is not the pack any more.
    if (taken.ok) translating.unload()
    return taken
  }

  return {
    'translation.translate': (wanted, tools) => translating.translate(wanted, tools),
    'translation.packs': async () => ({ packs: await packs.list() }),
    'translation.importPack': (_input, tools) => take(tools),
    'translation.importPackFolder': (_input, tools) => take(tools),
    'translation.removePack': async ({ id }) => {
      translating.unload()
      return (await packs.remove(id)) ? ok({}) : refuse('pack-unknown')
    },
  }
}
