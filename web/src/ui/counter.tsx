// Counter: a number that runs up to its value. It writes the text itself, without rendering, so
// that many of them cost nothing; readers who want less motion, and screen readers, get the value.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useLayoutEffect, useRef } from "react"

const kMs = 600
/** Each change of the text is a layout and a painting; so many are enough to see it run. */
const kStepMs = 60

interface CounterProps {
  value: number
  /** How it is written. */
  show: (value: number) => string
}

export function Counter({ value, show }: CounterProps) {
  const text = useRef<HTMLSpanElement>(null)
  const shown = useRef(value)
  const write = useRef(show)
  write.current = show

  useLayoutEffect(() => {
    if (text.current) text.current.textContent = write.current(shown.current)
  }, [show])

  useEffect(() => {
    const from = shown.current
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches
    // Counts are never shown going down: a value that fell is set at once.
    if (still || value <= from) {
      shown.current = value
      if (text.current) text.current.textContent = write.current(value)
      return
    }
    const began = performance.now()
    const step = () => {
      const done = Math.min(1, (performance.now() - began) / kMs)
      shown.current = done === 1 ? value : Math.round(from + (value - from) * (1 - (1 - done) ** 3))
      if (text.current) text.current.textContent = write.current(shown.current)
      if (done === 1) clearInterval(timer)
    }
    const timer = setInterval(step, kStepMs)
    return () => clearInterval(timer)
  }, [value])

  return <span ref={text}>{show(shown.current)}</span>
}
