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

/** The newest first; older ones are dropped, so that a page open for days does not grow. */
export const kKeptResults = 60
export const kKeptErrors = 100

export interface SessionState {
  readonly session: Session | null
  readonly progress: Progress | null
  readonly milestones: readonly Milestone[]
  readonly results: readonly ImageResult[]
  readonly errors: readonly SessionError[]
  readonly completion: Completion | null
}

export const kNothingKnown: SessionState = {
  session: null,
  progress: null,
  milestones: [],
  results: [],
  errors: [],
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
  return { ...state, progress }
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

export function completed(state: SessionState, completion: Completion): SessionState {
  return { ...state, completion }
}
