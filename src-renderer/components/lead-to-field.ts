/** Brings a field into sight and gives it the focus. @param id of its input */
export function leadToField(id: string): void {
  const input = document.getElementById(id)
  input?.scrollIntoView({ block: 'center' })
  input?.focus()
}
