// Steering a session: pending from the click until the server has confirmed, never shown as done
// before.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useCallback, useState } from "react"
import type { Command } from "./connection"
import { useLive } from "./use_live"

export interface Steering {
  /** What was asked for and is not answered yet. */
  readonly pending: Command | null
  /** Why the last one was not done; null when it was. "" where the connection was lost meanwhile. */
  readonly refusal: string | null
  steer(command: Command): void
}

export function useCommand(id: string): Steering {
  const live = useLive()
  const [pending, setPending] = useState<Command | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const steer = useCallback(
    (command: Command) => {
      setPending(command)
      setRefusal(null)
      live
        .command(command, id)
        .then((answer) => setRefusal(answer.ok ? null : answer.error.message))
        .catch(() => setRefusal(""))
        .finally(() => setPending(null))
    },
    [live, id],
  )
  return { pending, refusal, steer }
}
