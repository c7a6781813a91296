import createPurify from 'dompurify'

/** The elements that a mail of this program is made of. */
const ELEMENTS = ['p', 'br', 'hr', 'h2', 'strong', 'em', 'b', 'i', 'ul', 'ol', 'li']

/**
 * Leaves out what the policy of the page would complain about while the HTML is only read: styles, and where it says it
 * belongs. What is safe is decided below, whatever is missed here.
 */
function quiet(html: string): string {
  return html
    .replace(/<(style|title)\b[\s\S]*?<\/\1\s*>/giu, '')
    .replace(/<(base|meta|link)\b[^>]*>/giu, '')
    .replace(/<[a-z][^<>]*>/giu, (tag) => tag.replace(/([\s"'/])style\s*=/giu, '$1data-style='))
}

/**
 * HTML that is safe to show: the elements of formatted text and nothing else. No attribute stays, so nothing in it can
 * run, be fetched, lead anywhere or style the page.
 */
export function safeHtml(html: string): string {
  return createPurify.sanitize(quiet(html), {
    ALLOWED_TAGS: ELEMENTS,
    ALLOWED_ATTR: [],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
  })
}
