/**
 * Fills a text of `resources/texts` in, as the window does: `{name}` is replaced by its value, and of the forms that `|`
 * separates the first is for one, the last for every other number.
 */
export function say(
  text: string,
  params: Readonly<Record<string, string | number>> = {},
  count: number = 1,
): string {
  const forms = text.split(' | ')
  const form = (count === 1 ? forms[0] : forms.at(-1)) ?? text
  return form.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
