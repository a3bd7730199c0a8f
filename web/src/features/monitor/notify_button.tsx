// NotifyButton: the moment to ask for the browser's notifications is when somebody wants to be told.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useState } from "react"
import { Button } from "../../ui/button"
import { Icon } from "../../ui/icon"
import { notifications, switchNotifications } from "../../ui/notifications"
import { useWords } from "../../words/words"

export function NotifyButton({ status }: { status: string }) {
  const { monitor: words } = useWords()
  const [state, setState] = useState(notifications)
  if (state === "impossible" || !["running", "paused", "created", "interrupted"].includes(status)) return null
  const word = state === "on" ? words.notifying : state === "blocked" ? words.notifyDenied : words.notify
  return (
    <Button look="quiet" aria-pressed={state === "on"} disabled={state === "blocked"} title={word} aria-label={word}
      className="px-3 aria-pressed:bg-accent-soft aria-pressed:text-accent"
      onClick={() => void switchNotifications(state !== "on").then(setState)}>
      <Icon name="bell" />
      <span className="hidden lg:inline">{state === "blocked" ? null : word}</span>
    </Button>
  )
}
