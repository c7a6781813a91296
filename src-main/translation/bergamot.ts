import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineReply } from '../app/ports'
import { startBergamot, type AlignedMemory, type BergamotModule, type Model } from './bergamot-module'
import type { PackDescription, PackFile } from './pack-description'
import { descriptionIn } from './packs'

/** A pack that is not what its description says, or that the engine cannot read. */
class DamagedPack extends Error {}

/** Where the numbers of each kind of file begin: at a multiple of this. */
const ALIGNED = { model: 256, other: 64 }

/** One answer of the engine needs no more than this: longer sentences are cut into such pieces by itself. */
const FIXED = [
  'beam-size: 1',
  'normalize: 1.0',
  'word-penalty: 0',
  'cpu-threads: 0',
  'skip-cost: true',
  'alignment: soft',
  'quiet: true',
  'quiet-translation: true',
  'max-length-break: 128',
  'mini-batch-words: 1024',
  'workspace: 128',
  'max-length-factor: 2.0',
]

/** The translation engine with the packs it loaded (K8). Whoever uses it waits for each answer before the next question. */
export class Bergamot {
  private readonly folder: string
  private module: BergamotModule | null = null
  private readonly models = new Map<string, Model>()

  /** @param folder holds the engine's own files */
  constructor(folder: string) {
    this.folder = folder
  }

  /** Translates texts by one pack, or by two after each other. @param packs their folders */
  async translate(packs: readonly string[], texts: readonly string[]): Promise<EngineReply> {
    try {
      this.module ??= await startBergamot(this.folder)
      const models = await this.loaded(this.module, packs)
      return { ok: true, texts: said(this.module, models, texts) }
    } catch (error) {
      // An engine that gave up once cannot be used again: the next question starts a new one.
      this.module = null
      this.models.clear()
      return { ok: false, why: error instanceof DamagedPack ? 'damaged' : 'ended' }
    }
  }

  /** Loads what is not loaded yet; packs that are not used now go, so that not more than two take memory. */
  private async loaded(module: BergamotModule, packs: readonly string[]): Promise<Model[]> {
    for (const [pack, model] of this.models) {
      if (packs.includes(pack)) continue
      model.delete()
      this.models.delete(pack)
    }
    const models: Model[] = []
    for (const pack of packs) {
      const model = this.models.get(pack) ?? (await load(module, pack))
      this.models.set(pack, model)
      models.push(model)
    }
    return models
  }
}

function said(module: BergamotModule, models: readonly Model[], texts: readonly string[]): string[] {
  const [first, second] = models
  if (first === undefined) throw new Error('A translation needs a pack')
  const service = new module.BlockingService({ cacheSize: 0 })
  const input = new module.VectorString()
  const options = new module.VectorResponseOptions()
  for (const text of texts) {
    input.push_back(text)
    options.push_back({ alignment: false, html: false, qualityScores: false })
  }
  const responses =
    second === undefined
      ? service.translate(first, input, options)
      : service.translateViaPivoting(first, second, input, options)
  const answers = texts.map((_text, index) => responses.get(index).getTranslatedText())
  for (const held of [responses, options, input, service]) held.delete()
  return answers
}

async function load(module: BergamotModule, folder: string): Promise<Model> {
  const description = await descriptionIn(folder)
  if (description === null) throw new DamagedPack('its description cannot be read')
  const { model, vocabularies, shortlist } = description
  const [modelBytes, shortlistBytes, ...vocabularyBytes] = await Promise.all([
    checked(folder, model),
    shortlist === null ? Buffer.alloc(0) : checked(folder, shortlist),
    ...vocabularies.map((file) => checked(folder, file)),
  ])
  try {
    const list = new module.AlignedMemoryList()
    for (const bytes of vocabularyBytes) list.push_back(inMemory(module, bytes, ALIGNED.other))
    return new module.TranslationModel(
      configOf(description),
      inMemory(module, modelBytes, ALIGNED.model),
      inMemory(module, shortlistBytes, ALIGNED.other),
      list,
      null,
    )
  } catch (error) {
    throw new DamagedPack(String(error))
  }
}

function configOf({ precision }: PackDescription): string {
  return [...FIXED, `gemm-precision: ${precision}`, ''].join('\n')
}

/** A file of a pack, if it is to the byte what the description says. */
async function checked(folder: string, { name, bytes, sha256 }: PackFile): Promise<Buffer> {
  const content = await readFile(join(folder, name)).catch((error: unknown) => {
    throw new DamagedPack(String(error))
  })
  if (content.length !== bytes || hash('sha256', content) !== sha256)
    throw new DamagedPack(`${name} is damaged`)
  return content
}

function inMemory(module: BergamotModule, bytes: Buffer, alignment: number): AlignedMemory {
  const memory = new module.AlignedMemory(bytes.length, alignment)
  memory.getByteArrayView().set(bytes)
  return memory
}
