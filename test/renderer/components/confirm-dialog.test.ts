import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import ConfirmDialog from '../../../src-renderer/components/ConfirmDialog.vue'
import { allByRole, byRole, mountInProgram, textOf } from '../../support/renderer'

async function show(props: Readonly<Record<string, unknown>> = {}) {
  const { wrapper } = mountInProgram(ConfirmDialog, {
    props: { open: true, title: 'Inactivate Amt Wachsenburg?', act: 'Inactivate', ...props },
    slots: { default: '<p>It can no longer be used in IMI.</p>' },
  })
  await flushPromises()
  return wrapper
}

describe('a question before an act', () => {
  it('names the thing and the consequence', async () => {
    await show()
    const dialog = byRole('dialog', 'Inactivate Amt Wachsenburg?')
    expect(textOf(dialog)).toContain('It can no longer be used in IMI.')
  })

  it('has the act itself as its button, never just OK', async () => {
    await show()
    expect(allByRole('button').map(textOf)).toEqual(['Cancel', 'Inactivate'])
  })

  it('does the act when it is confirmed', async () => {
    const dialog = await show()
    byRole('button', 'Inactivate').click()
    expect(dialog.emitted('confirm')).toHaveLength(1)
  })

  it('closes without the act when the operator stays', async () => {
    const dialog = await show({ cancel: 'Keep editing' })
    byRole('button', 'Keep editing').click()
    expect(dialog.emitted('update:open')).toEqual([[false]])
    expect(dialog.emitted('confirm')).toBeUndefined()
  })

  it('asks for a reason only where the history wants one', async () => {
    await show()
    expect(allByRole('textbox')).toEqual([])
  })

  it.each([
    ['Ctrl', { ctrlKey: true }],
    ['the command key of a Mac', { metaKey: true }],
  ])('hands over the reason, and %s and Enter in it confirm', async (_key, held) => {
    const dialog = await show({ withReason: true })
    const reason = byRole('textbox') as HTMLTextAreaElement
    reason.value = 'Merged with Erfurt'
    reason.dispatchEvent(new Event('input'))
    reason.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...held }))
    expect(dialog.emitted('update:reason')).toEqual([['Merged with Erfurt']])
    expect(dialog.emitted('confirm')).toHaveLength(1)
  })

  it('does the act once, however often it is pressed while it is under way', async () => {
    const dialog = await show({ withReason: true, pending: true })
    byRole('button', 'Inactivate').click()
    byRole('textbox').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }),
    )
    expect(dialog.emitted('confirm')).toBeUndefined()
  })

  it('stays open and says why the act was refused', async () => {
    await show({ problem: 'This authority is inactivated already.' })
    expect(textOf(byRole('alert'))).toBe('This authority is inactivated already.')
  })
})
