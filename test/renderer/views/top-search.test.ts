import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import TopSearch from '../../../src-renderer/shell/TopSearch.vue'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { allByRole, byRole, mountInProgram, textOf, type Shown } from '../../support/renderer'
import { newId } from '../../support/samples'

const amt = {
  id: newId(),
  officialName: 'Amt Münster',
  informalTitle: '',
  memberState: 'DE',
  status: 'active' as const,
  nameHits: [[4, 7]] as [number, number][],
  titleHits: [] as [number, number][],
}
const weiss = {
  id: newId(),
  name: 'Anna Münch',
  email: 'anna@amt.example',
  authorityId: newId(),
  authorityName: 'Amt',
  hits: [] as [number, number][],
}

let bridge: FakeBridge
let shown: Shown
beforeEach(() => {
  bridge = installBridge()
  bridge.answer('search.top', ({ text }) =>
    text === 'mün'
      ? { authorities: [amt], users: [weiss], alerts: [] }
      : { authorities: [], users: [], alerts: [] },
  )
  shown = mountInProgram(TopSearch)
})

async function type(text: string): Promise<void> {
  byRole('combobox').focus()
  await shown.wrapper.get('input').setValue(text)
  await flushPromises()
}

async function press(key: string, held: KeyboardEventInit = {}): Promise<void> {
  byRole('combobox').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...held }))
  await flushPromises()
}

const active = () => document.getElementById(byRole('combobox').getAttribute('aria-activedescendant') ?? '')
const place = () => shown.router.currentRoute.value

describe('the search above every screen', () => {
  it('finds authorities and users while typing, what was hit marked', async () => {
    await type('mün')
    expect(allByRole('option').map(textOf)).toEqual(['Amt MünsterDE', 'Anna MünchAmt · anna@amt.example'])
    expect(document.querySelector('mark')?.textContent).toBe('Mün')
  })

  it('opens with Enter what the arrow keys reached', async () => {
    await type('mün')
    await press('ArrowDown')
    expect(active()?.textContent).toContain('Anna Münch')
    await press('Enter')
    expect(place()).toMatchObject({
      name: 'authority',
      params: { id: weiss.authorityId },
      query: { tab: 'users', user: weiss.id },
    })
  })

  it('begins again at the first when more is typed', async () => {
    await type('mün')
    await press('ArrowDown')
    bridge.answer('search.top', { authorities: [amt], users: [weiss], alerts: [] })
    await type('müns')
    expect(active()?.textContent).toContain('Amt Münster')
  })

  it('finds screens of the program by their name', async () => {
    await type('setti')
    await press('Enter')
    expect(place().name).toBe('settings')
  })

  it('says that nothing was found', async () => {
    await type('xyz')
    expect(textOf(byRole('listbox'))).toContain('xyz')
    await press('Enter')
    expect(place().path).toBe('/')
  })

  it('does not say that nothing was found when the store cannot answer, nor shows what it found before', async () => {
    await type('mün')
    bridge.fail('search.top', { kind: 'unavailable', reason: 'busy' })
    await type('müns')
    expect(allByRole('option')).toEqual([])
    expect(textOf(byRole('listbox'))).toMatch(/^The store is busy with other work\.[^“]*$/)
  })

  it('is reached from everywhere by Ctrl and K, and left by Escape', async () => {
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true }))
    expect(document.activeElement).toBe(byRole('combobox'))
    await type('mün')
    await press('Escape')
    expect(document.activeElement).not.toBe(byRole('combobox'))
    expect(byRole('combobox').getAttribute('aria-expanded')).toBe('false')
  })

  it('shows what was typed last, in whatever order the answers come', async () => {
    const held = bridge.hold('search.top')
    await type('m')
    await type('mün')
    held[1]!.answer({ authorities: [amt], users: [], alerts: [] })
    await flushPromises()
    held[0]!.answer({ authorities: [], users: [weiss], alerts: [] })
    await flushPromises()
    expect(allByRole('option').map(textOf)).toEqual(['Amt MünsterDE'])
  })
})
