import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compileFunction } from 'node:vm'

/** What the engine's own script makes: objects that live in its memory until they are deleted. */
interface Held {
  delete: () => void
}
export interface AlignedMemory extends Held {
  getByteArrayView: () => Int8Array
}
export interface Model extends Held {
  readonly kind?: 'model'
}
interface List<Item> extends Held {
  push_back: (item: Item) => void
}
interface Responses extends Held {
  get: (index: number) => { getTranslatedText: () => string }
}
interface Service extends Held {
  translate: (model: Model, texts: List<string>, options: List<object>) => Responses
  translateViaPivoting: (first: Model, second: Model, texts: List<string>, options: List<object>) => Responses
}

/** The parts of the engine that are used here. */
export interface BergamotModule {
  readonly AlignedMemory: new (bytes: number, alignment: number) => AlignedMemory
  readonly AlignedMemoryList: new () => List<AlignedMemory>
  readonly TranslationModel: new (
    config: string,
    model: AlignedMemory,
    shortlist: AlignedMemory,
    vocabularies: List<AlignedMemory>,
    quality: null,
  ) => Model
  readonly BlockingService: new (options: { cacheSize: number }) => Service
  readonly VectorString: new () => List<string>
  readonly VectorResponseOptions: new () => List<object>
}

/** The multiplications of small numbers that the engine looks for outside, and under which name it brings them itself. */
const MULTIPLICATIONS = {
  int8_prepare_a: 'int8PrepareAFallback',
  int8_prepare_b: 'int8PrepareBFallback',
  int8_prepare_b_from_transposed: 'int8PrepareBFromTransposedFallback',
  int8_prepare_b_from_quantized_transposed: 'int8PrepareBFromQuantizedTransposedFallback',
  int8_prepare_bias: 'int8PrepareBiasFallback',
  int8_multiply_and_add_bias: 'int8MultiplyAndAddBiasFallback',
  int8_select_columns_of_b: 'int8SelectColumnsOfBFallback',
}

/** Every JavaScript has it, but only the types of browsers tell. */
const platform = globalThis as unknown as {
  readonly WebAssembly: {
    instantiate: (binary: Uint8Array, imports: object) => Promise<{ readonly instance: object }>
  }
}

type Exported = Record<string, (...numbers: unknown[]) => unknown>

/** Names of the engine's two files, which lie side by side. */
const ENGINE_FILES = ['bergamot-translator-worker.js', 'bergamot-translator-worker.wasm'] as const

/**
 * Starts the engine: its script, made for a worker of a browser, is run as a function with the one object it asks for.
 * @param folder holds the engine's files
 */
export async function startBergamot(folder: string): Promise<BergamotModule> {
  const [script, binary] = await Promise.all(ENGINE_FILES.map((name) => readFile(join(folder, name))))
  if (script === undefined || binary === undefined) throw new Error('The engine has two files')
  const silent = (): void => undefined
  return new Promise((resolve, reject) => {
    const module: { asm?: Exported } & Record<string, unknown> = {
      // What it says holds pieces of texts.
      print: silent,
      printErr: silent,
      instantiateWasm: (imports: object, started: (instance: object) => void) => {
        const multiplications = Object.fromEntries(
          Object.entries(MULTIPLICATIONS).map(([name, own]) => [
            name,
            (...numbers: unknown[]) => module.asm?.[own]?.(...numbers),
          ]),
        )
        const all = { ...imports, wasm_gemm: multiplications }
        platform.WebAssembly.instantiate(binary, all).then(({ instance }) => {
          started(instance)
        }, reject)
        return {}
      },
      onRuntimeInitialized: () => {
        resolve(module as unknown as BergamotModule)
      },
    }
    const run = compileFunction(script.toString('utf8'), ['Module']) as (module: object) => void
    run(module)
  })
}
