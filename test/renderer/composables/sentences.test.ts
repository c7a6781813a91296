import { beforeEach, describe, expect, it } from 'vitest'
import { useFormat } from '../../../src-renderer/composables/useFormat'
import { useSentences } from '../../../src-renderer/composables/useSentences'
import { useCatalogue } from '../../../src-renderer/stores/catalogue'
import { catalogue } from '../../../src-main/app/catalogue'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { inProgram } from '../../support/renderer'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
  bridge.answer('catalogue.read', catalogue)
})

async function sentences() {
  const used = inProgram(() => ({ ...useSentences(), names: useCatalogue() }))
  await used.names.load()
  return used
}

describe('a refusal', () => {
  it('calls Member States by their name, not by their code', async () => {
    const { ofRefusal } = await sentences()
    expect(ofRefusal({ code: 'not-in-your-member-state', params: { memberState: 'EL' } })).toBe(
      'You may manage authorities of your own Member State only; this one is in Greece.',
    )
  })

  it('speaks of one and of many', async () => {
    const { ofRefusal } = await sentences()
    const modules = ['registers', 'solvit']
    expect(
      ofRefusal({ code: 'accesses-still-active', params: { count: 1, modules: ['registers'] } }),
    ).toMatch(/^1 access is still active: .+\. Suspend it first\.$/)
    expect(ofRefusal({ code: 'accesses-still-active', params: { count: 2, modules } })).toMatch(
      /^2 accesses are still active: .+ and .+\. Suspend them first\.$/,
    )
  })

  it('speaks of many seconds, whatever the number is called', async () => {
    const { ofRefusal } = await sentences()
    expect(ofRefusal({ code: 'sign-in-wait', params: { seconds: 1 } })).toMatch(/in 1 second\.$/)
    expect(ofRefusal({ code: 'sign-in-wait', params: { seconds: 30 } })).toMatch(/in 30 seconds\.$/)
  })

  it('names all that is needed, up to twelve', async () => {
    const { ofRefusal } = await sentences()
    const types = ['pdf', 'png', 'jpg', 'jpeg', 'txt', 'csv', 'docx', 'xlsx', 'odt', 'ods']
    expect(ofRefusal({ code: 'alert-attachment-type', params: { types } })).toContain(
      'pdf, png, jpg, jpeg, txt, csv, docx, xlsx, odt and ods.',
    )
  })

  it('of more it names five and counts the rest', async () => {
    const { ofRefusal } = await sentences()
    const names = [...['Aachen', 'Bonn', 'Celle', 'Düren', 'Essen'], ...Array<string>(8).fill('Fulda')]
    expect(ofRefusal({ code: 'duplicates-unseen', params: { names } })).toContain(
      'Aachen, Bonn, Celle, Düren, Essen and 8 more.',
    )
  })

  it('shows a name as it is written, whatever signs it holds', async () => {
    const { ofRefusal } = await sentences()
    const names = ['Amt <b>{count}</b> | @:common.yes']
    expect(ofRefusal({ code: 'duplicates-unseen', params: { names } })).toContain(names[0])
  })
})

describe('the catalogue', () => {
  it('is asked for once, however many screens need it', async () => {
    const { names } = await sentences()
    await names.load()
    expect(bridge.inputs('catalogue.read')).toHaveLength(1)
  })

  it('gives the code itself for what it does not know', async () => {
    const { names } = await sentences()
    expect(names.memberStateName('XX')).toBe('XX')
    expect(names.moduleShortName('gone')).toBe('gone')
    expect(names.roleName('gone:reader')).toBe('reader')
  })
})

describe('dates and numbers', () => {
  it('have the day before the month', () => {
    const format = inProgram(useFormat)
    expect(format.date('2026-11-23T12:00:00.000Z')).toBe('23 Nov 2026')
  })

  it('are empty where there is no date', () => {
    const format = inProgram(useFormat)
    expect([format.date(null), format.exact(null), format.dateTime(null)]).toEqual(['', '', ''])
  })

  it('are grouped in thousands and carry their unit', () => {
    const format = inProgram(useFormat)
    expect(format.number(28345)).toBe('28,345')
    expect([0, 1, 2002, 999_001, 1_250_000, 162_040_000].map(format.size)).toEqual([
      '0 kB',
      '1 kB',
      '2 kB',
      '999 kB',
      '1.3 MB',
      '162 MB',
    ])
  })
})
