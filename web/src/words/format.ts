// Numbers, durations and times as a reader of one language writes them. Pure but for the clock that
// is handed in. Unknown (null) is always "–": never 0.
// SPDX-License-Identifier: GPL-3.0-or-later

export const kUnknown = "–"

export interface Units {
  readonly day: string
  readonly hour: string
  readonly minute: string
  readonly second: string
}

type Maybe = number | null | undefined

export interface Format {
  /** 20,000 */
  count(value: Maybe): string
  /** 5.01%: at most `digits` decimals, none that says nothing. */
  percent(value: Maybe, digits?: number): string
  /** 5.00%: how far a run is, always with two decimals, as the terminal shows it; so it does not jump. */
  progress(value: Maybe): string
  /** 12.3, 0.85, 140 */
  number(value: Maybe, digits?: number): string
  /** Seconds as "1 h 20 min", "42 s", "0.8 s". */
  duration(seconds: Maybe): string
  /** Two durations as a range, as exact as a range is: "9 – 15 min"; said once where they read the same. */
  range(low: Maybe, high: Maybe): string
  /** Bytes as "1.4 GB"; 1 MB is 1024 × 1024 bytes. */
  bytes(value: Maybe): string
  megabytes(value: Maybe): string
  /** The hour and minute, and the day where it is another one than `now`'s. */
  clock(time: string | number | null, now: number): string
  /** 09:15:02 */
  exactTime(time: string): string
  /** 31 Jan 2026, 09:15: in the reader's calendar. */
  date(time: string | null): string
}

export function makeFormat(locale: string, units: Units): Format {
  const numbers = new Map<number, Intl.NumberFormat>()
  const number = (value: Maybe, digits = 2) => {
    if (value === null || value === undefined) return kUnknown
    if (!numbers.has(digits)) numbers.set(digits, new Intl.NumberFormat(locale, { maximumFractionDigits: digits }))
    return numbers.get(digits)!.format(value)
  }
  const hundredths = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const hourMinute = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
  const exact = new Intl.DateTimeFormat(locale, { timeStyle: "medium", hourCycle: "h23" })
  const dayAndTime = new Intl.DateTimeFormat(locale, {
    weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  })
  const full = new Intl.DateTimeFormat(locale, {
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  })

  const duration = (seconds: Maybe) => {
    if (seconds === null || seconds === undefined) return kUnknown
    if (seconds < 10) return `${number(seconds, seconds < 1 ? 2 : 1)} ${units.second}`
    const whole = Math.round(seconds)
    if (whole < 60) return `${whole} ${units.second}`
    const minutes = Math.floor(whole / 60)
    if (minutes < 10 && whole % 60 !== 0) return `${minutes} ${units.minute} ${whole % 60} ${units.second}`
    if (minutes < 60) return `${minutes} ${units.minute}`
    const hours = Math.floor(minutes / 60)
    if (hours < 48) return two(hours, units.hour, minutes % 60, units.minute)
    return two(Math.floor(hours / 24), units.day, hours % 24, units.hour)
  }
  const bytes = (value: Maybe) => {
    if (value === null || value === undefined) return kUnknown
    const names = ["B", "kB", "MB", "GB", "TB"]
    let size = value
    let step = 0
    for (; size >= 1024 && step < names.length - 1; step += 1) size /= 1024
    return `${number(size, size < 10 && step > 0 ? 1 : 0)} ${names[step]}`
  }

  return {
    count: (value) => number(value, 0),
    percent: (value, digits = 2) => (value === null || value === undefined ? kUnknown : `${number(value, digits)}%`),
    progress: (value) => (value === null || value === undefined ? kUnknown : `${hundredths.format(value)}%`),
    number: (value, digits = value !== null && value !== undefined && Math.abs(value) >= 100 ? 0 : 1) =>
      number(value, digits),
    duration,
    range: (low, high) => {
      if (low === null || low === undefined || high === null || high === undefined) return duration(low)
      // Within an hour a range is of one unit, in whole numbers.
      const [size, unit] = high < 60 ? [1, units.second] : low >= 60 && high < 3600 ? [60, units.minute] : [0, ""]
      const [from, to] = [Math.round(low / size), Math.round(high / size)]
      if (size > 0) return from === to ? `${from} ${unit}` : `${from} – ${to} ${unit}`
      const [first, second] = [duration(low), duration(high)]
      return first === second ? first : `${first} – ${second}`
    },
    bytes,
    megabytes: (value) => bytes(value === null || value === undefined ? value : value * 1024 * 1024),
    clock: (time, now) => {
      if (time === null) return kUnknown
      const then = new Date(time)
      return (then.toDateString() === new Date(now).toDateString() ? hourMinute : dayAndTime).format(then)
    },
    exactTime: (time) => exact.format(new Date(time)),
    date: (time) => (time === null ? kUnknown : full.format(new Date(time))),
  }
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}
