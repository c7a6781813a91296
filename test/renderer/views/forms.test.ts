import { flushPromises } from '@vue/test-utils'
import { ref } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { useCatalogue } from '../../../src-renderer/stores/catalogue'
import { useAccessWords } from '../../../src-renderer/views/authority/useAccessWords'
import { useFieldErrors } from '../../../src-renderer/composables/useFieldErrors'
import { useUnsaved } from '../../../src-renderer/views/authority/useUnsaved'
import { catalogue } from '../../../src-main/app/catalogue'
import type { Fault } from '../../../src-shared/faults'
import { installBridge } from '../../support/fake-bridge'
import { inProgram } from '../../support/renderer'
import { accessViewOf } from '../../support/rows'

beforeEach(() => {
  installBridge().answer('catalogue.read', catalogue)
})

const errorsOf = (fault: Fault | null) => inProgram(() => useFieldErrors(ref(fault), () => ({})))

describe('a fault of a form', () => {
  it('stands beside the field it is about, and leads to it', () => {
    const { errors, summary, problem } = errorsOf({
      kind: 'invalid-input',
      paths: ['data.email', 'data.languages.3', 'data.email'],
    })
    expect(errors.value).toEqual({
      email: 'This is no e-mail address. It has the form office@place.eu.',
      languages: 'One of these languages cannot be used.',
    })
    expect(summary.value.map(({ field, label }) => [field, label])).toEqual([
      ['field-email', 'E-mail'],
      ['field-languages', 'Languages'],
    ])
    expect(problem.value).toBe('')
  })

  it('stands beside its field also where a rule refused it', () => {
    const { errors, problem } = errorsOf({
      kind: 'refused',
      refusal: { code: 'member-state-fixed', params: {} },
      field: 'memberState',
    })
    expect(errors.value).toEqual({
      memberState: 'The Member State is fixed when an authority is registered.',
    })
    expect(problem.value).toBe('')
  })

  it('stands above the form where it is about no field', () => {
    const { summary, problem } = errorsOf({
      kind: 'refused',
      refusal: { code: 'nothing-changed', params: {} },
    })
    expect(summary.value).toEqual([])
    expect(problem.value).toBe('Nothing was changed, so there is nothing to save.')
  })

  it('is not there where nothing went wrong', () => {
    const { errors, problem } = errorsOf(null)
    expect([errors.value, problem.value]).toEqual([{}, ''])
  })
})

describe('something not saved', () => {
  it('is left without a question where nothing was changed', async () => {
    const { mayLeave, asking } = inProgram(() => useUnsaved(() => false))
    expect(await mayLeave()).toBe(true)
    expect(asking.value).toBe(false)
  })

  it.each([true, false])('is left only as the operator answers: %s', async (leave) => {
    const { mayLeave, asking, answer } = inProgram(() => useUnsaved(() => true))
    const left = mayLeave()
    expect(asking.value).toBe(true)
    answer(leave)
    expect(await left).toBe(leave)
    expect(asking.value).toBe(false)
  })

  it('is kept when the question is closed without an answer', async () => {
    const { mayLeave, asking } = inProgram(() => useUnsaved(() => true))
    const left = mayLeave()
    await flushPromises()
    asking.value = false
    await flushPromises()
    expect(await left).toBe(false)
  })

  it('is kept for the first of two ways out when the second one is asked about', async () => {
    const { mayLeave, answer } = inProgram(() => useUnsaved(() => true))
    const [first, second] = [mayLeave(), mayLeave()]
    answer(true)
    expect([await first, await second]).toEqual([false, true])
  })
})

describe('the settings of an access', () => {
  async function words() {
    const used = inProgram(() => ({ ...useAccessWords(), load: useCatalogue().load }))
    await used.load()
    return used
  }

  it('are counted in a line, professions by their sectors', async () => {
    const [first, second] = catalogue.professions
    const professions = [first!, second!]
      .flatMap((sector) => sector.professions.slice(0, 1))
      .map((each) => each.code)
    const { settings } = await words()
    expect(settings(accessViewOf(PQ(professions)))).toBe('2 professions in 2 sectors')
    expect(settings(accessViewOf())).toBe('')
  })

  const PQ = (professions: string[]) => ({ professions, module: 'pq-information-requests' })

  it('name what the catalogue no longer knows last', async () => {
    const sector = catalogue.professions[0]!
    const { sectorsOf } = await words()
    const found = sectorsOf(PQ(['gone', sector.professions[0]!.code]))
    expect(found.map(({ name }) => name)).toEqual([sector.label, 'Other professions'])
    expect(found[1]?.items).toEqual(['gone'])
  })
})
