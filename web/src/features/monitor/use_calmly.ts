// A value that changes often, as it was a moment ago: at most once each `ms`, the newest in the end.
// Pictures that follow every photo would flicker, and each costs the server a decoding.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useRef, useState } from "react"
import { atNextFrame } from "../../ui/frame"

export const kCalmMs = 3000

export function useCalmly<T>(value: T, ms = kCalmMs): T {
  const [shown, setShown] = useState(value)
  const newest = useRef(value)
  newest.current = value
  const changedAt = useRef(0)
  useEffect(() => {
    if (Object.is(newest.current, shown)) return
    const show = () => {
      changedAt.current = Date.now()
      setShown(newest.current)
    }
    const timer = setTimeout(() => atNextFrame(show), Math.max(0, changedAt.current + ms - Date.now()))
    return () => clearTimeout(timer)
    // A timer that runs is not put off by further changes: it shows the newest when it ends.
  }, [Object.is(value, shown), shown, ms])
  return shown
}
