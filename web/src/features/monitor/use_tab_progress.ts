// The tab's title and icon say how far the session is, so that it can be seen from another tab.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect } from "react"

const kColours: Record<string, string> = {
  running: "#2456c8",
  paused: "#b07a10",
  interrupted: "#b07a10",
  complete: "#17694a",
  failed: "#ad3024",
}
const kSize = 64

export function useTabProgress(title: string | null, status: string | null, percent: number | null): void {
  const whole = percent === null ? null : Math.floor(percent)
  useEffect(() => {
    if (title === null) return
    const sign = status === "complete" ? "✓ " : status === "failed" ? "! " : whole === null ? "" : `${whole}% `
    document.title = `${sign}${title} – Photosieve`
  }, [title, status, whole])

  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    if (icon === null || status === null) return
    const plain = icon.href
    const drawn = draw(status, status === "complete" ? 100 : (whole ?? 0))
    if (drawn !== null) icon.href = drawn
    return () => {
      icon.href = plain
    }
  }, [status, whole])
}

function draw(status: string, percent: number): string | null {
  const canvas = document.createElement("canvas")
  canvas.width = canvas.height = kSize
  const pen = canvas.getContext("2d")
  if (pen === null) return null
  const middle = kSize / 2
  const arc = (from: number, to: number, colour: string) => {
    pen.strokeStyle = colour
    pen.lineWidth = 13
    pen.beginPath()
    pen.arc(middle, middle, middle - 8, (from - 0.25) * 2 * Math.PI, (to - 0.25) * 2 * Math.PI)
    pen.stroke()
  }
  arc(0, 1, "#b9b9b4")
  arc(0, percent / 100, kColours[status] ?? "#64645f")
  return canvas.toDataURL("image/png")
}
