/**
 * The places of a stack without what stands before them: the message of an error may hold what somebody typed, and can
 * look like a place.
 */
export function placesOf({ name, message, stack }: Error): string {
  const text = stack ?? ''
  for (const head of [`${name}: ${message}`, message]) {
    const at = message === '' ? -1 : text.indexOf(head)
    if (at !== -1) return text.slice(at + head.length)
  }
  return text
}
