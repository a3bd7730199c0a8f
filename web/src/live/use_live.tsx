// The hooks by which components read what is live.
//
// `useSession(id)` is all that a progress view needs, here or in another React application:
//
//   const live = new Live({ url: "http://127.0.0.1:8000" })
//   <LiveProvider live={live}><Watch id={id} /></LiveProvider>
//
//   function Watch({ id }: { id: string }) {
//     const { progress, session } = useSession(id)
//     return <p>{session?.status}: {progress?.current_image} of {progress?.total_images}</p>
//   }
//
// The session is joined while a component that uses it is shown, also after reconnections; its
// component renders at most once a frame, and only when something of the session has changed.
// SPDX-License-Identifier: GPL-3.0-or-later
import { createContext, useContext, useEffect, useMemo, useSyncExternalStore, type ReactNode } from "react"
import type { Link } from "./connection"
import type { Live, WatchedSession } from "./live"
import type { Performance, Session, SessionState } from "./session_state"

const LiveContext = createContext<Live | null>(null)

export function LiveProvider({ live, children }: { live: Live; children: ReactNode }) {
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>
}

export function useLive(): Live {
  const live = useContext(LiveContext)
  if (live === null) throw new Error("useLive() needs a <LiveProvider> above it")
  return live
}

/** The session's newest state, and joins it for as long as the component is shown. */
export function useSession(id: string): SessionState {
  const { state } = useWatched(id)
  return useSyncExternalStore(state.subscribe, state.get)
}

/** The session's store and history, for what draws without React. */
export function useWatched(id: string): WatchedSession {
  const live = useLive()
  const watched = useMemo(() => live.of(id), [live, id])
  useEffect(() => live.watch(id), [live, id])
  return watched
}

/** Whether the server is there, and since when it is not. */
export function useLink(): Link {
  const { connection } = useLive()
  return useSyncExternalStore(connection.onLink, connection.link)
}

/** Every session that has changed since the page was opened. */
export function useLiveSessions(): ReadonlyMap<string, Session> {
  const live = useLive()
  useEffect(() => live.connection.watchSessions(), [live])
  return useSyncExternalStore(live.sessions.subscribe, live.sessions.get)
}

/** The machine's newest numbers. */
export function useHost(): Performance | null {
  const live = useLive()
  useEffect(() => live.connection.watchSessions(), [live])
  return useSyncExternalStore(live.host.subscribe, live.host.get)
}
