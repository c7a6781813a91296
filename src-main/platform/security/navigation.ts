import type { WebContents } from 'electron'
import { isOwnOrigin } from './origin'

/** No navigation, no redirect, no new window and no web view leads anywhere but to the program's own pages. */
export function denyNavigation(contents: WebContents, development: string | null): void {
  const deny = (event: { preventDefault: () => void; url: string }): void => {
    if (!isOwnOrigin(event.url, development)) event.preventDefault()
  }
  contents.on('will-navigate', deny)
  contents.on('will-redirect', deny)
  contents.on('will-frame-navigate', deny)
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
