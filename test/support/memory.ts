import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Core } from './core'

const PAGE = { offset: 0, limit: 500 }

/** Exports the memory of a core into a file; its path. */
export async function exportMemory(core: Core, linked = true, name = 'memory.tmx'): Promise<string> {
  const file = join(core.folder, name)
  await core.done('memory.export', { linked }, { file })
  return file
}

/** Opens a file and previews it; its counts, its rows, and how to take it over. */
export async function previewMemory(core: Core, file: string) {
  const opened = await core.done('memory.open', {}, { file })
  const { rows } = await core.done('memory.planRows', { file: opened.file, show: 'all', page: PAGE })
  const input = { file: opened.file, hash: opened.hash }
  return { ...opened, rows, take: () => core.request('memory.import', input, { file }) }
}

/** A TMX file of these units, placed in the folder of a core. */
export function placeTmx(core: Core, body: string, name = 'foreign.tmx'): string {
  const file = join(core.folder, name)
  const head = '<header creationtool="x" segtype="sentence" srclang="de" datatype="plaintext"/>'
  writeFileSync(file, `<?xml version="1.0"?>\n<tmx version="1.4">${head}<body>${body}</body></tmx>`)
  return file
}

/** What the memory holds, without who looks at it. */
export async function memoryOf(core: Core) {
  const { entries } = await core.done('translation.memory', { text: '', page: PAGE })
  return entries.map(({ entry }) => entry)
}

export const textOf = (file: string): string => readFileSync(file, 'utf8')
