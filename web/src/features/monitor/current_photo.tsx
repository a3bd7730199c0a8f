// CurrentPhoto: the file in work, beside the picture of the newest one that is done (one in work
// has no result yet, and so no picture). The picture changes at a calm pace.
// SPDX-License-Identifier: GPL-3.0-or-later
import { thumbnail } from "../../api/client"
import type { SessionState } from "../../live/session_state"
import { Thumbnail } from "../../ui/thumbnail"
import { useFormat, useWords } from "../../words/words"
import { useCalmly } from "./use_calmly"

export function CurrentPhoto({ state }: { state: SessionState }) {
  const { monitor: words } = useWords()
  const format = useFormat()
  const newest = useCalmly(state.results[0] ?? null)
  const { progress, stalled, session } = state
  if (session?.status !== "running" || session.stage === "complete") return null
  return (
    <div className="mt-5 flex min-w-0 items-center gap-4 border-t border-line pt-5">
      <Thumbnail src={newest ? thumbnail(session.session_id, newest.n, 320) : ""} alt=""
        className="h-16 w-24 shrink-0 rounded-control sm:h-20 sm:w-28" />
      <div className="min-w-0">
        <p className="text-[0.8125rem] text-text-3">{words.now}</p>
        <p className="truncate font-medium" data-testid="current">{progress?.current_filename ?? words.nothing}</p>
        {stalled && <p className="text-sm text-warn">{words.stalled(format.duration(stalled.seconds))}</p>}
      </div>
    </div>
  )
}
