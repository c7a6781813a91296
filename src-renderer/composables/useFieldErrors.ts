import { computed, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Fault } from '../../src-shared/faults'
import { useSentences } from './useSentences'

/** `data.languages.3` is about `languages`, `reason` about itself. */
function fieldOf(path: string): string {
  const parts = path.split('.')
  return (parts[0] === 'data' ? parts[1] : parts[0]) ?? path
}

/** The id of a field's input, so that a summary can lead to it. */
export function inputId(field: string): string {
  return `field-${field}`
}

/**
 * A fault of a form as sentences beside its fields; `problem` is what belongs to no field. A sentence goes as soon as
 * its field is written anew: it speaks of what was there.
 * @param written what stands in the fields now, by their names
 * @param own place of texts that say it better for this form
 */
export function useFieldErrors(fault: Ref<Fault | null>, written: () => object, own = 'forms.errors') {
  const sentences = useSentences()
  const texts = useI18n()
  const { t } = texts

  let blamed: Readonly<Record<string, string>> = {}
  const asText = (values: object): Record<string, string> =>
    Object.fromEntries(Object.entries(values).map(([field, value]) => [field, JSON.stringify(value)]))
  watch(fault, () => (blamed = asText(written())), { flush: 'sync' })

  const errors = computed<Readonly<Record<string, string>>>(() => {
    const now = asText(written())
    return Object.fromEntries(Object.entries(found.value).filter(([field]) => now[field] === blamed[field]))
  })

  const found = computed<Readonly<Record<string, string>>>(() => {
    const current = fault.value
    if (current?.kind === 'invalid-input') {
      const fields = [...new Set(current.paths.map(fieldOf))]
      return Object.fromEntries(
        fields.map((field) => {
          const known = [own, 'forms.errors'].find((place) => texts.te(`${place}.${field}`))
          return [field, known === undefined ? t('forms.errors.other') : t(`${known}.${field}`)]
        }),
      )
    }
    if (current?.kind !== 'refused') return {}
    const { field } = current
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
    fault.value === null || Object.keys(found.value).length > 0 ? '' : sentences.ofFault(fault.value),
  )

  return { errors, summary, problem }
}
