// ErrorsPanel: what went wrong, with what can be done: open the photo's result, judge it again, or skip it.
// The run itself waits for nobody: it has gone on without the photo, so skipping leaves it as it is.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { memo, useEffect, useState } from "react"
import { send, type Schemas } from "../../api/client"
import { errorsQuery } from "../../api/queries"
import { useCaller } from "../../api/use_caller"
import type { SessionError } from "../../live/session_state"
import { Badge } from "../../ui/badge"
import { Button, buttonClasses } from "../../ui/button"
import { Panel } from "../../ui/panel"
import { useNow } from "../../ui/use_now"
import { ServerText } from "../../words/server_text"
import { useFormat, useWords } from "../../words/words"
import { useCalmly } from "./use_calmly"
import { useSkipped } from "./use_skipped"

const kShown = 5
type StoredError = Schemas["SessionError"]

interface ErrorsPanelProps {
  id: string
  /** The newest that was told; another one, and the list is asked for again. */
  live: SessionError | null
}

export function ErrorsPanel({ id, live }: ErrorsPanelProps) {
  return <Errors id={id} told={useCalmly(live)} />
}

const Errors = memo(function Errors({ id, told }: { id: string; told: SessionError | null }) {
  const { monitor: words } = useWords()
  const format = useFormat()
  const queries = useQueryClient()
  const { data } = useQuery(errorsQuery(id))
  const skipped = useSkipped(id)
  const [all, setAll] = useState(false)
  useEffect(() => {
    if (told !== null) void queries.invalidateQueries({ queryKey: errorsQuery(id).queryKey })
  }, [told, id, queries])

  const errors = data?.errors ?? []
  const open = errors.filter((one) => !skipped.keys.has(keyOf(one)))
  const gone = errors.length - open.length
  const shown = all ? open : open.slice(0, kShown)
  return (
    <Panel title={words.errors} aside={open.length > 0 && <Badge tone="warn">{format.count(open.length)}</Badge>}>
      {open.length === 0 ? (
        <p className="hint">{gone > 0 ? words.allSkipped : words.noErrors}</p>
      ) : (
        <ul className="grid gap-4" data-testid="errors">
          {shown.map((one) => (
            <ErrorLine key={keyOf(one)} id={id} error={one} onSkip={() => skipped.skip(keyOf(one))} />
          ))}
        </ul>
      )}
      {open.length > shown.length && (
        <Button look="quiet" size="small" className="mt-3" onClick={() => setAll(true)}>
          {words.moreErrors(format.count(open.length - shown.length))}
        </Button>
      )}
      {gone > 0 && (
        <p className="hint no-print mt-3 flex flex-wrap items-center gap-x-2" data-testid="skipped">
          {words.errorsSkipped(format.count(gone))}
          <Button look="quiet" size="small" onClick={skipped.bringBack}>{words.showSkipped}</Button>
        </p>
      )}
    </Panel>
  )
})

const keyOf = (error: StoredError) => `${error.timestamp} ${error.n} ${error.error_message}`

function ErrorLine({ id, error, onSkip }: { id: string; error: StoredError; onSkip: () => void }) {
  const { monitor: words } = useWords()
  const format = useFormat()
  const now = useNow(60_000)
  const { mayChange } = useCaller()
  const retry = useMutation({ mutationFn: (n: number) => send("POST", `/sessions/${id}/images/${n}/retry`) })
  const n = error.n
  return (
    <li className="min-w-0 text-sm">
      <p className="flex justify-between gap-3">
        <span className="font-medium">{words.errorKinds[error.error_type] ?? (error.recoverable ? words.recoverable : words.fatal)}</span>
        <time dateTime={error.timestamp} className="hint shrink-0">{format.clock(error.timestamp, now)}</time>
      </p>
      <p className="text-text-2"><ServerText>{error.error_message}</ServerText></p>
      {retry.isError && <p role="alert" className="mt-1 text-bad">{retry.error.message}</p>}
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        {n !== null && (
          <>
            <Link to="/monitoring/$id/photos/$n" params={{ id, n: String(n) }} className={buttonClasses("plain", "small")}>
              {words.openPhoto}
            </Link>
            {mayChange && (
              <Button size="small" busy={retry.isPending} disabled={retry.isSuccess} onClick={() => retry.mutate(n)}>
                {retry.isSuccess ? words.judgingAgain : words.judgeAgain}
              </Button>
            )}
          </>
        )}
        <Button look="quiet" size="small" title={words.skipHint} onClick={onSkip}>{words.skip}</Button>
      </div>
    </li>
  )
}
