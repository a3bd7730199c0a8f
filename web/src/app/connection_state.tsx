// Whether the server is there, in the bar; and the note below it where it is not, with since when.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { Link } from "../live/connection"
import { useLive } from "../live/use_live"
import { Button } from "../ui/button"
import { classes } from "../ui/classes"
import { Icon } from "../ui/icon"
import { useNow } from "../ui/use_now"
import { useFormat, useWords } from "../words/words"

export function ConnectionState({ link }: { link: Link }) {
  const { connection } = useWords()
  const words = { online: connection.online, connecting: connection.connecting, refused: connection.refused }
  if (link.state === "offline") return null
  return (
    <span data-testid="link" className="flex items-center gap-1.5 px-1 text-sm text-text-3" title={words[link.state]}>
      <span aria-hidden="true" className={classes("h-2 w-2 rounded-full", link.state === "online" ? "bg-good" : "bg-warn")} />
      <span className="sr-only md:not-sr-only">{words[link.state]}</span>
    </span>
  )
}

export function OfflineNote({ link }: { link: Link }) {
  const { connection } = useWords()
  const format = useFormat()
  const live = useLive()
  const now = useNow()
  const offline = link.state === "offline" && link.since !== null
  // The region is there from the start, so that its text is read when it comes.
  return (
    <div role="status" className="no-print sticky top-14 z-10">
      {offline && (
        <div data-testid="offline" className="border-b border-line bg-warn-soft">
          <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm text-warn sm:px-6">
            <Icon name="offline" />
            <span className="min-w-0 flex-1 basis-64">{connection.offlineHint(format.clock(link.since, now))}</span>
            <Button size="small" onClick={live.connection.retry}>{connection.now}</Button>
          </div>
        </div>
      )}
    </div>
  )
}
