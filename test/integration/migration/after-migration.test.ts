import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { UnitId } from '../../../src-shared/ids'
import { failureOf, openCore, type Core } from '../../support/core'
import { historyOf, stateOf } from '../../support/story'
import { smallV6 } from '../../support/v6-small'
import { authorityFrom, folderOf, migrate, planned } from './migrating'

let core: Core
beforeEach(async () => {
  core = openCore()
  await core.start()
})
afterEach(() => {
  core.close()
})

const PAGE = { offset: 0, limit: 100 }

describe('what the migration left open', () => {
  it('is decided later, once, by the Helpdesk', async () => {
    await migrate(core)
    const { rows, open } = await core.done('decisions.list', { status: 'open', page: PAGE })
    expect([rows.length, open]).toEqual([8, 8])
    const question = rows.find((row) => row.kind === 'sdimic-type')
    if (question === undefined) throw new Error('No question')
    const { id, revision } = question
    const decide = (choice: string, seen = revision) =>
      core.request('decisions.decide', { id, revision: seen, choice, reason: 'by letter' })
    const before = stateOf(core)
    expect(failureOf(await decide('nimic'))).toBe('choice-unknown')
    expect(failureOf(await decide('none', revision + 1))).toBe('stale')
    expect(stateOf(core)).toEqual(before)
    expect(await decide('coordinator-national')).toMatchObject({
      ok: true,
      unit: expect.any(String) as string,
    })
    expect(authorityFrom(core, 'AT-3').types).toEqual(['coordinator-national'])
    expect(failureOf(await decide('none', revision + 1))).toBe('decision-taken')
    const history = await historyOf(core, authorityFrom(core, 'AT-3').id)
    expect(history.map((unit) => [unit.command, unit.reason])).toEqual([
      ['decisions.decide', 'by letter'],
      ['v6.apply', ''],
    ])
    expect((await core.done('decisions.list', { status: 'all', page: PAGE })).total).toBe(8)
    // Taken back, it is open again, and the authority is as it was.
    const [last] = history
    await core.done('history.undo', { unit: last?.id as UnitId, reason: '' })
    expect(authorityFrom(core, 'AT-3').types).toEqual([])
    expect((await core.done('decisions.list', { status: 'open', page: PAGE })).total).toBe(8)
  })

  it('is refused where there is no such question', async () => {
    const reply = await core.request('decisions.decide', {
      id: core.ids.next(),
      revision: 1,
      choice: 'none',
      reason: '',
    })
    expect(failureOf(reply)).toBe('decision-unknown')
  })
})

describe('the report', () => {
  it('says authority by authority which rule did what', async () => {
    const { token } = await planned(core, folderOf(core, smallV6()))
    const file = join(core.folder, 'report.csv')
    const { rows } = await core.done('v6.report', { plan: token, format: 'csv' }, { file })
    const lines = readFileSync(file, 'utf8').trim().split('\r\n')
    expect(lines).toHaveLength(rows + 1)
    expect(lines.find((line) => line.startsWith('DE-2;') && line.includes(';M7;'))).toContain(
      'IMI Coordinator for a federal state in Germany;rule',
    )
    expect(lines.find((line) => line.startsWith('AT-3;') && line.includes(';M10;'))).toContain(
      'waits for a decision;open',
    )
  })

  it('of problems names file, row, column and value', async () => {
    const opened = await core.done('v6.open', {}, { file: folderOf(core, smallV6()) })
    const file = join(core.folder, 'problems.csv')
    expect(await core.done('v6.saveProblems', { plan: opened.file }, { file })).toMatchObject({ rows: 1 })
    expect(readFileSync(file, 'utf8')).toContain(
      'warning;users.csv;3;email;no address;This cannot be an e-mail address.',
    )
  })

  it('is refused where nothing was planned', async () => {
    const input = { plan: core.ids.next(), format: 'csv' } as const
    expect(failureOf(await core.request('v6.report', input, { file: join(core.folder, 'x.csv') }))).toBe(
      'file-unknown',
    )
  })
})
