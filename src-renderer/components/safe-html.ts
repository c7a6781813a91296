import createPurify from 'dompurify'

/** The elements that a mail of this program is made of. */
const ELEMENTS = ['p', 'br', 'hr', 'h2', 'strong', 'em', 'b', 'i', 'ul', 'ol', 'li']

/**
 * HTML that is safe to show: the elements of formatted text and nothing else. No attribute stays, so nothing in it can
 * run, be fetched, lead anywhere or style the page.
 */
export function safeHtml(html: string): string {
  return createPurify.sanitize(html, {
    ALLOWED_TAGS: ELEMENTS,
    ALLOWED_ATTR: [],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
  })
}
