import type { WebContents } from 'electron'

/** How far each press of a key goes. */
const FACTORS = [0.8, 0.9, 1, 1.25, 1.5, 1.75, 2, 2.5, 3]

/** Whole-window zoom by Ctrl with + and −, and back by Ctrl 0, as in every browser; macOS holds the command key. */
export function zoomByKeyboard(contents: WebContents): void {
  contents.on('before-input-event', (event, input) => {
    const held = process.platform === 'darwin' ? input.meta : input.control
    if (input.type !== 'keyDown' || !held || input.alt) return
    const now = contents.getZoomFactor()
    const wanted = {
      '+': FACTORS.find((factor) => factor > now + 0.01),
      '=': FACTORS.find((factor) => factor > now + 0.01),
      '-': FACTORS.findLast((factor) => factor < now - 0.01),
      '0': 1,
    }[input.key]
    if (wanted === undefined) return
    event.preventDefault()
    contents.setZoomFactor(wanted)
  })
}
