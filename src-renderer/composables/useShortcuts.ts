import { onBeforeUnmount, onMounted } from 'vue'

/** The key press as its name: `ctrl+k`, `alt+arrowleft`, `f6`. On macOS the command key counts as Ctrl. */
function nameOf(event: KeyboardEvent): string {
  const held = [
    event.ctrlKey || event.metaKey ? 'ctrl' : '',
    event.altKey ? 'alt' : '',
    event.shiftKey && event.key.length > 1 ? 'shift' : '',
  ]
  return [...held.filter((each) => each !== ''), event.key.toLowerCase()].join('+')
}

/** Shortcuts of the whole window while this component is shown. Single letters are not used: they would eat text. */
export function useShortcuts(shortcuts: Readonly<Record<string, () => void>>): void {
  const onKey = (event: KeyboardEvent): void => {
    const act = shortcuts[nameOf(event)]
    if (act === undefined || event.defaultPrevented) return
    event.preventDefault()
    act()
  }
  onMounted(() => {
    window.addEventListener('keydown', onKey)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', onKey)
  })
}
