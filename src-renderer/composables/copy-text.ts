/**
 * Puts a text on the clipboard, while a person presses a button; false where that did not work. The program denies pages
 * every permission, the one to write the clipboard included, and this way needs none.
 */
export function copyText(text: string): boolean {
  const fill = (event: ClipboardEvent): void => {
    event.preventDefault()
    event.clipboardData?.setData('text/plain', text)
  }
  document.addEventListener('copy', fill)
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way that asks for no permission
  const copied = document.execCommand('copy')
  document.removeEventListener('copy', fill)
  return copied
}
