// CopyButton: puts a text on the clipboard and says so. A page of http:// on another machine may not: there
// is no button then.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useState } from "react"
import { Button } from "./button"
import { Icon } from "./icon"

const kSaidMs = 2000

export function CopyButton({ text, label, done }: { text: string; label: string; done: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), kSaidMs)
    return () => clearTimeout(timer)
  }, [copied])
  if (!("clipboard" in navigator)) return null
  return (
    <Button look="quiet" size="small" className="no-print -ml-3 sm:ml-0" aria-live="polite"
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true), () => {})}>
      {copied && <Icon name="check" className="h-4 w-4" />}{copied ? done : label}
    </Button>
  )
}
