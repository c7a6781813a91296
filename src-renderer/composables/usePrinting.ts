import { computed, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Input } from '../../src-shared/contract'
import { useEvents } from '../stores/events'
import { useMessages } from '../stores/messages'
import { useAct } from './useCall'

/**
 * Writes what the window shows on paper as a PDF, with a digital signature or without (K9).
 * @param alert the alert it is about; null for everything else
 */
export function usePrinting(alert: () => Input<'paper.print'>['alert']) {
  const events = useEvents()
  const messages = useMessages()
  const { t } = useI18n()
  const print = useAct('paper.print')
  const pick = useAct('paper.certificate')
  const check = useAct('paper.check')
  const signing = ref(false)
  const certificate = ref<{ file: string; fileName: string } | null>(null)

  async function choose(): Promise<void> {
    check.clear()
    certificate.value = (await pick.run({})) ?? certificate.value
  }

  async function save(signature: Input<'paper.print'>['signature'] = null): Promise<boolean> {
    const written = await print.run({ alert: alert(), signature })
    if (written !== null) messages.done(t('paper.saved', { fileName: written.fileName }))
    else if (print.problem.value !== '') messages.problem(print.problem.value)
    return written !== null
  }

  /** The certificate is tried first, so that a wrong password is told before a place for the file is chosen. */
  async function sign(words: { password: string; reason: string; place: string }): Promise<void> {
    const file = certificate.value?.file
    if (file === undefined) return
    pick.clear()
    const fits = await check.run({ file, password: words.password })
    if (fits !== null && (await save({ file, ...words }))) signing.value = false
  }

  // A certificate can take long to unlock: whoever closes the dialog does not wait for it. Nor is it kept for the next time.
  watch(signing, (open) => {
    if (open) return
    certificate.value = null
    check.clear()
    pick.clear()
    for (const { pending, call } of [check, print]) {
      if (pending.value && call.value !== null) void events.cancel(call.value)
    }
  })

  return {
    save,
    sign,
    choose,
    signing,
    fileName: computed(() => certificate.value?.fileName ?? ''),
    pending: computed(() => print.pending.value || pick.pending.value || check.pending.value),
    problem: computed(() => check.problem.value || pick.problem.value),
  }
}
