import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import texts from '../../../resources/texts/en/imports.json'
import type { ListMapping } from '../../../src-shared/contract/lists'
import type { Core } from '../../support/core'

/** Opens and plans a list that lies in a file; the list, its rows by what is planned, and how to apply it. */
export async function planOfFile(core: Core, file: string, chosen: Partial<ListMapping> = {}) {
  const opened = await core.done('lists.open', {}, { file })
  const mapping = { ...opened.suggested, ...chosen }
  const input = { file: opened.file, mapping }
  const { hash, counts } = await core.done('lists.plan', input, { file })
  const page = { offset: 0, limit: 500 }
  const shown = await core.done('lists.planRows', { file: opened.file, show: 'all', page })
  const apply = (allOrNothing = true) =>
    core.request('lists.apply', { ...input, hash, allOrNothing }, { file })
  return { opened, counts, rows: shown.rows, apply, file }
}

/** As `planOfFile`, of a list that is written first. */
export async function planOfLines(
  core: Core,
  name: string,
  lines: readonly string[],
  chosen: Partial<ListMapping> = {},
) {
  const file = join(core.folder, name)
  writeFileSync(file, lines.join('\n'))
  return planOfFile(core, file, chosen)
}

/** How the sentence about a code begins, up to the first value that is filled in. */
export function beginningOf(code: string): string {
  const sentence = (texts.lists.remarks as Readonly<Record<string, string>>)[code]
  if (sentence === undefined) throw new Error(`${code} has no sentence`)
  return sentence.slice(0, sentence.includes('{') ? sentence.indexOf('{') : undefined).replace(/;.*/, '')
}
