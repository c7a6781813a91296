import { describe, expect, it } from 'vitest'
import AuthorityLink from '../../../src-renderer/components/AuthorityLink.vue'
import ChipSet from '../../../src-renderer/components/ChipSet.vue'
import HitText from '../../../src-renderer/components/HitText.vue'
import ProblemNote from '../../../src-renderer/components/ProblemNote.vue'
import StatusChip from '../../../src-renderer/components/StatusChip.vue'
import TimeText from '../../../src-renderer/components/TimeText.vue'
import { allByRole, byRole, mountInProgram, textOf } from '../../support/renderer'

const marks = () => [...document.querySelectorAll('mark')].map(textOf)

describe('a name that was found', () => {
  const show = (text: string, hits: [number, number][]) =>
    mountInProgram(HitText, { props: { text, hits } }).wrapper

  it('has what was searched for marked', () => {
    const name = show('Stadt Münster', [
      [0, 2],
      [6, 9],
    ])
    expect(marks()).toEqual(['St', 'Mün'])
    expect(name.text()).toBe('Stadt Münster')
  })

  it('is marked up to its very end', () => {
    show('Amt', [[0, 3]])
    expect(marks()).toEqual(['Amt'])
  })

  it('without a hit is just the name', () => {
    expect(show('Stadt Münster', []).text()).toBe('Stadt Münster')
    expect(marks()).toEqual([])
  })

  it('is shown as text, even where it holds HTML', () => {
    const name = show('<b>Amt</b> <img src=x>', [[3, 6]])
    expect(name.text()).toBe('<b>Amt</b> <img src=x>')
    expect(document.querySelector('b, img')).toBeNull()
  })
})

describe('a date', () => {
  const AT = '2026-11-23T12:14:09.000Z'

  it('shows the exact time on hover', () => {
    const { element } = mountInProgram(TimeText, { props: { at: AT } }).wrapper
    expect(textOf(element)).toBe('23 Nov 2026')
    expect(element.getAttribute('title')).toMatch(/^Monday.* 23 November 2026 at \d\d:14:09$/)
    expect(element.getAttribute('datetime')).toBe(AT)
  })

  it('shows its time where the time matters', () => {
    const { wrapper } = mountInProgram(TimeText, { props: { at: AT, withTime: true } })
    expect(wrapper.text()).toMatch(/^23 Nov 2026, \d\d:14$/)
  })

  it('that is not known is a dash, or the word that was given for it', () => {
    expect(mountInProgram(TimeText, { props: { at: null } }).wrapper.text()).toBe('–')
    expect(mountInProgram(TimeText, { props: { at: null, none: 'Never' } }).wrapper.text()).toBe('Never')
  })
})

describe('a status', () => {
  it('says its word: the colour is never the only sign', () => {
    const { wrapper } = mountInProgram(StatusChip, {
      props: { kind: 'bad' },
      slots: { default: 'Suspended' },
    })
    expect(wrapper.text()).toBe('Suspended')
  })
})

describe('a set of words', () => {
  const items = Array.from({ length: 15 }, (_, index) => `Word ${String(index)}`)
  const words = () => allByRole('listitem').map(textOf)

  it('begins short and says how many more there are', () => {
    mountInProgram(ChipSet, { props: { items } })
    expect(words().at(-2)).toBe('Word 11')
    expect(textOf(byRole('button'))).toBe('3 more')
  })

  it('is shown whole and short again', async () => {
    const { wrapper } = mountInProgram(ChipSet, { props: { items } })
    const button = wrapper.get('button')
    await button.trigger('click')
    expect(words().at(-2)).toBe('Word 14')
    expect(button.attributes('aria-expanded')).toBe('true')
    await button.trigger('click')
    expect(words().at(-2)).toBe('Word 11')
  })

  it('of few words is shown whole at once', () => {
    mountInProgram(ChipSet, { props: { items: items.slice(0, 12) } })
    expect(words()).toHaveLength(12)
    expect(allByRole('button')).toEqual([])
  })
})

describe('a problem', () => {
  it('is read out at once, and takes no room where there is none', async () => {
    const { wrapper } = mountInProgram(ProblemNote, { props: { text: '' } })
    expect(allByRole('alert')).toEqual([])
    await wrapper.setProps({ text: 'The store is closed. Sign in again.' })
    expect(textOf(byRole('alert'))).toBe('The store is closed. Sign in again.')
  })
})

describe('the name of an authority', () => {
  const link = (status: string) =>
    mountInProgram(AuthorityLink, { props: { authority: { id: 'some-id', officialName: 'Amt', status } } })
      .wrapper

  it('leads to it', () => {
    expect(link('active').get('a').attributes('href')).toBe('/authorities/some-id')
  })

  it('says so where it is not active', () => {
    expect(textOf(link('inactivated').element)).toBe('Amt (Inactivated)')
    expect(textOf(link('active').element)).toBe('Amt')
  })
})
