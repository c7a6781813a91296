/**
 * A model small enough to be written by hand, and true to the form of real ones: a transformer in Marian's binary form
 * with a SentencePiece vocabulary. It translates word by word: the position of a word in the original is the position
 * that the decoder looks at, and one matrix is the dictionary.
 */

/** Numbers of a row; the first half of the sinusoids of a position stands in the first half. */
const DIM = 128
/** Places of words: there the sinusoids are so slow that they do not disturb. */
const WORDS_AT = 32
const WORDS = 32
/** The fastest sinusoids: they tell positions apart. */
const FAST = 16
const FFN = 64
/** How loud a word, its translation and its position are. */
const WORD = 4
const TRANSLATED = 8
const PLACE = 14

/** A weight has one byte; the engine adds up products in two, and a weight as large as its byte alone fills them. */
const LARGEST = 63

/** Codes of the types of numbers in Marian's files. */
const FLOAT32 = 0x0404
const INT8 = 0x0101
const INTGEMM8 = 0x4101

export type Precision = 'float32' | 'int8shiftAlphaAll' | 'int8shiftAll'

interface Item {
  readonly name: string
  readonly type: number
  readonly shape: readonly number[]
  readonly data: Buffer
}

type Matrix = Float32Array

const matrix = (
  rows: number,
  columns: number,
  fill: (put: (row: number, column: number, value: number) => void) => void,
): Matrix => {
  const values = new Float32Array(rows * columns)
  fill((row, column, value) => {
    values[row * columns + column] = value
  })
  return values
}

/** @param dictionary pairs of words; what is not in it stays */
export function tinyModel(
  dictionary: readonly (readonly [string, string])[],
  precision: Precision,
): { model: Buffer; vocabulary: Buffer; shortlist: Buffer } {
  const pieces = ['</s>', '<unk>', ...new Set(['.', '?', ...dictionary.flat().map((word) => `▁${word}`)])]
  if (pieces.length > WORDS) throw new Error('The dictionary is too large for so small a model')
  while (pieces.length < WORDS) pieces.push(`▁unused${String(pieces.length)}`)
  const numberOf = (word: string): number => pieces.indexOf(`▁${word}`)
  const saysOf = pieces.map((_piece, index) => index)
  for (const [word, says] of dictionary) saysOf[numberOf(word)] = numberOf(says)

  const places = (put: (row: number, column: number, value: number) => void): void => {
    for (let fast = 0; fast < FAST; fast += 1) {
      put(fast, fast, PLACE)
      put(DIM / 2 + fast, DIM / 2 + fast, PLACE)
    }
  }
  const nothing = (): void => undefined
  const items: Item[] = [
    { name: 'special:model.yml', type: INT8, ...meta() },
    ...wemb(pieces.length, precision),
    floats('decoder_ff_logit_out_b', [1, pieces.length], new Float32Array(pieces.length)),
  ]
  const weights: [string, number, number, Parameters<typeof matrix>[2]][] = [
    ['decoder_l1_rnn_W', DIM, DIM, nothing],
    ['decoder_l1_rnn_Wf', DIM, DIM, nothing],
    ['decoder_l1_context_Wq', DIM, DIM, places],
    ['decoder_l1_context_Wk', DIM, DIM, places],
    [
      'decoder_l1_context_Wv',
      DIM,
      DIM,
      (put) => {
        saysOf.forEach((says, word) => {
          put(WORDS_AT + word, WORDS_AT + says, 1)
        })
      },
    ],
    [
      'decoder_l1_context_Wo',
      DIM,
      DIM,
      (put) => {
        for (let word = 0; word < WORDS; word += 1) put(WORDS_AT + word, WORDS_AT + word, TRANSLATED)
      },
    ],
    ['decoder_l1_ffn_W1', DIM, FFN, nothing],
    ['decoder_l1_ffn_W2', FFN, DIM, nothing],
  ]
  for (const [name, rows, columns, fill] of weights) {
    items.push(...weight(name, rows, columns, matrix(rows, columns, fill), precision))
  }
  for (const [name, size] of [
    ['decoder_l1_rnn_bf', DIM],
    ['decoder_l1_context_bq', DIM],
    ['decoder_l1_context_bk', DIM],
    ['decoder_l1_context_bv', DIM],
    ['decoder_l1_context_bo', DIM],
    ['decoder_l1_ffn_b1', FFN],
    ['decoder_l1_ffn_b2', DIM],
  ] as const) {
    // Where nothing but noughts would meet a matrix, the largest of them would be nought, too.
    const fill = name === 'decoder_l1_ffn_b1' ? 1 : 0
    items.push(floats(name, [1, size], new Float32Array(size).fill(fill)))
  }
  return { model: marianFile(items), vocabulary: sentencePieces(pieces), shortlist: shortlistOf(saysOf) }

  function meta(): { shape: number[]; data: Buffer } {
    const text = `${modelOptions(pieces.length)}\0`
    return { shape: [text.length], data: Buffer.from(text) }
  }
}

function modelOptions(words: number): string {
  return [
    'type: transformer',
    `dim-vocabs:\n  - ${String(words)}\n  - ${String(words)}`,
    `dim-emb: ${String(DIM)}`,
    'enc-depth: 0',
    'dec-depth: 1',
    'dec-cell: ssru',
    'dec-cell-base-depth: 2',
    'dec-cell-high-depth: 1',
    'enc-cell: gru',
    'enc-cell-depth: 1',
    'enc-type: bidirectional',
    'transformer-heads: 1',
    `transformer-dim-ffn: ${String(FFN)}`,
    'transformer-ffn-depth: 2',
    'transformer-ffn-activation: relu',
    'transformer-decoder-autoreg: rnn',
    'transformer-dim-aan: 64',
    'transformer-aan-depth: 1',
    'transformer-aan-activation: relu',
    'transformer-aan-nogate: false',
    'transformer-no-projection: false',
    'transformer-preprocess: ""',
    'transformer-postprocess: da',
    'transformer-postprocess-emb: d',
    'transformer-postprocess-top: ""',
    'transformer-train-positions: false',
    'transformer-tied-layers: []',
    'transformer-guided-alignment-layer: last',
    'tied-embeddings: false',
    'tied-embeddings-src: false',
    'tied-embeddings-all: true',
    'layer-normalization: false',
    'right-left: false',
    'skip: false',
    'input-types: []',
    'ulr: false',
    'lemma-dim-emb: 0',
    'version: v1.9.0 tiny',
  ].join('\n')
}

const scaled = (value: number): number => value / Math.sqrt(DIM)

function wemb(words: number, precision: Precision): Item[] {
  const values = matrix(words, DIM, (put) => {
    for (let word = 0; word < words; word += 1) put(word, WORDS_AT + word, scaled(WORD))
  })
  if (precision === 'float32') return [floats('Wemb', [words, DIM], values)]
  const item = { name: 'Wemb', type: INTGEMM8, shape: [words, DIM], data: quantised(values) }
  return precision === 'int8shiftAll' ? [item] : [item, alpha('Wemb'), alpha('none')]
}

function weight(name: string, rows: number, columns: number, values: Matrix, precision: Precision): Item[] {
  if (precision === 'float32') return [floats(name, [rows, columns], values)]
  const turned = matrix(columns, rows, (put) => {
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1)
        put(column, row, values[row * columns + column] ?? 0)
    }
  })
  const item = { name, type: INTGEMM8, shape: [rows, columns], data: quantised(turned) }
  return precision === 'int8shiftAll' ? [item] : [item, alpha(name)]
}

/** What the numbers that meet a matrix are multiplied by. */
function alpha(name: string): Item {
  return floats(`${name}_QuantMultA`, [1], new Float32Array([127 / 40]))
}

/** Numbers of one byte each, and what they were multiplied by. */
function quantised(values: Matrix): Buffer {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const by = largest === 0 ? 1 : LARGEST / largest
  const data = Buffer.alloc(values.length + 256)
  values.forEach((value, index) => data.writeInt8(Math.round(value * by), index))
  data.writeFloatLE(by, values.length)
  return data
}

function floats(name: string, shape: readonly number[], values: Float32Array): Item {
  return { name, type: FLOAT32, shape, data: Buffer.from(values.buffer) }
}

/** Marian's binary form, version 1: headers, names, shapes, then each item's numbers from a multiple of 256 on. */
function marianFile(items: readonly Item[]): Buffer {
  const padded = items.map((item) =>
    Buffer.concat([item.data, Buffer.alloc((256 - (item.data.length % 256)) % 256)]),
  )
  const header = Buffer.alloc(16 + 32 * items.length)
  header.writeBigUInt64LE(1n, 0)
  header.writeBigUInt64LE(BigInt(items.length), 8)
  items.forEach(({ name, type, shape }, index) => {
    const sizes = [Buffer.byteLength(name) + 1, type, shape.length, padded[index]?.length ?? 0]
    sizes.forEach((size, place) => header.writeBigUInt64LE(BigInt(size), 16 + 32 * index + 8 * place))
  })
  const names = Buffer.from(items.map(({ name }) => `${name}\0`).join(''))
  const shapes = Buffer.concat(items.map(({ shape }) => Buffer.from(new Int32Array(shape).buffer)))
  const before = header.length + names.length + shapes.length + 8
  const offset = Buffer.alloc(8)
  const gap = (256 - (before % 256)) % 256
  offset.writeBigUInt64LE(BigInt(gap))
  return Buffer.concat([header, names, shapes, offset, Buffer.alloc(gap), ...padded])
}

/** A SentencePiece model: a message of protocol buffers with pieces, trainer and normaliser. */
function sentencePieces(pieces: readonly string[]): Buffer {
  const varint = (value: number): Buffer => {
    const bytes = []
    for (let rest = value; ; rest = Math.floor(rest / 128)) {
      if (rest < 128) return Buffer.from([...bytes, rest])
      bytes.push((rest % 128) + 128)
    }
  }
  const message = (field: number, body: Buffer): Buffer =>
    Buffer.concat([varint(field * 8 + 2), varint(body.length), body])
  const number = (field: number, value: number): Buffer => Buffer.concat([varint(field * 8), varint(value)])
  const score = (value: number): Buffer => {
    const bytes = Buffer.alloc(5)
    bytes[0] = 2 * 8 + 5
    bytes.writeFloatLE(value, 1)
    return bytes
  }
  const kinds = new Map([
    ['</s>', 3],
    ['<unk>', 2],
  ])
  return Buffer.concat([
    ...pieces.map((piece) =>
      message(
        1,
        Buffer.concat([message(1, Buffer.from(piece)), score(-1), number(3, kinds.get(piece) ?? 1)]),
      ),
    ),
    message(2, Buffer.concat([number(3, 1), number(4, pieces.length), number(40, 1), number(42, 0)])),
    message(3, message(1, Buffer.from('identity'))),
  ])
}

/** What begins a list of likely words. */
const SHORTLIST = 0xf11a48d5013417f5n

/** For each word the words that may translate it, besides the first ones, which always may. */
function shortlistOf(saysOf: readonly number[]): Buffer {
  const always = 4
  const header = [SHORTLIST, 0n, BigInt(always), 1n, BigInt(saysOf.length + 1), BigInt(saysOf.length)]
  const offsets = Array.from({ length: saysOf.length + 1 }, (_, word) => BigInt(word))
  return Buffer.concat([
    Buffer.from(new BigUint64Array([...header, ...offsets]).buffer),
    Buffer.from(new Uint32Array(saysOf).buffer),
  ])
}
