import { watchDebounced } from '@vueuse/core'
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import type { Input } from '../../src-shared/contract'
import { useDrafts } from '../stores/drafts'
import { useSession } from '../stores/session'

/** Typing that pauses so long is kept, in milliseconds. */
const CALM = 700

export interface DraftedForm<Data> extends Pick<Input<'drafts.keep'>, 'form' | 'about' | 'place'> {
  /** What the form is about, for whoever finds it again. */
  readonly label: () => string
  /** What is typed so far. */
  readonly data: () => Data
  readonly dirty: () => boolean
  /** Puts back what was typed. */
  readonly restore: (data: Data) => void
}

/**
 * Keeps what is typed into a form while it is typed, so that a crash, a lock or a power cut takes none of it; offers it
 * when the form is opened again.
 */
export function useDraft<Data>(form: DraftedForm<Data>): {
  offer: Ref<{ at: string } | null>
  take: () => void
  /** What was offered is not wanted. */
  refuse: () => Promise<void>
  /** The form was saved, or is left without saving. */
  end: () => Promise<void>
} {
  const drafts = useDrafts()
  const session = useSession()
  const offer = ref<{ at: string } | null>(null)
  let found: Data | null = null
  let kept = false
  let here = true

  onMounted(async () => {
    if (session.viewing !== null) return
    const draft = await drafts.read(form.form)
    if (draft === null || !drafts.isOpen(form.form)) return
    found = JSON.parse(draft.data) as Data
    offer.value = { at: draft.at }
  })

  async function keep(): Promise<void> {
    // What was kept earlier is not written over while it is offered.
    if (!drafts.isOpen(form.form) || offer.value !== null || session.viewing !== null) return
    if (form.dirty()) {
      kept = true
      const { form: key, about, place } = form
      const label = form.label().slice(0, 300)
      await drafts.keep({ form: key, about, place, label, data: JSON.stringify(form.data()) })
    } else if (kept) {
      kept = false
      await drafts.drop(form.form)
    }
  }

  drafts.begin(form.form, keep)
  // A pause that began while the form was here may end after it.
  watchDebounced(
    () => JSON.stringify(form.data()),
    () => (here ? keep() : undefined),
    { debounce: CALM },
  )
  // The program locks, or the screen is left in another way than by the form: the last words are kept, too.
  onBeforeUnmount(() => {
    here = false
    if (form.dirty()) void keep()
    drafts.close(form.form)
  })

  return {
    offer,
    take: () => {
      if (found !== null) form.restore(found)
      offer.value = null
      kept = true
    },
    refuse: async () => {
      offer.value = null
      await drafts.drop(form.form)
    },
    end: async () => {
      offer.value = null
      await drafts.end(form.form)
    },
  }
}
