import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { useEvents } from '../../../src-renderer/stores/events'
import { useListImport } from '../../../src-renderer/stores/list-import'
import { useMigration } from '../../../src-renderer/stores/migration'
import ListDone from '../../../src-renderer/views/lists/ListDone.vue'
import MigrationDone from '../../../src-renderer/views/migration/MigrationDone.vue'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { byRole, mountInProgram, textOf } from '../../support/renderer'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
})

const page = (): string => textOf(document.body)

/** Answers whether the import was taken back, and tells the window that the store changed. */
async function changed(takenBack: boolean): Promise<void> {
  bridge.answer('history.isTakenBack', { takenBack })
  bridge.emit({ type: 'changed', entities: ['authority'], authorities: [] })
  await flushPromises()
}

async function showList(unit: string | null): Promise<void> {
  mountInProgram(ListDone)
  useEvents().start()
  useListImport().done = { unit, added: 2, updated: 0, failed: 0 }
  await flushPromises()
}

const MIGRATED = {
  authorities: 3,
  known: 0,
  users: 1,
  accesses: 3,
  managers: 0,
  registersLater: 0,
  openDecisions: 2,
  unit: 'unit',
}

describe('the end of an import', () => {
  it('of a list says so when it is taken back, and again when that is taken back', async () => {
    bridge.answer('history.isTakenBack', { takenBack: false })
    await showList('unit')
    expect(page()).toContain('Added: 2 authorities.')
    await changed(true)
    expect(page()).toContain('The import was taken back')
    expect(page()).not.toContain('Added: 2 authorities.')
    await changed(false)
    expect(page()).toContain('Added: 2 authorities.')
    expect(bridge.inputs('history.isTakenBack').at(-1)).toEqual({ unit: 'unit' })
  })

  it('of a list leads back to its preview when it was taken back meanwhile', async () => {
    bridge.answer('history.isTakenBack', { takenBack: true })
    await showList('unit')
    byRole('button', 'Back to the preview').click()
    expect(useListImport().done).toBeNull()
  })

  it('of a list that changed nothing asks for nothing', async () => {
    await showList(null)
    expect(page()).toContain('The list is in the store')
    expect(bridge.asked).toEqual([])
  })

  it('of V6 data speaks no more of decisions and a report when it is taken back, but of the dry run', async () => {
    bridge.answer('history.isTakenBack', { takenBack: false })
    mountInProgram(MigrationDone)
    useEvents().start()
    useMigration().done = MIGRATED
    await flushPromises()
    expect(page()).toContain('2 decisions are open.')
    await changed(true)
    expect(page()).toContain('The import was taken back')
    expect(page()).not.toContain('decisions are open')
    expect(page()).not.toContain('Save the report')
    byRole('button', 'Back to the dry run').click()
    expect(useMigration().done).toBeNull()
  })
})
