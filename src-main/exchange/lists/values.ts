import type { Instant } from '../../../src-shared/time'

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/
const DOTTED = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/**
 * A day as lists write it (`2014-03-31`, `31.3.2014`, `31/03/2014`, day before month) as `2014-03-31`. Undefined
 * where it is none that the calendar knows.
 */
export function dayText(written: string): string | undefined {
  const iso = ISO.exec(written.trim())
  const dotted = DOTTED.exec(written.trim())
  const [year, month, day] = iso
    ? [Number(iso[1]), Number(iso[2]), Number(iso[3])]
    : [Number(dotted?.[3]), Number(dotted?.[2]), Number(dotted?.[1])]
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return undefined
  const two = (number: number) => String(number).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/**
 * A moment as lists write it: a day, with or without a time in UTC behind it. Where it says nothing else than what is
 * known, only less exactly, it is what is known: lists leave out the seconds.
 */
export function instantFrom(written: string, known: Instant | null): Instant | null {
  const [, day = '', hours, minutes = '00', seconds] =
    /^(\S+?)(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?)?$/.exec(written) ?? []
  const date = dayText(day)
  if (date === undefined || Number(hours ?? 0) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) {
    return null
  }
  const time = hours === undefined ? '' : `T${hours.padStart(2, '0')}:${minutes}`
  const told = `${date}${time}${seconds === undefined ? '' : `:${seconds}`}`
  if (known?.startsWith(told) === true) return known
  return `${told}${'T00:00:00.000Z'.slice(told.length - date.length)}` as Instant
}
