import { describe, expect, it } from 'vitest'
import { likelyDuplicates } from '../../../src-main/domain/duplicates'
import type { Authority } from '../../../src-shared/entities/authority'
import { authorityOf } from '../../support/samples'

const described = { officialName: 'Stadt Münster', memberState: 'DE', email: 'info@stadt.example' }

function because(candidate: Partial<Authority>, asked: Partial<typeof described> = {}): string | null {
  const found = likelyDuplicates({ ...described, ...asked }, [authorityOf(candidate)], null)
  return found[0]?.because ?? null
}

describe('a likely duplicate', () => {
  it.each<[string, string | null, Partial<Authority>, Partial<typeof described>]>([
    ['has the same name', 'name', { officialName: 'Stadt Münster' }, {}],
    ['has the same name without accents and case', 'name', { officialName: 'STADT MUNSTER' }, {}],
    ['has the same name with other marks between words', 'name', { officialName: 'Stadt – Münster' }, {}],
    [
      'has the same e-mail, whatever its case',
      'email',
      { officialName: 'Amt', email: 'Info@Stadt.example' },
      {},
    ],
    ['is not one that merely begins so', null, { officialName: 'Stadt Münster Nord' }, {}],
    ['is not one of another Member State', null, { officialName: 'Stadt Münster', memberState: 'AT' }, {}],
    ['is not a removed one', null, { officialName: 'Stadt Münster', status: 'removed' }, {}],
    ['is not one that also has no e-mail', null, { officialName: 'Amt', email: '' }, { email: '' }],
  ])('%s', (_sentence, expected, candidate, asked) => {
    expect(because(candidate, asked)).toBe(expected)
  })

  it('is never the authority itself', () => {
    const itself = authorityOf({ officialName: 'Stadt Münster' })
    expect(likelyDuplicates(described, [itself], itself.id)).toEqual([])
  })

  it('is named once, by its name rather than its e-mail', () => {
    const twin = authorityOf({ officialName: 'Stadt Munster', email: 'info@stadt.example' })
    expect(likelyDuplicates(described, [twin, twin], null)).toEqual([{ authority: twin, because: 'name' }])
  })
})
