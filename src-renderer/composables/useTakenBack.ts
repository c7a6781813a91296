import { onBeforeUnmount, ref, watch, type Ref } from 'vue'
import { useEvents } from '../stores/events'
import { useCall } from './useCall'

/**
 * Whether an act was taken back, for a screen that tells of it: from its message, from the history of an authority, on
 * another screen. Asked again after every change, since taking back can itself be taken back.
 * @param unit of the act in the history; null where it wrote nothing
 */
export function useTakenBack(unit: () => string | null): Readonly<Ref<boolean>> {
  const events = useEvents()
  const ask = useCall('history.isTakenBack')
  const takenBack = ref(false)

  async function look(): Promise<void> {
    const id = unit()
    if (id === null) {
      takenBack.value = false
      return
    }
    const answer = await ask.run({ unit: id })
    takenBack.value = answer?.takenBack ?? takenBack.value
  }

  watch(unit, look, { immediate: true })
  onBeforeUnmount(events.onChange(['authority', 'access', 'user', 'accessManager'], () => void look()))
  return takenBack
}
