// The present moment, anew each `ms`, for texts such as "12 min ago" and clock times.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useState } from "react"
import { atNextFrame } from "./frame"

export function useNow(ms = 10_000): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => atNextFrame(() => setNow(Date.now())), ms)
    return () => clearInterval(timer)
  }, [ms])
  return now
}
