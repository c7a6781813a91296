import type { IpcMainInvokeEvent, WebContents } from 'electron'
import { isOwnOrigin } from './origin'

/** Whether a request comes from the main frame of a window this program opened, showing a page of its own. */
export function isTrustedSender(
  event: IpcMainInvokeEvent,
  windows: ReadonlySet<WebContents>,
  development: string | null,
): boolean {
  const frame = event.senderFrame
  if (frame === null || !windows.has(event.sender) || frame !== event.sender.mainFrame) return false
  return isOwnOrigin(frame.url, development)
}
