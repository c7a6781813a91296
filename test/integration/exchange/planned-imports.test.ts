import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Name } from '../../../src-shared/contract'
import { created } from '../../../src-main/domain/change'
import type { Caller } from '../../../src-main/app/ports'
import { failureOf, must, openCore, type Core } from '../../support/core'
import { placeTmx } from '../../support/memory'
import { authorityOf, userOf } from '../../support/samples'
import { place } from '../../support/story'
import { smallV6 } from '../../support/v6-small'
import { folderOf } from '../migration/migrating'

let core: Core
let helpdesk: Caller
let colleague: Caller
let foreigner: Caller

beforeEach(async () => {
  core = openCore()
  helpdesk = await core.start()
  colleague = await core.addOperator(null)
  const french = authorityOf({ officialName: 'Préfecture', memberState: 'FR' })
  const german = authorityOf({ officialName: 'Amt Eins', memberState: 'DE' })
  const secret = userOf(german, { userName: 'ada.amt', email: 'secret@amt.example' })
  for (const authority of [french, german]) place(core, authority)
  core.given(created('user', secret))
  foreigner = await core.addOperator(french.id)
})
afterEach(() => {
  core.close()
})

interface Kind {
  /** Writes what is imported, and returns its path. */
  readonly file: () => string
  readonly open: Name
  readonly plan: Name
  readonly planInput: (opened: { file: string; suggested?: object }) => object
  readonly rows: Name
  readonly rowsInput: object
  readonly saves: readonly [Name, object][]
  readonly apply: Name
  readonly applyInput: object
}

const PAGE = { offset: 0, limit: 100 }

const KINDS: readonly [string, Kind][] = [
  [
    'a list',
    {
      file: () => {
        const path = join(core.folder, 'users.csv')
        writeFileSync(path, 'User name,E-mail\nada.amt,new@amt.example\nnobody.here,\n')
        return path
      },
      open: 'lists.open',
      plan: 'lists.plan',
      planInput: ({ file, suggested }) => ({ file, mapping: suggested }),
      rows: 'lists.planRows',
      rowsInput: { show: 'all' },
      saves: [['lists.saveFailed', {}]],
      apply: 'lists.apply',
      applyInput: { allOrNothing: false },
    },
  ],
  [
    'a V6 folder',
    {
      file: () => folderOf(core, smallV6()),
      open: 'v6.open',
      plan: 'v6.plan',
      planInput: ({ file }) => ({ file, answers: [] }),
      rows: 'v6.planRows',
      rowsInput: { show: 'all', text: '' },
      saves: [
        ['v6.saveProblems', {}],
        ['v6.report', { format: 'csv' }],
      ],
      apply: 'v6.apply',
      applyInput: {},
    },
  ],
  [
    'a translation memory',
    {
      file: () => {
        const unit = (lang: string, text: string) => `<tuv xml:lang="${lang}"><seg>${text}</seg></tuv>`
        return placeTmx(core, `<tu>${unit('de', 'Der Betrieb ruht.')}${unit('en', 'It rests.')}</tu>`)
      },
      open: 'memory.open',
      plan: 'memory.plan',
      planInput: ({ file }) => ({ file }),
      rows: 'memory.planRows',
      rowsInput: { show: 'all' },
      saves: [],
      apply: 'memory.import',
      applyInput: {},
    },
  ],
]

describe.each(KINDS)('%s that is previewed before it is imported', (_name, kind) => {
  const rowsSeen = async (file: string, as: Caller): Promise<number> => {
    const shown = must(await core.ask(kind.rows, { file, page: PAGE, ...kind.rowsInput }, { as }))
    return (shown as { total: number }).total
  }
  const opened = async (as = helpdesk) =>
    must(await core.ask(kind.open, {}, { file: kind.file(), as })) as { file: string; suggested?: object }

  it('is refused at every step to whoever is not the Helpdesk', async () => {
    const file = kind.file()
    expect(failureOf(await core.ask(kind.open, {}, { file, as: foreigner }))).toBe('helpdesk-only')
    const known = await opened()
    const input = kind.planInput(known)
    expect(failureOf(await core.ask(kind.plan, input, { file, as: foreigner }))).toBe('helpdesk-only')
    const { hash } = must(await core.ask(kind.plan, input, { file })) as { hash: string }
    const rows = core.ask(kind.rows, { file: known.file, page: PAGE, ...kind.rowsInput }, { as: foreigner })
    expect(failureOf(await rows)).toBe('helpdesk-only')
    const path = join(core.folder, 'saved.csv')
    for (const [name, more] of kind.saves) {
      must(await core.ask(kind.plan, input, { file }))
      const save = core.ask(name, { plan: known.file, ...more }, { file: path, as: foreigner })
      expect(failureOf(await save)).toBe('helpdesk-only')
    }
    const applied = core.ask(kind.apply, { ...input, hash, ...kind.applyInput }, { file, as: foreigner })
    expect(failureOf(await applied)).toBe('helpdesk-only')
  })

  it('shows its plan to the person who made it, and to nobody after them', async () => {
    const file = kind.file()
    const known = await opened()
    must(await core.ask(kind.plan, kind.planInput(known), { file }))
    expect(await rowsSeen(known.file, helpdesk)).toBeGreaterThan(0)
    expect(await rowsSeen(known.file, colleague)).toBe(0)
    expect(await rowsSeen(known.file, helpdesk)).toBe(0)
    for (const [name, more] of kind.saves) {
      const save = core.ask(name, { plan: known.file, ...more }, { file: join(core.folder, 'x.csv') })
      expect(failureOf(await save)).toBe('file-unknown')
    }
  })

  it('is approved by a hash that nobody can guess or meet by chance', async () => {
    const file = kind.file()
    const known = await opened()
    const planned = must(await core.ask(kind.plan, kind.planInput(known), { file })) as { hash: string }
    expect(planned.hash).toMatch(/^[\w-]{43}$/)
  })
})

describe('a file about what is wrong', () => {
  it('says it in the sentences of the preview', async () => {
    const path = join(core.folder, 'Amt.csv')
    writeFileSync(path, 'Name,Country\nAmt Drei,Nowhere\n,DE\n')
    const { file, suggested } = await core.done('lists.open', {}, { file: path })
    await core.done('lists.plan', { file, mapping: suggested }, { file: path })
    const saved = join(core.folder, 'rows.csv')
    await core.done('lists.saveFailed', { plan: file }, { file: saved })
    const text = readFileSync(saved, 'utf8')
    expect(text).toContain('Country: this is no Member State (Nowhere)')
    expect(text).toContain('Name: there is no official name')
    expect(text).not.toMatch(/official-name-missing|member-state-unknown/)
  })

  it('says it of V6 data, too', async () => {
    const { file } = await core.done('v6.open', {}, { file: folderOf(core, smallV6()) })
    const saved = join(core.folder, 'problems.csv')
    await core.done('v6.saveProblems', { plan: file }, { file: saved })
    const text = readFileSync(saved, 'utf8')
    expect(text).toContain('This cannot be an e-mail address.')
    expect(text).not.toContain('email-not-valid')
  })
})
