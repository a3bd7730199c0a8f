// The one socket of a page: who it talks to, whether it is there, and every event handed on once.
//
// It reconnects by itself with growing delay (0.5 s to 10 s), falls back to polling where WebSocket
// cannot pass, and looks at once when the tab wakes or the network returns: a tab that slept holds a
// socket that seems open and is not. Rooms are joined again at each connection, which brings the
// newest state of everything watched.
// SPDX-License-Identifier: GPL-3.0-or-later
import { io, type Socket } from "socket.io-client"
import type { EventTypes } from "../contract/events"
import { soon } from "../ui/frame"

export type ServerEvent = Exclude<keyof EventTypes, `client_${string}` | "Settings" | "Issues" | "Session" |
  "PerformanceSnapshot" | "Acknowledgement">
export type Command = "pause_processing" | "resume_processing" | "cancel_processing"
export type Answer = { ok: true; status?: string; session?: EventTypes["Session"] } |
  { ok: false; error: EventTypes["error"] }

export interface Link {
  readonly state: "connecting" | "online" | "offline" | "refused"
  /** When it was lost, in milliseconds; null while it is there or was not yet. */
  readonly since: number | null
}

export interface ConnectionOptions {
  /** "" is where the page came from. */
  readonly url?: string
  /** Of a server that was started with --token-file. */
  readonly token?: string
  readonly transports?: ("polling" | "websocket")[]
}

type EventListener = (event: ServerEvent, data: unknown) => void

/** How long a command may take: a pause waits for the photos in work. */
const kCommandMs = 120_000
/** So long after a tab has woken a connection that turns out to be dead is made anew at once. */
const kWakingMs = 5_000

export class Connection {
  readonly #socket: Socket
  readonly #events = new Set<EventListener>()
  readonly #changed = new Set<() => void>()
  readonly #rooms = new Map<string, number>()
  #watchers = 0
  #link: Link = { state: "connecting", since: null }
  #wokeAt = -Infinity

  constructor({ url = "", token, transports }: ConnectionOptions = {}) {
    this.#socket = io(url, {
      ...(token && { auth: { token } }),
      ...(transports && { transports }),
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      timeout: 10_000,
    })
    this.#socket.on("connect", () => {
      for (const id of this.#rooms.keys()) this.#socket.emit("join_session", { session_id: id })
      if (this.#watchers > 0) this.#socket.emit("watch_sessions", {})
      this.#become({ state: "online", since: null })
    })
    this.#socket.on("disconnect", () => {
      this.#lose()
      if (performance.now() - this.#wokeAt >= kWakingMs) return
      this.#wokeAt = -Infinity
      // Once the client has arranged its own attempt, which is later.
      setTimeout(this.retry)
    })
    // `active` is false where the server has refused: it is not tried again by itself.
    this.#socket.on("connect_error", () =>
      this.#socket.active ? this.#lose() : this.#become({ state: "refused", since: this.#link.since }),
    )
    this.#socket.onAny((event: ServerEvent, data: unknown) => {
      for (const listener of this.#events) listener(event, data)
    })
    document.addEventListener("visibilitychange", this.#wake)
    document.addEventListener("resume", this.#wake)
    addEventListener("online", this.#wake)
  }

  close() {
    document.removeEventListener("visibilitychange", this.#wake)
    document.removeEventListener("resume", this.#wake)
    removeEventListener("online", this.#wake)
    this.#socket.disconnect()
  }

  /** Every event of every room this page is in. Returns how to stop. */
  onEvent(listener: EventListener): () => void {
    this.#events.add(listener)
    return () => void this.#events.delete(listener)
  }

  /** Hears a session until the returned function is called. */
  join(session_id: string): () => void {
    const held = this.#rooms.get(session_id) ?? 0
    this.#rooms.set(session_id, held + 1)
    if (held === 0 && this.#socket.connected) this.#socket.emit("join_session", { session_id })
    return () => {
      const left = (this.#rooms.get(session_id) ?? 1) - 1
      if (left > 0) return void this.#rooms.set(session_id, left)
      this.#rooms.delete(session_id)
      if (this.#socket.connected) this.#socket.emit("leave_session", { session_id })
    }
  }

  /** Hears of every session, and of the machine. */
  watchSessions(): () => void {
    this.#watchers += 1
    if (this.#watchers === 1 && this.#socket.connected) this.#socket.emit("watch_sessions", {})
    return () => {
      this.#watchers -= 1
      if (this.#watchers === 0 && this.#socket.connected) this.#socket.emit("unwatch_sessions", {})
    }
  }

  /** Resolves when the server has done it, or has said why not. Rejects when the connection is lost. */
  async command(command: Command, session_id: string): Promise<Answer> {
    if (!this.#socket.connected) throw new Error("not connected")
    const request_id = crypto.randomUUID?.() ?? String(Math.random())
    let lost = () => {}
    const loss = new Promise<never>((_, reject) => {
      lost = () => reject(new Error("the connection was lost"))
      this.#socket.once("disconnect", lost)
    })
    try {
      const asked = this.#socket.timeout(kCommandMs).emitWithAck(command, { session_id, request_id })
      return (await Promise.race([asked, loss])) as Answer
    } finally {
      this.#socket.off("disconnect", lost)
    }
  }

  /** Tries now what would be tried later. */
  retry = () => {
    if (!this.#socket.connected) this.#socket.disconnect().connect()
  }

  link = (): Link => this.#link
  onLink = (listener: () => void): (() => void) => {
    this.#changed.add(listener)
    return () => void this.#changed.delete(listener)
  }

  #lose() {
    this.#become({ state: "offline", since: this.#link.since ?? Date.now() })
  }

  #become(link: Link) {
    if (link.state === this.#link.state && link.since === this.#link.since) return
    this.#link = link
    soon(this.#tell)
  }

  #tell = () => {
    for (const listener of this.#changed) listener()
  }

  #wake = () => {
    if (document.hidden || this.#link.state === "refused") return
    this.#wokeAt = performance.now()
    // Writing makes the client see that the server's pings have stopped coming.
    if (this.#socket.connected) this.#socket.emit("ping", {})
    else this.retry()
  }
}
