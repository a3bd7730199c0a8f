// Pause, resume, cancel: pending at once, done when the server has confirmed it. How an interrupted session
// goes on is chosen in its card.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useRef, useState } from "react"
import { useCaller } from "../../api/use_caller"
import type { Session } from "../../live/session_state"
import { useCommand } from "../../live/use_command"
import { useLink } from "../../live/use_live"
import { Button } from "../../ui/button"
import { Dialog } from "../../ui/dialog"
import { Icon } from "../../ui/icon"
import { ServerText } from "../../words/server_text"
import { useWords } from "../../words/words"

export function Controls({ session }: { session: Session }) {
  const { monitor: words } = useWords()
  const { mayChange } = useCaller()
  const { pending, refusal, steer } = useCommand(session.session_id)
  const online = useLink().state === "online"
  const [asking, setAsking] = useState(false)
  const keep = useRef<HTMLButtonElement>(null)
  const { status } = session
  const ended = status === "complete" || status === "cancelled" || status === "failed"
  const stopped = status === "paused" || status === "created"
  // The last answer stays until the next command: an ending does not wipe out why one was refused.
  if (!mayChange || (ended && refusal === null)) return null
  return (
    <>
      {!ended && (
        <>
          {status === "interrupted" ? null : stopped ? (
            <Button look="primary" busy={pending === "resume_processing"} disabled={!online || pending !== null}
              onClick={() => steer("resume_processing")}>
              <Icon name="play" />{pending === "resume_processing" ? words.resuming : words.resume}
            </Button>
          ) : (
            <Button busy={pending === "pause_processing"} disabled={!online || pending !== null}
              onClick={() => steer("pause_processing")}>
              <Icon name="pause" />{pending === "pause_processing" ? words.pausing : words.pause}
            </Button>
          )}
          <Button look="danger" busy={pending === "cancel_processing"} disabled={!online || pending !== null}
            onClick={() => setAsking(true)}>
            <Icon name="stop" />{pending === "cancel_processing" ? words.cancelling : words.cancel}
          </Button>
          <Dialog open={asking} title={words.cancelTitle} onClose={() => setAsking(false)}
            actions={
              <>
                <Button ref={keep} autoFocus onClick={() => setAsking(false)}>{words.cancelNo}</Button>
                <Button look="danger" onClick={() => {
                  setAsking(false)
                  steer("cancel_processing")
                }}>{words.cancelYes}</Button>
              </>
            }>
            <p>{words.cancelHint}</p>
          </Dialog>
        </>
      )}
      {refusal !== null && (
        <p role="alert" className="w-full max-w-md rounded-control bg-bad-soft px-3 py-2 text-sm text-bad">
          {refusal ? <ServerText>{refusal}</ServerText> : words.lost}
        </p>
      )}
    </>
  )
}
