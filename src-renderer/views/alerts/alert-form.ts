import { writeContent } from '../../../src-shared/alert-content'
import type { AlertModule } from '../../../src-shared/alert-modules'
import type { AlertForm } from '../../../src-shared/contract/alerts'

/** A form nobody has written into. @param toCommission what the module begins with */
export function emptyForm(toCommission: boolean): AlertForm {
  return { title: '', language: '', content: {}, recipients: [], toCommission }
}

/** Whether nobody has written into a form. */
export function isEmptyForm(form: AlertForm, module: AlertModule | undefined): boolean {
  return sameForm(form, emptyForm(module?.recipients.commission ?? form.toCommission))
}

/** Whether two forms say the same, however empty fields are written. */
export function sameForm(one: AlertForm, other: AlertForm): boolean {
  return plain(one) === plain(other)
}

function plain({ title, language, content, recipients, toCommission }: AlertForm): string {
  return JSON.stringify([title, language, writeContent(content), [...recipients].sort(), toCommission])
}
