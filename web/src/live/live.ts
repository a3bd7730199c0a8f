// Live: all that a page knows from its connection. A store a session that is looked at, one of all
// sessions, one of the machine; each event goes to where it belongs, once.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { EventTypes } from "../contract/events"
import { Connection, type Answer, type Command, type ConnectionOptions, type ServerEvent } from "./connection"
import { History } from "./history"
import { after, became, changed, kNothingKnown, type Performance, type Session, type SessionState } from "./session_state"
import { Store } from "./store"

/** Of the sessions that are no longer looked at: going back to one shows it at once. */
const kKeptSessions = 8

export interface WatchedSession {
  readonly state: Store<SessionState>
  readonly history: History
}

export class Live {
  readonly connection: Connection
  /** Those that changed since the page was opened, by their ids; lists lay them over what they loaded. */
  readonly sessions = new Store<ReadonlyMap<string, Session>>(new Map())
  readonly host = new Store<Performance | null>(null)
  readonly hostHistory = new History()
  readonly #watched = new Map<string, WatchedSession & { users: number }>()

  constructor(options: ConnectionOptions = {}) {
    this.connection = new Connection(options)
    this.connection.onEvent((event, data) => this.#take(event, data))
  }

  /** The session's store, as it is known; not listened to until watch() is called. */
  of(id: string): WatchedSession {
    let one = this.#watched.get(id)
    if (one === undefined) {
      one = { state: new Store(kNothingKnown), history: new History(), users: 0 }
      this.#watched.set(id, one)
      for (const [old, { users }] of this.#watched)
        if (this.#watched.size > kKeptSessions && users === 0 && old !== id) this.#watched.delete(old)
    }
    return one
  }

  /** Listens to a session until the returned function is called. */
  watch(id: string): () => void {
    const one = this.of(id) as WatchedSession & { users: number }
    one.users += 1
    const leave = this.connection.join(id)
    return () => {
      one.users -= 1
      leave()
    }
  }

  /** Steers a session. The state changes when the server has confirmed, not before. */
  async command(command: Command, id: string): Promise<Answer> {
    const answer = await this.connection.command(command, id)
    if (answer.ok) {
      const state = this.#watched.get(id)?.state
      if (answer.session) state?.set(changed(state.get(), answer.session))
      else if (answer.status) state?.set(became(state.get(), answer.status as Session["status"]))
    }
    return answer
  }

  #take(event: ServerEvent, data: unknown) {
    const id = (data as { session_id?: string | null } | null)?.session_id
    if (event === "session_changed") this.#noteSession(data as Session)
    if (event === "performance_update" && !id) {
      this.host.set(data as Performance)
      this.hostHistory.add(data as Performance)
    }
    const one = id ? this.#watched.get(id) : undefined
    if (one === undefined) return
    one.state.set(after(one.state.get(), event, data))
    if (event === "performance_update") one.history.add(data as Performance)
    if (event === "tuner_decision") one.history.mark(data as EventTypes["tuner_decision"])
  }

  #noteSession(session: Session) {
    const known = this.sessions.get().get(session.session_id)
    if (known && session.processed < known.processed) return
    this.sessions.set(new Map(this.sessions.get()).set(session.session_id, session))
  }
}
