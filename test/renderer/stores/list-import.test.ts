import { beforeEach, describe, expect, it } from 'vitest'
import { useListImport, type OpenedList } from '../../../src-renderer/stores/list-import'
import { usePreferences } from '../../../src-renderer/stores/preferences'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { inProgram } from '../../support/renderer'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
  bridge.answer('preferences.write', {})
})

const program = () => inProgram(() => ({ list: useListImport(), preferences: usePreferences() }))

function opened(columns: string[]): OpenedList {
  return {
    file: '01HZZZZZZZZZZZZZZZZZZZZZZZ',
    fileName: 'behörden.csv',
    encoding: 'utf-8',
    separator: ';',
    columns,
    rowCount: 2,
    sample: [],
    columnsOf: {
      authorities: columns.map(() => null),
      users: columns.map(() => 'phone' as const),
      accesses: columns.map(() => null),
    },
    suggested: {
      kind: 'authorities',
      columns: columns.map(() => null),
      source: 'behoerden',
      memberState: 'DE',
      accessManager: null,
    },
  }
}
const NONE = { new: 0, update: 0, unchanged: 0, question: 0, error: 0, warnings: 0, likelyDuplicates: 0 }

describe('the import of a list', () => {
  it('goes from the file to the columns, the preview and the result', () => {
    const { list } = program()
    expect(list.step).toBe('file')
    list.begin(opened(['Name', 'Ort']))
    expect(list.step).toBe('columns')
    list.plan = { hash: 'h', counts: NONE }
    expect(list.step).toBe('preview')
    list.done = { unit: null, added: 1, updated: 0, failed: 0 }
    expect(list.step).toBe('done')
    list.reset()
    expect(list.step).toBe('file')
  })

  it('begins afresh with another file', () => {
    const { list } = program()
    list.begin(opened(['Name', 'Ort']))
    list.plan = { hash: 'h', counts: NONE }
    list.done = { unit: null, added: 1, updated: 0, failed: 0 }
    list.begin(opened(['Titel']))
    expect(list.step).toBe('columns')
    expect(list.mapping?.columns).toEqual([null])
  })
})

describe('the columns of a list', () => {
  it('are mapped as the program suggests where the list is a new one', () => {
    const { list } = program()
    const first = opened(['Name', 'Ort'])
    list.begin({ ...first, suggested: { ...first.suggested, columns: ['officialName', 'city'] } })
    expect(list.mapping?.columns).toEqual(['officialName', 'city'])
  })

  it('are mapped as they were the time before where the list has the same columns', async () => {
    const { list } = program()
    list.begin(opened(['Name', 'Ort']))
    list.mapping!.columns = ['officialName', 'city']
    await list.remember()
    list.begin(opened(['Name', 'Ort']))
    expect(list.mapping?.columns).toEqual(['officialName', 'city'])
    list.begin(opened(['Ort', 'Name']))
    expect(list.mapping?.columns).toEqual([null, null])
  })

  it('are remembered beside those of other lists', async () => {
    const { list, preferences } = program()
    await preferences.change({ mappings: { 'Titel|Land': ['officialName', 'memberState'] } })
    list.begin(opened(['Name', 'Ort']))
    list.mapping!.columns = ['officialName', 'city']
    await list.remember()
    expect(bridge.inputs('preferences.write').at(-1)).toEqual({
      mappings: {
        'Titel|Land': ['officialName', 'memberState'],
        'Name|Ort': ['officialName', 'city'],
      },
    })
  })

  it('mean something else in a list of users, and are remembered apart', async () => {
    const { list } = program()
    list.begin(opened(['Name', 'Login']))
    list.mapping!.columns = ['officialName', null]
    await list.remember()
    list.chooseKind('users')
    expect(list.mapping).toMatchObject({ kind: 'users', columns: ['phone', 'phone'] })
    list.mapping!.columns = ['name', 'userName']
    await list.remember()
    list.begin(opened(['Name', 'Login']))
    expect(list.mapping?.columns).toEqual(['officialName', null])
    list.chooseKind('users')
    expect(list.mapping?.columns).toEqual(['name', 'userName'])
  })

  it('mapped anew leave what was remembered alone until it is remembered again', async () => {
    const { list } = program()
    list.begin(opened(['Name', 'Ort']))
    list.mapping!.columns = ['officialName', 'city']
    await list.remember()
    list.begin(opened(['Name', 'Ort']))
    list.mapping!.columns[1] = 'region'
    list.begin(opened(['Name', 'Ort']))
    expect(list.mapping?.columns).toEqual(['officialName', 'city'])
  })

  it.each(['constructor', 'toString', 'hasOwnProperty'])('may be a single one called %s', (name) => {
    const { list } = program()
    list.begin(opened([name]))
    expect(list.mapping?.columns).toEqual([null])
  })
})
