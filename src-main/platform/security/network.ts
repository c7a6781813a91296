import type { Session } from 'electron'
import { APP_SCHEME, isOwnOrigin } from './origin'

const LOCAL_SCHEMES = new Set([`${APP_SCHEME}:`, 'data:', 'blob:', 'devtools:'])

/** Cancels every request that would leave the program; only the development server is reached, and only in development. */
export function denyNetwork(session: Session, development: string | null): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    const url = new URL(details.url)
    const local = LOCAL_SCHEMES.has(url.protocol)
    const own = isOwnOrigin(details.url.replace(/^ws/, 'http'), development)
    callback({ cancel: !local && !own })
  })
}
