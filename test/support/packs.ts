import { fork } from 'node:child_process'
import { hash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from '../../resources/tooling/lib/paths.mjs'
import type { StartApart } from '../../src-main/app/ports'
import { tinyModel, type Precision } from './tiny-model'
import { zipOf } from './zip'

/** Where the engine's own files lie when nothing is built. */
export const ENGINE = inRoot('node_modules/@browsermt/bergamot-translator/worker')

export type PackFiles = ReadonlyMap<string, Buffer>

export interface PackWish {
  readonly from: string
  readonly to: string
  readonly dictionary?: readonly (readonly [string, string])[]
  readonly precision?: Precision
  readonly name?: string
  /** In the place of the model that belongs there. */
  readonly model?: Buffer
  /** Changes to the description. */
  readonly description?: object
}

/** The files of a model pack that translates these words. */
export function packOf({
  from,
  to,
  dictionary = [],
  precision = 'int8shiftAlphaAll',
  ...wish
}: PackWish): Map<string, Buffer> {
  const tiny = tinyModel(dictionary, precision)
  const model = wish.model ?? tiny.model
  const about = (name: string, content: Buffer) => ({
    name,
    bytes: content.length,
    sha256: hash('sha256', content),
  })
  const description = {
    format: 1,
    name: wish.name ?? `${from} – ${to}, tiny`,
    version: '1',
    licence: 'EUPL-1.2',
    from,
    to,
    precision,
    model: about('model.bin', model),
    vocabularies: [about('vocabulary.spm', tiny.vocabulary)],
    shortlist: about('shortlist.bin', tiny.shortlist),
    ...wish.description,
  }
  return new Map([
    ['pack.json', Buffer.from(JSON.stringify(description))],
    ['model.bin', model],
    ['vocabulary.spm', tiny.vocabulary],
    ['shortlist.bin', tiny.shortlist],
  ])
}

/** Writes a pack as a ZIP file. @param inside the folder in it that holds the files */
export function writeZip(path: string, files: PackFiles, inside = ''): string {
  writeFileSync(path, zipOf([...files].map(([name, content]) => ({ name: `${inside}${name}`, content }))))
  return path
}

/** Writes a pack as a folder. */
export function writeFolder(path: string, files: PackFiles): string {
  mkdirSync(path, { recursive: true })
  for (const [name, content] of files) writeFileSync(join(path, name), content)
  return path
}

/**
 * Starts a built child of this folder as the program starts the engine's process. @param started told its process id
 */
export function startChild(child: string, started: (pid: number) => void): StartApart {
  return (_entry, told) => {
    const process = fork(child, [], { serialization: 'advanced', stdio: 'ignore' })
    process.on('message', told.message)
    process.once('exit', told.ended)
    if (process.pid !== undefined) started(process.pid)
    return {
      post: (message) => {
        process.send(message as object)
      },
      kill: () => {
        process.kill()
      },
    }
  }
}
