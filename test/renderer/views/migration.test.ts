import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { useMigration, type PlannedV6 } from '../../../src-renderer/stores/migration'
import { useMessages } from '../../../src-renderer/stores/messages'
import DryRun from '../../../src-renderer/views/migration/DryRun.vue'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { alerts, byRole, mountInProgram } from '../../support/renderer'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
})

const FILE = '01HZZZZZZZZZZZZZZZZZZZZZZZ'
const NO_PROBLEMS = { errors: 0, warnings: 0, first: [] }
const plan = (fields: Partial<PlannedV6> = {}): PlannedV6 => ({
  hash: 'abc',
  totals: { authorities: 3, known: 0, users: 0, accesses: 3, managers: 0, registersLater: 1 },
  rules: [{ rule: 'M1', count: 3 }],
  questions: [],
  problems: NO_PROBLEMS,
  ...fields,
})

async function show(made: PlannedV6): Promise<void> {
  const { wrapper } = mountInProgram(DryRun)
  const migration = useMigration()
  migration.begin({ file: FILE, folderName: 'V6', files: [], problems: NO_PROBLEMS })
  migration.take(made)
  await wrapper.vm.$nextTick()
}

const isDisabled = (name: string): boolean => byRole('button', name).hasAttribute('disabled')

describe('the dry run', () => {
  it('is carried out with its own hash, and the message offers to take it back', async () => {
    bridge.answer('v6.apply', { ...plan().totals, unit: 'u', openDecisions: 0 })
    await show(plan())
    byRole('button', 'Import 3 authorities').click()
    await flushPromises()
    expect(bridge.inputs('v6.apply')).toEqual([{ file: FILE, answers: [], hash: 'abc' }])
    expect(useMigration().step).toBe('done')
    expect(useMessages().current?.text).toBe('3 authorities were taken over from V6.')
  })

  it('is made anew where the store changed meanwhile, and says so', async () => {
    bridge.refuse('v6.apply', 'plan-changed')
    bridge.answer('v6.plan', plan({ hash: 'new' }))
    await show(plan())
    byRole('button', 'Import 3 authorities').click()
    await flushPromises()
    expect(useMigration().plan?.hash).toBe('new')
    expect(alerts()[0]).toMatch(/^The store or the file changed/)
  })

  it('cannot be carried out where nothing is new, and says so', async () => {
    const totals = { authorities: 0, known: 3, users: 0, accesses: 0, managers: 0, registersLater: 0 }
    await show(plan({ totals }))
    expect(isDisabled('Import what is missing')).toBe(true)
    expect(document.body.textContent).toContain('There is nothing to import.')
  })

  it('cannot be carried out while there is an error', async () => {
    await show(plan({ problems: { errors: 2, warnings: 0, first: [] } }))
    expect(isDisabled('Import 3 authorities')).toBe(true)
    expect(document.body.textContent).toContain('2 errors stop the import.')
  })
})
