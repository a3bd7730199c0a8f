// InterruptedCard: what can become of a session whose program ended before it did: it goes on, goes on and
// judges its last results again, or ends for a new one over the same folders.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useMutation } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { useState, type ReactNode } from "react"
import { send, type Schemas } from "../../api/client"
import { useCaller } from "../../api/use_caller"
import type { Session } from "../../live/session_state"
import { useCommand } from "../../live/use_command"
import { useLink } from "../../live/use_live"
import { Button } from "../../ui/button"
import { Dialog } from "../../ui/dialog"
import { Icon } from "../../ui/icon"
import { ServerText } from "../../words/server_text"
import { useFormat, useWords } from "../../words/words"

export function InterruptedCard({ session }: { session: Session }) {
  const { monitor } = useWords()
  const words = monitor.interrupted
  const format = useFormat()
  const navigate = useNavigate()
  const { mayChange } = useCaller()
  const online = useLink().state === "online"
  const [asking, setAsking] = useState(false)
  const { pending, refusal, steer } = useCommand(session.session_id)
  const redo = useMutation({
    mutationFn: () => send<Schemas["Session"]>("POST", `/sessions/${encodeURIComponent(session.session_id)}/resume`, { redo_last_batch: true }),
  })
  const afresh = useMutation({
    mutationFn: () => send<Schemas["Session"]>("POST", "/sessions", startedLike(session)),
    onSuccess: (begun) => void navigate({ to: "/monitoring/$id", params: { id: begun.session_id } }),
  })
  const idle = online && pending === null && !redo.isPending && !afresh.isPending
  const refused = refusal ?? redo.error?.message ?? afresh.error?.message ?? null
  const title = session.total_images === null ? words.early
    : words.title(format.count(session.processed), format.count(session.total_images))
  return (
    <section aria-label={title} data-testid="interrupted" className="card appear min-w-0 p-4 sm:p-6">
      <div className="flex items-center gap-3">
        <span className="rounded-full bg-warn-soft p-2 text-warn"><Icon name="alert" /></span>
        <div className="min-w-0">
          <h2 className="text-lg font-semibold leading-tight">{title}</h2>
          <p className="hint">{session.error ? <ServerText>{session.error}</ServerText> : words.hint}</p>
        </div>
      </div>
      {mayChange && <ul className="no-print mt-5 grid gap-x-6 gap-y-4 md:grid-cols-3">
        <Choice hint={words.goOnHint}>
          <Button look="primary" busy={pending !== null} disabled={!idle} onClick={() => steer("resume_processing")}>
            <Icon name="play" />{pending === null ? words.goOn : monitor.resuming}
          </Button>
        </Choice>
        {session.processed > 0 && (
          <Choice hint={words.redoHint}>
            <Button busy={redo.isPending} disabled={!idle} onClick={() => redo.mutate()}>
              {redo.isPending ? monitor.resuming : words.redo}
            </Button>
          </Choice>
        )}
        <Choice hint={words.afreshHint}>
          <Button busy={afresh.isPending} disabled={!idle} onClick={() => setAsking(true)}>{words.afresh}</Button>
        </Choice>
      </ul>}
      {refused !== null && (
        <p role="alert" className="mt-4 rounded-control bg-bad-soft px-3 py-2 text-sm text-bad">
          {refused ? <ServerText>{refused}</ServerText> : monitor.lost}
        </p>
      )}
      <Dialog open={asking} title={words.afreshTitle} onClose={() => setAsking(false)}
        actions={
          <>
            <Button autoFocus onClick={() => setAsking(false)}>{words.afreshNo}</Button>
            <Button look="danger" onClick={() => {
              setAsking(false)
              afresh.mutate()
            }}>{words.afreshYes}</Button>
          </>
        }>
        <p>{words.afreshText}</p>
      </Dialog>
    </section>
  )
}

function Choice({ hint, children }: { hint: string; children: ReactNode }) {
  return <li className="min-w-0">{children}<p className="hint mt-1.5">{hint}</p></li>
}

/** What asks for a new session over the same folders, in place of this one. */
const startedLike = ({ name, input_folder, output_folder, settings }: Session) =>
  ({ name, input_folder, output_folder, settings, fresh: true })
