import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { useListImport, type OpenedList } from '../../../src-renderer/stores/list-import'
import ListColumns from '../../../src-renderer/views/lists/ListColumns.vue'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { byRole, mountInProgram, textOf } from '../../support/renderer'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
  bridge.answer('preferences.write', {})
  bridge.answer('authorities.accessManagerChoices', { choices: [] })
})

function listNamed(fileName: string, file: string): OpenedList {
  const columns = ['officialName' as const]
  return {
    ...{ file, fileName, encoding: 'utf-8', separator: ';', columns: ['Name'], rowCount: 2, sample: [] },
    columnsOf: { authorities: columns, users: [null], accesses: [null] },
    suggested: { kind: 'authorities', columns, source: 'list', memberState: '', accessManager: null },
  }
}
const FIRST = listNamed('first.csv', '01HZZZZZZZZZZZZZZZZZZZZZZA')
const SECOND = listNamed('second.csv', '01HZZZZZZZZZZZZZZZZZZZZZZB')
const COUNTS = { new: 2, update: 0, unchanged: 0, question: 0, error: 0, warnings: 0, likelyDuplicates: 0 }

describe('the columns of a list', () => {
  it('take no preview that belongs to the list before', async () => {
    const plans = bridge.hold('lists.plan')
    mountInProgram(ListColumns, { props: { opening: false, problem: '' } })
    const list = useListImport()
    list.begin(FIRST)
    await flushPromises()
    byRole('button', 'Preview').click()
    await flushPromises()
    list.begin(SECOND)
    plans[0]?.answer({ hash: 'of the first', counts: COUNTS })
    await flushPromises()
    expect(list.step).toBe('columns')
    expect(list.opened?.fileName).toBe('second.csv')
  })

  it('cannot be previewed while another list is being read', async () => {
    mountInProgram(ListColumns, { props: { opening: true, problem: '' } })
    useListImport().begin(FIRST)
    await flushPromises()
    expect(byRole('button', 'Preview')).toHaveProperty('disabled', true)
  })

  it('say why another list cannot be read', async () => {
    mountInProgram(ListColumns, { props: { opening: false, problem: 'The list is empty.' } })
    useListImport().begin(FIRST)
    await flushPromises()
    expect(textOf(document.body)).toContain('The list is empty.')
  })
})
