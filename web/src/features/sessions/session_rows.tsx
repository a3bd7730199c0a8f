// The rows of the list, of which only those in sight are drawn.
// SPDX-License-Identifier: GPL-3.0-or-later
import { Link } from "@tanstack/react-router"
import { useWindowVirtualizer } from "@tanstack/react-virtual"
import { memo, useEffect, useRef } from "react"
import { titleOf } from "../../api/session_title"
import { StatusBadge } from "../../ui/badge"
import { ProgressBar } from "../../ui/progress_bar"
import { useFormat, useWords } from "../../words/words"
import { isActive, type Listed } from "./session_list"

const kRow = 92
const kNarrowRow = 128

interface SessionRowsProps {
  sessions: readonly Listed[]
  /** The last row is in sight. */
  onEnd: () => void
}

export function SessionRows({ sessions, onEnd }: SessionRowsProps) {
  const list = useRef<HTMLUListElement>(null)
  const rows = useWindowVirtualizer({
    count: sessions.length,
    estimateSize: () => (innerWidth < 820 ? kNarrowRow : kRow),
    overscan: 6,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: (index) => sessions[index].session_id,
  })
  const items = rows.getVirtualItems()
  const last = items.at(-1)?.index
  useEffect(() => {
    if (last !== undefined && last >= sessions.length - 1) onEnd()
  }, [last, sessions.length, onEnd])
  return (
    <ul ref={list} className="relative" style={{ height: rows.getTotalSize() }}>
      {items.map((item) => (
        <li key={item.key} ref={rows.measureElement} data-index={item.index} className="absolute left-0 top-0 w-full pb-2.5"
          style={{ transform: `translateY(${item.start - rows.options.scrollMargin}px)` }}>
          <Row session={sessions[item.index]} />
        </li>
      ))}
    </ul>
  )
}

const Row = memo(function Row({ session }: { session: Listed }) {
  const { sessions: words, status, stage } = useWords()
  const format = useFormat()
  const total = session.total_images
  const done = total === null
    ? words.photos(format.count(session.processed), session.processed)
    : session.status === "complete"
      ? words.photos(format.count(total), total)
      : words.of(format.count(session.processed), format.count(total))
  const active = isActive(session)
  return (
    <Link to="/monitoring/$id" params={{ id: session.session_id }} data-session={session.session_id}
      className="card grid items-center gap-x-6 gap-y-2 px-4 py-3.5 transition-colors hover:border-line-strong sm:px-5 md:grid-cols-[minmax(0,1fr)_minmax(14rem,22rem)_10rem]">
      <div className="min-w-0">
        <div className="flex items-center gap-2.5">
          <span className="truncate font-semibold">{titleOf(session)}</span>
          <StatusBadge status={session.status}
            word={session.status === "running" && session.stage !== "processing" ? stage[session.stage] : status[session.status]} />
        </div>
        <p className="hint truncate">{session.input_folder}</p>
      </div>
      <div className="min-w-0 text-sm">
        <p className="mb-1.5 flex flex-wrap justify-between gap-x-3">
          <span className="font-medium">{done}</span>
          <span className="text-text-2">{words.approved(format.count(session.approved_count))}</span>
        </p>
        <ProgressBar quiet label={titleOf(session)} value={session.processed} good={active ? undefined : session.approved_count}
          max={total} text={done} />
      </div>
      <p className="hint md:text-right">{format.date(session.started_at ?? session.created_at)}</p>
    </Link>
  )
})
