/** The program's own scheme: pages never come from `file:`. */
export const APP_SCHEME = 'app'
export const APP_ORIGIN = 'app://imi-helpdesk'

/**
 * Whether an address is one of the program's own pages. Parsed, never compared by its beginning.
 * @param development origin of the development server; null in the built program
 */
export function isOwnOrigin(address: string, development: string | null): boolean {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return false
  }
  // Chromium gives addresses of a registered standard scheme no origin through Node's parser, so parts are compared.
  if (url.protocol === `${APP_SCHEME}:`) return `${url.protocol}//${url.host}` === APP_ORIGIN
  return development !== null && url.origin === development
}
