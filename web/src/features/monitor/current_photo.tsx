// CurrentPhoto: the photo that has been in work longest, with its picture while it is judged. Name and
// picture are of one event and change together, at a calm pace. Where the server does not say which photo
// that is (another process runs it) the picture is of the newest result.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useMemo } from "react"
import { thumbnail } from "../../api/client"
import type { SessionState } from "../../live/session_state"
import { Thumbnail } from "../../ui/thumbnail"
import { useFormat, useWords } from "../../words/words"
import { useCalmly } from "./use_calmly"

export function CurrentPhoto({ state }: { state: SessionState }) {
  const { monitor: words } = useWords()
  const format = useFormat()
  const { progress, performance, stalled, session } = state
  const n = performance?.current_n ?? state.results[0]?.n ?? null
  const name = performance?.current_filename ?? progress?.current_filename ?? null
  const shown = useCalmly(useMemo(() => ({ n, name }), [n, name]))
  if (session?.status !== "running" || session.stage === "complete") return null
  return (
    <div className="mt-5 flex min-w-0 items-center gap-4 border-t border-line pt-5">
      <Thumbnail src={shown.n === null ? "" : thumbnail(session.session_id, shown.n, 320)} alt=""
        className="h-16 w-24 shrink-0 rounded-control sm:h-20 sm:w-28" />
      <div className="min-w-0">
        <p className="text-[0.8125rem] text-text-3">{words.now}</p>
        <p className="truncate font-medium" data-testid="current" data-n={shown.n}>{shown.name ?? words.nothing}</p>
        {stalled && <p className="text-sm text-warn">{words.stalled(format.duration(stalled.seconds))}</p>}
      </div>
    </div>
  )
}
