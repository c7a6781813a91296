import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Input, Output } from '../../src-shared/contract'
import { request } from '../ipc/client'

type Waiting = Output<'drafts.list'>['drafts'][number]

/** What the operator at work typed into forms and has not saved. */
export const useDrafts = defineStore('drafts', () => {
  /** What was left behind before this window was opened. */
  const waiting = ref<readonly Waiting[]>([])

  /** Forms that are open, and whether somebody ended them: by saving, or by leaving without. */
  const open = new Map<string, 'open' | 'ended'>()

  function begin(form: string): void {
    open.set(form, 'open')
  }

  function close(form: string): void {
    open.delete(form)
  }

  const isOpen = (form: string): boolean => open.get(form) === 'open'

  /** What is typed in the form is not wanted any more, as it was saved, or left on purpose. */
  async function end(form: string): Promise<void> {
    open.set(form, 'ended')
    await drop(form)
  }

  /** A screen with several forms is left on purpose. */
  async function endAll(): Promise<void> {
    await Promise.all([...open.keys()].map(end))
  }

  async function load(): Promise<void> {
    const reply = await request('drafts.list', {})
    if (reply.ok) waiting.value = reply.value.drafts
  }

  async function read(form: string): Promise<Output<'drafts.read'>['draft']> {
    const reply = await request('drafts.read', { form })
    return reply.ok ? reply.value.draft : null
  }

  /** Nobody is told where it fails: whoever types is not interrupted, and saving will say what is wrong. */
  async function keep(draft: Input<'drafts.keep'>): Promise<void> {
    await request('drafts.keep', draft)
  }

  async function drop(form: string): Promise<void> {
    waiting.value = waiting.value.filter((each) => each.form !== form)
    await request('drafts.drop', { form })
  }

  return { waiting, begin, close, isOpen, end, endAll, load, read, keep, drop }
})
