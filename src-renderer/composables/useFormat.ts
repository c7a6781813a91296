import { computed } from 'vue'
import { useI18n } from 'vue-i18n'

type Counted = 'authorities' | 'users' | 'accesses' | 'entries' | 'rows' | 'columns'

const MEGABYTE = 1_000_000

/** Dates and numbers as the chosen language writes them. */
export function useFormat() {
  const { locale: language, t } = useI18n()
  /** English as the institutions of the Union write it: day before month. */
  const locale = computed(() => (language.value.startsWith('en') ? 'en-GB' : language.value))

  const format = (instant: string | null, options: Intl.DateTimeFormatOptions): string =>
    instant === null ? '' : new Intl.DateTimeFormat(locale.value, options).format(Date.parse(instant))

  const number = (value: number): string => new Intl.NumberFormat(locale.value).format(value)

  return {
    /** `23 Nov 2026`; empty for null. */
    date: (instant: string | null) => format(instant, { dateStyle: 'medium' }),
    /** With the time to the second, for hovering. */
    exact: (instant: string | null) => format(instant, { dateStyle: 'full', timeStyle: 'medium' }),
    /** `23 Nov 2026, 08:14`. */
    dateTime: (instant: string | null) => format(instant, { dateStyle: 'medium', timeStyle: 'short' }),
    /** `162 MB`; what is smaller than one of them in `kB`, and 1 of these where it is anything. @param bytes how large it is */
    size: (bytes: number) => {
      const [unit, value, maximumFractionDigits] =
        bytes < MEGABYTE
          ? ['kilobyte', Math.round(bytes / 1000) || Math.min(bytes, 1), 0]
          : ['megabyte', bytes / MEGABYTE, 1]
      return new Intl.NumberFormat(locale.value, { style: 'unit', unit, maximumFractionDigits }).format(value)
    },
    number,
    /** `Bonn, Essen and 2 more`. */
    list: (items: readonly string[]) =>
      new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(items),
    /** `1 authority`, `12,600 authorities`: a number with its noun, which are texts at `common.counted`. */
    counted: (noun: Counted, value: number) => t(`common.counted.${noun}`, { count: number(value) }, value),
  }
}
