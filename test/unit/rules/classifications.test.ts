import { describe, expect, it } from 'vitest'
import {
  addItem,
  changeItem,
  chooseAreas,
  enableTree,
  listedItems,
  type ClassificationFacts,
} from '../../../src-main/domain/classifications'
import { keywordsOf, professionsOf } from '../../../src-shared/catalogue'
import type { ClassificationItem } from '../../../src-shared/entities/classification'
import { administratorOf, catalogue, contextFor, HELPDESK, MANAGER, PLAIN } from '../../support/facts'
import { authorityOf, newId } from '../../support/samples'

const REQUESTS = 'services-information-requests'
const PQ = 'pq-information-requests'
const helpdesk = contextFor(HELPDESK)
const others = contextFor(administratorOf(MANAGER))
const sector = catalogue.professions[0]

function itemOf(fields: Partial<ClassificationItem>): ClassificationItem {
  return {
    id: newId(),
    module: REQUESTS,
    code: 'own-igloos',
    label: 'Igloos',
    parent: null,
    retired: false,
    ...fields,
  }
}
const facts = (...changed: ClassificationItem[]): ClassificationFacts => ({ builtIn: catalogue, changed })
const codeOf = (decided: { ok: true } | { ok: false; refusal: { code: string } }): string | null =>
  decided.ok ? null : decided.refusal.code

describe('the classification of a module (C7)', () => {
  it('starts as it came, and can then differ from the other modules of its area', () => {
    const added = addItem(facts(), { module: REQUESTS, label: 'Ice  hotels', parent: null }, helpdesk)
    expect(added).toMatchObject({ ok: true, value: { code: 'own-ice-hotels' } })
    const changes = added.ok ? added.value.changes : []
    expect(changes).toMatchObject([{ op: 'create', after: { module: REQUESTS, label: 'Ice  hotels' } }])
  })

  it('gives an item another name, retires it and offers it again, in this module only', () => {
    const renamed = itemOf({ code: 'hotels', label: 'Inns' })
    const own = { ...catalogue, classifications: [{ module: REQUESTS, items: [renamed] }] }
    const strip = { code: 'hotels', label: 'Inns' }
    expect(keywordsOf(own, REQUESTS)).toContainEqual(strip)
    expect(keywordsOf(own, 'services-notifications')).not.toContainEqual(strip)
    expect(listedItems(facts(renamed), REQUESTS).find((item) => item.code === 'hotels')).toEqual({
      code: 'hotels',
      label: 'Inns',
      parent: null,
      retired: false,
      added: false,
      firstLabel: 'Hotels',
    })
    const input = { module: REQUESTS, code: 'hotels', label: 'Inns', retired: true }
    expect(changeItem(facts(renamed), input, helpdesk)).toMatchObject({
      value: [{ op: 'update', before: renamed, after: { retired: true } }],
    })
  })

  it('nests professions in sectors, own ones too (C8)', () => {
    const own = itemOf({ module: PQ, code: 'own-x', label: 'Glacier guide', parent: sector?.code ?? null })
    const changed = { ...catalogue, classifications: [{ module: PQ, items: [own] }] }
    expect(professionsOf(changed, PQ)[0]?.professions.at(-1)).toEqual({
      code: 'own-x',
      label: 'Glacier guide',
    })
    const retired = { ...own, code: sector?.code ?? '', parent: null, retired: true }
    const without = { ...catalogue, classifications: [{ module: PQ, items: [retired] }] }
    expect(professionsOf(without, PQ).map((each) => each.code)).not.toContain(sector?.code)
  })

  type Add = [string, Parameters<typeof addItem>[1], typeof helpdesk, string]
  it.each<Add>([
    ['by others than the Helpdesk', { module: REQUESTS, label: 'X', parent: null }, others, 'helpdesk-only'],
    ['to an unknown module', { module: 'nothing', label: 'X', parent: null }, helpdesk, 'module-unknown'],
    [
      'to a module without one',
      { module: 'solvit', label: 'X', parent: null },
      helpdesk,
      'module-without-settings',
    ],
    ['under an unknown sector', { module: PQ, label: 'X', parent: 'nothing' }, helpdesk, 'sector-unknown'],
    ['under a keyword', { module: REQUESTS, label: 'X', parent: 'hotels' }, helpdesk, 'sector-unknown'],
    [
      'twice, however it is written',
      { module: REQUESTS, label: 'hótels', parent: null },
      helpdesk,
      'item-exists',
    ],
  ])('gets no item %s', (_what, input, context, code) => {
    expect(codeOf(addItem(facts(), input, context))).toBe(code)
  })

  type Change = [string, Partial<Parameters<typeof changeItem>[1]>, typeof helpdesk, string]
  it.each<Change>([
    ['by others than the Helpdesk', {}, others, 'helpdesk-only'],
    ['of an unknown module', { module: 'nothing' }, helpdesk, 'module-unknown'],
    ['of a module without one', { module: 'solvit' }, helpdesk, 'module-without-settings'],
    ['that is not there', { code: 'nothing' }, helpdesk, 'item-unknown'],
    ['to a name that is taken', { label: 'Catering' }, helpdesk, 'item-exists'],
    ['to what it is', { label: 'Hotels' }, helpdesk, 'nothing-changed'],
  ])('changes no item %s', (_what, fields, context, code) => {
    const input = { module: REQUESTS, code: 'hotels', label: 'Inns', retired: false, ...fields }
    expect(codeOf(changeItem(facts(), input, context))).toBe(code)
  })
})

describe('the trees of areas (C9)', () => {
  const [area] = catalogue.policyAreas.items
  const enabled = { ...catalogue, policyAreas: { ...catalogue.policyAreas, enabled: true } }

  it('are disabled, and enabled by the Helpdesk', () => {
    expect(catalogue.policyAreas.enabled || catalogue.economicAreas.enabled).toBe(false)
    const input = { tree: 'policyAreas', enabled: true } as const
    expect(enableTree({ catalogue, stored: null }, input, helpdesk)).toMatchObject({
      value: [{ op: 'create', after: { id: 'policyAreas', enabled: true } }],
    })
    expect(codeOf(enableTree({ catalogue, stored: null }, input, others))).toBe('helpdesk-only')
    expect(codeOf(enableTree({ catalogue: enabled, stored: null }, input, helpdesk))).toBe('nothing-changed')
  })

  it('are chosen from while enabled; what was selected before stays known', () => {
    const authority = authorityOf({ policyAreas: ['of-an-older-catalogue'] })
    const input = { policyAreas: ['of-an-older-catalogue', area?.code ?? ''], economicAreas: [] }
    expect(codeOf(chooseAreas({ catalogue: enabled, own: null, authority }, input, helpdesk))).toBeNull()
  })

  it.each([
    [
      'while the tree is disabled',
      PLAIN,
      { policyAreas: [area?.code ?? ''], economicAreas: [] },
      catalogue,
      'tree-disabled',
    ],
    ['out of no tree', PLAIN, { policyAreas: ['nothing'], economicAreas: [] }, enabled, 'area-unknown'],
    ['where nothing is different', PLAIN, { policyAreas: [], economicAreas: [] }, enabled, 'nothing-changed'],
    [
      'of a removed authority',
      authorityOf({ status: 'removed' }),
      { policyAreas: [], economicAreas: [] },
      enabled,
      'authority-removed',
    ],
  ])('are not chosen %s', (_what, authority, input, offered, code) => {
    expect(codeOf(chooseAreas({ catalogue: offered, own: null, authority }, input, helpdesk))).toBe(code)
  })
})
