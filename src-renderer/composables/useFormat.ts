import { computed } from 'vue'
import { useI18n } from 'vue-i18n'

/** Dates and numbers as the chosen language writes them. */
export function useFormat() {
  const { locale: language } = useI18n()
  /** English as the institutions of the Union write it: day before month. */
  const locale = computed(() => (language.value.startsWith('en') ? 'en-GB' : language.value))

  const format = (instant: string | null, options: Intl.DateTimeFormatOptions): string =>
    instant === null ? '' : new Intl.DateTimeFormat(locale.value, options).format(Date.parse(instant))

  return {
    /** `23 Nov 2026`; empty for null. */
    date: (instant: string | null) => format(instant, { dateStyle: 'medium' }),
    /** With the time to the second, for hovering. */
    exact: (instant: string | null) => format(instant, { dateStyle: 'full', timeStyle: 'medium' }),
    /** `23 Nov 2026, 08:14`. */
    dateTime: (instant: string | null) => format(instant, { dateStyle: 'medium', timeStyle: 'short' }),
    /** `162 MB`. */
    megabytes: (value: number) =>
      new Intl.NumberFormat(locale.value, {
        style: 'unit',
        unit: 'megabyte',
        maximumFractionDigits: 1,
      }).format(value),
    number: (value: number) => new Intl.NumberFormat(locale.value).format(value),
  }
}
