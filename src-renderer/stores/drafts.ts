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
  /** Keeps what each open form holds at once. */
  const keepers = new Map<string, () => Promise<void>>()

  function begin(form: string, keepNow: () => Promise<void>): void {
    open.set(form, 'open')
    keepers.set(form, keepNow)
  }

  function close(form: string): void {
    open.delete(form)
    keepers.delete(form)
  }

  const isOpen = (form: string): boolean => open.get(form) === 'open'

  /** What is typed in the form is not wanted any more, as it was saved, or left on purpose. */
  async function end(form: string): Promise<void> {
    open.set(form, 'ended')
    await drop(form)
  }

  /** A screen with several forms is left on purpose. @param also a form of it that is not on the screen just now */
  async function endAll(also: string): Promise<void> {
    await Promise.all([...new Set([...open.keys(), also])].map(end))
  }

  /** Before somebody leaves the program: the last words are kept without waiting for a pause. */
  async function keepAll(): Promise<void> {
    await Promise.all([...keepers.values()].map((keepNow) => keepNow()))
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

  return { waiting, begin, close, isOpen, end, endAll, keepAll, load, read, keep, drop }
})
