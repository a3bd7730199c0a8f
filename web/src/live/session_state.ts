// What one session's page knows, and how each event changes it. Pure: no socket, no React, no clock.
//
// Counts never go back: an update that arrives late, or one of a server that has just started
// again, replaces the newest only if it counts at least as many photos.
// SPDX-License-Identifier: GPL-3.0-or-later
import type { EventTypes } from "../contract/events"

export type Progress = EventTypes["progress_update"]
export type Session = EventTypes["session_joined"]["session"]
export type Milestone = EventTypes["milestone_reached"]
export type ImageResult = EventTypes["image_result"]
export type SessionError = EventTypes["processing_error"]
export type Completion = EventTypes["processing_complete"]
export type Performance = EventTypes["performance_update"]
export type Decision = EventTypes["tuner_decision"]
export type Stalled = EventTypes["processing_stalled"]

/** The newest first; older ones are dropped, so that a page open for days does not grow. */
export const kKeptResults = 60
export const kKeptErrors = 100
export const kKeptDecisions = 200

export interface SessionState {
  readonly session: Session | null
  readonly progress: Progress | null
  readonly milestones: readonly Milestone[]
  readonly results: readonly ImageResult[]
  readonly errors: readonly SessionError[]
  readonly decisions: readonly Decision[]
  readonly performance: Performance | null
  readonly stalled: Stalled | null
  readonly stage: EventTypes["stage_change"] | null
  readonly completion: Completion | null
}

export const kNothingKnown: SessionState = {
  session: null,
  progress: null,
  milestones: [],
  results: [],
  errors: [],
  decisions: [],
  performance: null,
  stalled: null,
  stage: null,
  completion: null,
}

/** The session as joined, also after a reconnection: its milestones are the whole list so far. */
export function joined(state: SessionState, event: EventTypes["session_joined"]): SessionState {
  return { ...changed(state, event.session), milestones: event.milestones as Milestone[] }
}

export function changed(state: SessionState, session: Session): SessionState {
  if (state.session !== null && session.processed < state.session.processed) return state
  return { ...state, session }
}

export function progressed(state: SessionState, progress: Progress): SessionState {
  if (state.progress !== null && progress.current_image < state.progress.current_image) return state
  const moved = progress.current_image !== state.progress?.current_image
  return { ...state, progress, stalled: moved ? null : state.stalled }
}

/** Each milestone once, however often it is told. */
export function reached(state: SessionState, milestone: Milestone): SessionState {
  const known = state.milestones.some((one) => one.milestone_value === milestone.milestone_value)
  return known ? state : { ...state, milestones: [...state.milestones, milestone] }
}

export function judged(state: SessionState, result: ImageResult): SessionState {
  const others = state.results.filter((one) => one.n !== result.n)
  return { ...state, results: [result, ...others].slice(0, kKeptResults) }
}

export function failed(state: SessionState, error: SessionError): SessionState {
  return { ...state, errors: [error, ...state.errors].slice(0, kKeptErrors) }
}

export function tuned(state: SessionState, decision: Decision): SessionState {
  return { ...state, decisions: [...state.decisions, decision].slice(-kKeptDecisions) }
}

export function staged(state: SessionState, change: EventTypes["stage_change"]): SessionState {
  const session = state.session && { ...state.session, stage: change.stage }
  return { ...state, session, stage: change }
}

/** `error` stays what it was where the ending says nothing of it. */
export function became(state: SessionState, status: Session["status"], error?: string): SessionState {
  if (state.session === null) return state
  return { ...state, session: { ...state.session, status, error: error ?? state.session.error } }
}

export function completed(state: SessionState, completion: Completion): SessionState {
  return { ...became(state, "complete"), completion }
}

/** One event of the session; what is of no interest changes nothing. */
export function after(state: SessionState, event: string, data: unknown): SessionState {
  switch (event) {
    case "session_joined": return joined(state, data as EventTypes["session_joined"])
    case "session_changed": return changed(state, data as Session)
    case "progress_update": return progressed(state, data as Progress)
    case "performance_update": return { ...state, performance: data as Performance }
    case "milestone_reached": return reached(state, data as Milestone)
    case "stage_change": return staged(state, data as EventTypes["stage_change"])
    case "image_result": return judged(state, data as ImageResult)
    case "tuner_decision": return tuned(state, data as Decision)
    case "processing_stalled": return { ...state, stalled: data as Stalled }
    case "processing_error": return failed(state, data as SessionError)
    case "processing_paused": return became(state, "paused")
    case "processing_resumed": return became(state, "running")
    case "processing_complete": return completed(state, data as Completion)
    case "processing_cancelled": return became(state, "cancelled")
    case "processing_failed": return became(state, "failed", (data as EventTypes["processing_failed"]).message)
    case "session_status": return became(state, (data as EventTypes["session_status"]).status)
    default: return state
  }
}
