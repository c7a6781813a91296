import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { alertModuleOf, fieldsOf, valueInWords, valuesOf } from '../../../src-shared/alert-content'
import type { AlertField, AlertModule } from '../../../src-shared/alert-modules'
import type { AlertForm } from '../../../src-shared/contract/alerts'
import type { AlertStatus } from '../../../src-shared/entities/alert'
import { useFormat } from '../../composables/useFormat'
import { useCatalogue } from '../../stores/catalogue'

const CHIPS = {
  draft: 'off',
  submitted: 'warn',
  broadcast: 'brand',
  'closure-proposed': 'warn',
  closed: 'ok',
  withdrawn: 'off',
} as const

/** Alerts and notifications in words: what the module's description calls things. */
export function useAlertWords() {
  const catalogue = useCatalogue()
  const format = useFormat()
  const { t } = useI18n()

  const moduleOf = (code: string): AlertModule | undefined => alertModuleOf(catalogue.data, code)

  /** The value of a field as it is read: a label, the name of a Member State, a date; empty where there is none. */
  function valueOf(module: AlertModule, field: AlertField, form: Pick<AlertForm, 'content'>): string {
    const words = valuesOf(form.content, field.code).map((value) =>
      field.kind === 'date' ? format.date(value) : valueInWords(catalogue.data, module, field, value),
    )
    return field.kind === 'choices' ? format.list(words) : words.join('\n')
  }

  /** The label of a field of the form, or of what stands beside it. */
  function fieldLabel(code: string, field: string): string {
    const module = moduleOf(code)
    if (field === 'title') return module?.titleLabel ?? t('alerts.form.title')
    const known = module === undefined ? undefined : fieldsOf(module).find((each) => each.code === field)
    return known?.label ?? t(`alerts.form.${field}`)
  }

  return {
    modules: computed(() => catalogue.data.alertModules),
    moduleOf,
    valueOf,
    fieldLabel,
    statusOf: (status: AlertStatus) => ({ kind: CHIPS[status], text: t(`alerts.status.${status}`) }),
    /** `alert` or `notification`, as the module says. */
    noun: (code: string): string => moduleOf(code)?.noun.one ?? t('alerts.noun'),
    states: (codes: readonly string[]): string => format.list(codes.map(catalogue.memberStateName)),
  }
}
