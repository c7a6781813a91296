import { useI18n } from 'vue-i18n'
import type { Fault } from '../../src-shared/faults'
import type { Refusal } from '../../src-shared/result'
import { useFormat } from './useFormat'
import { useCatalogue } from '../stores/catalogue'

/** A sentence with so many names at most lists them all: what is to be done must not hide behind a number. */
const LISTED_WHOLE = 12
/** Of more it lists so many, and counts the rest. */
const LISTED = 5

/** Refusals and faults in plain sentences of the chosen language. */
export function useSentences() {
  const i18n = useI18n()
  const { t } = i18n
  const format = useFormat()
  const catalogue = useCatalogue()
  /** Parameters that hold codes of the catalogue stand in sentences under their names. */
  const NAMES: Readonly<Record<string, (code: string) => string>> = {
    modules: (code) => catalogue.moduleShortName(code),
    roles: (ref) => catalogue.roleName(ref),
    memberState: (code) => catalogue.memberStateName(code),
    type: (code) => catalogue.typeLabel(code),
    now: (instant) => format.dateTime(instant),
    newest: (instant) => format.dateTime(instant),
    until: (instant) => format.dateTime(instant),
    from: (instant) => format.dateTime(instant),
    states: (code) => catalogue.memberStateName(code),
    who: (position) => t(`alerts.positions.${position}`),
    status: (status) => (i18n.te(`alerts.status.${status}`) ? t(`alerts.status.${status}`) : status),
    needed: (status) => t(`alerts.status.${status}`),
  }

  function written(name: string, value: string | number | readonly string[]): string | number {
    const nameOf = NAMES[name]
    if (typeof value === 'number') return value
    if (typeof value === 'string') return nameOf === undefined ? value : nameOf(value)
    const most = value.length > LISTED_WHOLE ? LISTED : LISTED_WHOLE
    const shown = value.slice(0, most).map((each) => (nameOf === undefined ? each : nameOf(each)))
    const rest = value.length - shown.length
    if (rest > 0) shown.push(t('common.andMore', { count: rest }, rest))
    return format.list(shown)
  }

  /** A refusal in words: what stands in the way and what to do. */
  function ofRefusal(refusal: Pick<Refusal, 'code' | 'params'>): string {
    const params = Object.fromEntries(
      Object.entries(refusal.params).map(([name, value]) => [name, written(name, value)]),
    )
    // A sentence with a number speaks of one or many of it: accesses, seconds.
    const count = [params['count'], ...Object.values(params)].find((value) => typeof value === 'number') ?? 1
    return t(`refusals.${refusal.code}`, params, count)
  }

  /** A fault in words; empty for what the operator cancelled themselves. */
  function ofFault(fault: Fault): string {
    switch (fault.kind) {
      case 'refused':
        return ofRefusal(fault.refusal)
      case 'invalid-input': {
        // `data.languages.3` is about the languages: the innermost part that has a name.
        const named = fault.paths.map((path) => path.split('.').findLast((part) => i18n.te(`fields.${part}`)))
        const fields = [...new Set(named)].flatMap((name) => (name === undefined ? [] : t(`fields.${name}`)))
        return fields.length === 0
          ? t('common.faults.invalidInput')
          : t('common.faults.invalidFields', { fields: fields.join(', ') })
      }
      case 'unavailable':
        return t(`common.faults.${fault.reason}`)
      case 'cancelled':
        return ''
      case 'internal':
        return t('common.faults.internal', { reference: fault.reference })
    }
  }

  return { ofRefusal, ofFault }
}
