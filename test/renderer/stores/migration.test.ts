import { beforeEach, describe, expect, it } from 'vitest'
import { useMigration, type OpenedV6, type PlannedV6 } from '../../../src-renderer/stores/migration'
import type { V6Question } from '../../../src-shared/contract/migration'
import { installBridge } from '../../support/fake-bridge'
import { inProgram } from '../../support/renderer'

beforeEach(() => {
  installBridge()
})

const opened: OpenedV6 = {
  file: '01HZZZZZZZZZZZZZZZZZZZZZZZ',
  folderName: 'V6 Daten',
  files: [],
  problems: { errors: 0, warnings: 0, first: [] },
}
const question = (authority: string): V6Question => ({
  authority,
  officialName: 'Koordination',
  memberState: 'AT',
  kind: 'sdimic-type',
  choice: '',
})
const plan: PlannedV6 = {
  hash: 'h',
  totals: { authorities: 1, known: 0, users: 0, accesses: 0, managers: 0, registersLater: 0 },
  rules: [],
  questions: [question('AT-1'), question('AT-2')],
  problems: { errors: 0, warnings: 0, first: [] },
}
const done = { ...plan.totals, unit: 'u', openDecisions: 2 }

describe('V6 data on their way into the store', () => {
  it('go from the folder to what was found, the dry run and the result', () => {
    const migration = inProgram(useMigration)
    expect(migration.step).toBe('folder')
    migration.begin(opened)
    expect(migration.step).toBe('found')
    migration.take(plan)
    expect(migration.step).toBe('plan')
    migration.done = done
    expect(migration.step).toBe('done')
    migration.reset()
    expect(migration.step).toBe('folder')
  })

  it('need a new dry run where answers changed, and none where they are as they were', () => {
    const migration = inProgram(useMigration)
    migration.begin(opened)
    migration.take(plan)
    expect(migration.answersChanged).toBe(false)
    migration.answer([question('AT-2')], 'none')
    expect(migration.answersChanged).toBe(true)
    migration.answer([question('AT-2')], '')
    expect(migration.answersChanged).toBe(false)
    migration.answer([question('AT-2')], 'none')
    migration.take(plan)
    expect(migration.answersChanged).toBe(false)
  })

  it('keep the answers in one order, whichever was given first, and forget them with the folder', () => {
    const migration = inProgram(useMigration)
    migration.begin(opened)
    migration.answer([question('AT-2')], 'none')
    migration.answer([question('AT-1')], 'coordinator-national')
    expect(migration.answers.map((each) => each.authority)).toEqual(['AT-1', 'AT-2'])
    expect(migration.answerOf(question('AT-1'))).toBe('coordinator-national')
    migration.begin(opened)
    expect(migration.answers).toEqual([])
  })
})
