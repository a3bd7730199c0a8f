// The list of sessions: running ones with their progress, past ones below, search and filters in the
// address. Only the rows in sight are drawn.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useInfiniteQuery } from "@tanstack/react-query"
import { getRouteApi, Link, Navigate } from "@tanstack/react-router"
import { useDeferredValue, useEffect, useMemo } from "react"
import { sessionsQuery } from "../../api/queries"
import { useCaller } from "../../api/use_caller"
import { useLiveSessions } from "../../live/use_live"
import { Button, buttonClasses } from "../../ui/button"
import { classes } from "../../ui/classes"
import { Empty } from "../../ui/empty"
import { kInput } from "../../ui/field"
import { Icon } from "../../ui/icon"
import { useFormat, useWords } from "../../words/words"
import { matches, merged, type Filter } from "./session_list"
import { SessionRows } from "./session_rows"

const route = getRouteApi("/")
const kFilters: readonly Filter[] = ["all", "active", "complete", "ended"]

export function SessionsPage() {
  const { sessions: words, app } = useWords()
  const format = useFormat()
  const { q = "", show = "all" } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useInfiniteQuery(sessionsQuery())
  const live = useLiveSessions()
  const loaded = useMemo(() => query.data?.pages.flatMap((page) => page.sessions) ?? [], [query.data])
  const wanted = useDeferredValue(q)
  const all = useMemo(() => merged(loaded, live), [loaded, live])
  const shown = useMemo(() => all.filter((one) => matches(one, show, wanted)), [all, show, wanted])

  useEffect(() => {
    document.title = `${words.title} – Photosieve`
  }, [words])
  // A search is over all sessions, not over those that happen to be loaded.
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError } = query
  const searching = wanted !== "" || show !== "all"
  useEffect(() => {
    if (searching && hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
  }, [searching, hasNextPage, isFetchingNextPage, isError, fetchNextPage])

  const { mayChange, only } = useCaller()

  const choose = (next: { q?: string; show?: Filter }) => {
    const search = { q, show, ...next }
    void navigate({
      search: { q: search.q || undefined, show: search.show === "all" ? undefined : search.show },
      replace: true,
      resetScroll: false,
    })
  }

  if (only !== null) return <Navigate to="/monitoring/$id" params={{ id: only }} replace />
  return (
    <>
      <div className="mb-5 flex flex-wrap items-center gap-x-6 gap-y-3">
        <h1 className="text-xl font-semibold">{words.title}</h1>
        <div className="relative min-w-0 flex-1 basis-60 sm:max-w-sm">
          <Icon name="search" className="pointer-events-none absolute left-3 top-2.5 text-text-3" />
          <input type="search" aria-label={words.search} placeholder={words.search} value={q}
            onChange={({ target }) => choose({ q: target.value })} className={classes(kInput, "pl-10")} />
        </div>
        <div role="group" aria-label={words.filter} className="flex flex-wrap gap-1">
          {kFilters.map((one) => (
            <Button key={one} look="quiet" size="small" aria-pressed={show === one} onClick={() => choose({ show: one })}
              className="px-2 aria-pressed:bg-accent-soft aria-pressed:text-accent sm:px-3">
              {words.filters[one]}
            </Button>
          ))}
        </div>
      </div>
      {query.isPending && all.length === 0 ? (
        <div role="status" aria-label={app.loading} className="grid gap-3">
          {[0, 1, 2].map((n) => <div key={n} className="skeleton h-20" />)}
        </div>
      ) : query.isError && all.length === 0 ? (
        <Empty icon="alert" role="alert" title={words.failedToLoad} hint={query.error.message}>
          <Button onClick={() => void query.refetch()}>{app.retry}</Button>
        </Empty>
      ) : all.length === 0 ? (
        <Empty icon="photo" title={words.none} hint={words.noneHint}>
          {mayChange && <Link to="/new" className={buttonClasses("primary")}><Icon name="plus" />{app.start}</Link>}
        </Empty>
      ) : shown.length === 0 && !hasNextPage ? (
        <Empty icon="search" title={words.noneFound} hint={words.noneFoundHint}>
          <Button onClick={() => choose({ q: "", show: "all" })}>{words.clear}</Button>
        </Empty>
      ) : (
        <>
          <p className="sr-only" role="status">{words.count(format.count(shown.length), shown.length)}</p>
          <SessionRows sessions={shown} onEnd={() => hasNextPage && !isFetchingNextPage && void fetchNextPage()} />
          {isFetchingNextPage && <p className="hint py-4 text-center">{words.more}</p>}
        </>
      )}
    </>
  )
}
