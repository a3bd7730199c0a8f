// ErrorsPanel: what went wrong, with what can be done: open the photo's result, judge it again, or
// hide the line.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { memo, useEffect, useState } from "react"
import { send, type Schemas } from "../../api/client"
import { errorsQuery } from "../../api/queries"
import type { SessionError } from "../../live/session_state"
import { Badge } from "../../ui/badge"
import { Button, buttonClasses } from "../../ui/button"
import { Panel } from "../../ui/panel"
import { useNow } from "../../ui/use_now"
import { useFormat, useWords } from "../../words/words"
import { useCalmly } from "./use_calmly"

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
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const [all, setAll] = useState(false)
  useEffect(() => {
    if (told !== null) void queries.invalidateQueries({ queryKey: errorsQuery(id).queryKey })
  }, [told, id, queries])

  const open = (data?.errors ?? []).filter((one) => !hidden.has(keyOf(one)))
  const shown = all ? open : open.slice(0, kShown)
  return (
    <Panel title={words.errors} aside={open.length > 0 && <Badge tone="warn">{format.count(open.length)}</Badge>}>
      {open.length === 0 ? (
        <p className="hint">{words.noErrors}</p>
      ) : (
        <ul className="grid gap-4" data-testid="errors">
          {shown.map((one) => (
            <ErrorLine key={keyOf(one)} id={id} error={one} onHide={() => setHidden(new Set(hidden).add(keyOf(one)))} />
          ))}
        </ul>
      )}
      {open.length > shown.length && (
        <Button look="quiet" size="small" className="mt-3" onClick={() => setAll(true)}>
          {words.moreErrors(format.count(open.length - shown.length))}
        </Button>
      )}
    </Panel>
  )
})

const keyOf = (error: StoredError) => `${error.timestamp} ${error.n} ${error.error_message}`

function ErrorLine({ id, error, onHide }: { id: string; error: StoredError; onHide: () => void }) {
  const { monitor: words } = useWords()
  const format = useFormat()
  const now = useNow(60_000)
  const retry = useMutation({ mutationFn: (n: number) => send("POST", `/sessions/${id}/images/${n}/retry`) })
  const n = error.n
  return (
    <li className="min-w-0 text-sm">
      <p className="flex justify-between gap-3">
        <span className="hint">{error.recoverable ? words.recoverable : words.fatal}</span>
        <time dateTime={error.timestamp} className="hint shrink-0">{format.clock(error.timestamp, now)}</time>
      </p>
      <p>{error.error_message}</p>
      {retry.isError && <p role="alert" className="mt-1 text-bad">{retry.error.message}</p>}
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        {n !== null && (
          <>
            <Link to="/monitoring/$id/photos/$n" params={{ id, n: String(n) }} className={buttonClasses("plain", "small")}>
              {words.openPhoto}
            </Link>
            <Button size="small" busy={retry.isPending} disabled={retry.isSuccess} onClick={() => retry.mutate(n)}>
              {retry.isSuccess ? words.judgingAgain : words.judgeAgain}
            </Button>
          </>
        )}
        <Button look="quiet" size="small" onClick={onHide}>{words.dismiss}</Button>
      </div>
    </li>
  )
}
