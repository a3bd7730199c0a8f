// Asking the server over HTTP: typed answers, and its problems (RFC 9457) as errors with a code and
// a sentence.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { components } from "../contract/rest"

export type Schemas = components["schemas"]

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

const kBase = "/api/v1"

export type Query = Record<string, string | number | boolean | undefined>

export function url(path: string, query: Query = {}): string {
  const words = Object.entries(query).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(words.map(([name, value]) => [name, String(value)])).toString()
  return `${kBase}${path}${text ? `?${text}` : ""}`
}

export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return answer<T>(await reach(url(path, query), { ...(signal && { signal }) }))
}

export async function send<T>(method: "POST" | "PATCH", path: string, body: unknown = {}, options: {
  query?: Query
  key?: string
} = {}): Promise<T> {
  const headers: Record<string, string> = { "Content-Type": "application/json" }
  if (options.key) headers["Idempotency-Key"] = options.key
  return answer<T>(await reach(url(path, options.query), { method, headers, body: JSON.stringify(body) }))
}

/** Whom a token is of, without becoming them. */
export async function whoHas(token: string): Promise<Schemas["Caller"]> {
  return answer(await reach(url("/whoami"), { headers: { Authorization: `Bearer ${token}` }, credentials: "omit" }))
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new Problem(0, "unreachable", "Photosieve cannot be reached.")
  }
}

async function answer<T>(response: Response): Promise<T> {
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return body as T
  const problem = (body ?? {}) as Partial<Schemas["Problem"]>
  throw new Problem(response.status, problem.code ?? "internal", problem.detail ?? `The server answered ${response.status}.`)
}

/** The picture of a photo, at most `width` pixels wide. */
export function thumbnail(session: string, n: number, width: number): string {
  return url(`/sessions/${encodeURIComponent(session)}/images/${n}/thumbnail`, { w: width })
}

export function reportUrl(session: string, format: "html" | "json" | "csv"): string {
  return url(`/sessions/${encodeURIComponent(session)}/report`, { format })
}
