import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Fault } from '../../src-shared/faults'
import { useSentences } from './useSentences'

/** Refusals that speak of one field of the form. */
const FIELD_OF: Readonly<Record<string, string>> = {
  'member-state-unknown': 'memberState',
  'member-state-expired': 'memberState',
  'member-state-fixed': 'memberState',
  'not-in-your-member-state': 'memberState',
  'type-unknown': 'types',
  'types-helpdesk-only': 'types',
  'access-manager-not-possible': 'accessManager',
  'operator-name-taken': 'userName',
  'password-too-short': 'password',
  'password-too-simple': 'password',
}

/** `data.languages.3` is about `languages`, `reason` about itself. */
function fieldOf(path: string): string {
  const parts = path.split('.')
  return (parts[0] === 'data' ? parts[1] : parts[0]) ?? path
}

/** The id of a field's input, so that a summary can lead to it. */
export function inputId(field: string): string {
  return `field-${field}`
}

/** A fault of a form as sentences beside its fields; `problem` is what belongs to no field. */
export function useFieldErrors(fault: Ref<Fault | null>) {
  const sentences = useSentences()
  const texts = useI18n()
  const { t } = texts

  const errors = computed<Readonly<Record<string, string>>>(() => {
    const current = fault.value
    if (current?.kind === 'invalid-input') {
      const fields = [...new Set(current.paths.map(fieldOf))]
      return Object.fromEntries(
        fields.map((field) => [
          field,
          texts.te(`forms.errors.${field}`) ? t(`forms.errors.${field}`) : t('forms.errors.other'),
        ]),
      )
    }
    if (current?.kind !== 'refused') return {}
    const field = FIELD_OF[current.refusal.code]
    return field === undefined ? {} : { [field]: sentences.ofRefusal(current.refusal) }
  })

  const summary = computed(() =>
    Object.entries(errors.value).map(([field, text]) => ({
      field: inputId(field),
      label: texts.te(`fields.${field}`) ? t(`fields.${field}`) : field,
      text,
    })),
  )

  const problem = computed(() =>
    fault.value === null || summary.value.length > 0 ? '' : sentences.ofFault(fault.value),
  )

  return { errors, summary, problem }
}
