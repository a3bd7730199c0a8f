// Generated from src/serve/schema/events.schema.json by `npm run contract`; not to be edited.
// SPDX-License-Identifier: GPL-3.0-or-later
export type ClientPing = unknown
export type Acknowledgement = ({
ok: true
[k: string]: unknown
} | {
ok: false
error: Error
})

export interface EventTypes {
Settings: Settings
Issues: Issues
Session: Session
PerformanceSnapshot: PerformanceSnapshot
connected: Connected
session_joined: SessionJoined
progress_update: ProgressUpdate
performance_update: PerformanceUpdate
milestone_reached: MilestoneReached
stage_change: StageChange
image_result: ImageResult
tuner_decision: TunerDecision
processing_stalled: ProcessingStalled
processing_error: ProcessingError
processing_paused: ProcessingPaused
processing_resumed: ProcessingResumed
processing_complete: ProcessingComplete
processing_cancelled: ProcessingCancelled
processing_failed: ProcessingFailed
session_status: SessionStatus
session_changed: Session
pong: Pong
error: Error
client_join_session: ClientJoinSession
client_leave_session: ClientLeaveSession
client_get_session_status: ClientGetSessionStatus
client_pause_processing: ClientPauseProcessing
client_resume_processing: ClientResumeProcessing
client_cancel_processing: ClientCancelProcessing
client_watch_sessions: ClientWatchSessions
client_unwatch_sessions: ClientUnwatchSessions
client_ping: ClientPing
Acknowledgement: Acknowledgement
}
export interface Settings {
profile: string
mode: ("speed" | "balanced" | "smart")
/**
 * 0: as many as the processors.
 */
workers: number
/**
 * Photos a lease; 0: by the mode.
 */
batch_size: number
copy: boolean
/**
 * @maxItems 32
 */
percentage_milestones: number[]
/**
 * @maxItems 32
 */
count_milestones: number[]
/**
 * Empty: every hour.
 * 
 * @maxItems 32
 */
hour_milestones: number[]
[k: string]: unknown
}
/**
 * Photos rejected with at least one reason of the category.
 */
export interface Issues {
quality: number
defect: number
similarity: number
compliance: number
[k: string]: unknown
}
export interface Session {
/**
 * An opaque identifier of a session.
 */
session_id: string
name: string
status: ("created" | "running" | "paused" | "interrupted" | "complete" | "cancelled" | "failed")
stage: ("scanning" | "processing" | "reviewing" | "complete")
input_folder: string
output_folder: string
profile: string
mode: ("speed" | "balanced" | "smart")
settings: Settings
created_at: string
started_at: (string | null)
ended_at: (string | null)
/**
 * Seconds; pauses left out.
 */
elapsed_time: number
total_images: (number | null)
processed: number
approved_count: number
rejected_count: number
issues: Issues
skipped_count: number
error: (string | null)
[k: string]: unknown
}
export interface PerformanceSnapshot {
processing_speed: (number | null)
memory_usage: (number | null)
cpu_usage: (number | null)
gpu_usage: (number | null)
approved_rate: (number | null)
approved_count: number
rejected_count: number
elapsed_time: number
eta_seconds: (number | null)
[k: string]: unknown
}
export interface Connected {
status: "connected"
client_id: string
timestamp: string
}
export interface SessionJoined {
/**
 * An opaque identifier of a session.
 */
session_id: string
status: "joined"
timestamp: string
session: Session
milestones: MilestoneReached[]
}
export interface MilestoneReached {
/**
 * An opaque identifier of a session.
 */
session_id: string
milestone_type: ("percentage" | "count" | "time")
/**
 * 25%, 1000_images, 1_hour, 2_hours
 */
milestone_value: string
current_progress: number
total_progress: number
message: string
timestamp: string
performance_snapshot: PerformanceSnapshot
}
/**
 * How far a session is; at most 1,024 bytes as sent.
 */
export interface ProgressUpdate {
/**
 * An opaque identifier of a session.
 */
session_id: string
current_image: number
total_images: (number | null)
percentage: (number | null)
current_filename: (string | null)
approved_count: number
rejected_count: number
processing_speed: (number | null)
estimated_completion: (string | null)
current_stage: ("scanning" | "processing" | "reviewing" | "complete")
error_message: (string | null)
memory_usage_mb: (number | null)
cpu_usage_percent: (number | null)
gpu_usage_percent: (number | null)
batch_processing_time: (number | null)
avg_image_processing_time: (number | null)
milestone_reached: (string | null)
elapsed_time: number
current_batch: number
total_batches: (number | null)
images_per_second: (number | null)
eta_seconds: (number | null)
}
/**
 * The host's numbers; session_id null: the host alone.
 */
export interface PerformanceUpdate {
session_id: (string | null)
timestamp: string
cpu_percent: (number | null)
process_cpu_percent: (number | null)
memory_mb: (number | null)
memory_percent: (number | null)
process_memory_mb: (number | null)
process_memory_peak_mb: (number | null)
gpus: ({
name: string
vendor: string
utilization_percent: (number | null)
memory_used_mb: (number | null)
memory_total_mb: (number | null)
temperature_c: (number | null)
power_w: (number | null)
[k: string]: unknown
}[] | null)
disk_read_mb_s: (number | null)
disk_write_mb_s: (number | null)
disk_free_mb: (number | null)
network_sent_mb_s: (number | null)
network_recv_mb_s: (number | null)
pressure: ({
cpu: (number | null)
memory: (number | null)
io: (number | null)
[k: string]: unknown
} | null)
images_per_second: (number | null)
speed_trend: (number | null)
active_workers: (number | null)
batch_size: (number | null)
batch_done: (number | null)
/**
 * The photo that has been in work longest; null: none, or the host's.
 */
current_n: (number | null)
/**
 * The path of that photo, a long one without its middle.
 */
current_filename: (string | null)
eta_p50_seconds: (number | null)
eta_p90_seconds: (number | null)
[k: string]: unknown
}
export interface StageChange {
/**
 * An opaque identifier of a session.
 */
session_id: string
stage: ("scanning" | "processing" | "reviewing" | "complete")
message: string
timestamp: string
/**
 * Photos to be judged or compared, as the message says them.
 */
images: (number | null)
/**
 * Approved photos that were rejected as copies of better ones; null until that is known.
 */
moved_to_rejected: (number | null)
}
export interface ImageResult {
/**
 * An opaque identifier of a session.
 */
session_id: string
/**
 * The photo's number in its session: its place in the order of paths.
 */
n: number
/**
 * Relative to the input folder; U+FFFD stands where a name is not UTF-8.
 */
path: string
/**
 * The name's bytes; there only where it is not UTF-8.
 */
path_bytes?: string
decision: ("approved" | "rejected")
reasons: string[]
timestamp: string
}
export interface TunerDecision {
/**
 * An opaque identifier of a session.
 */
session_id: string
what: string
from: (number | null)
to: (number | null)
reason: string
timestamp: string
}
export interface ProcessingStalled {
/**
 * An opaque identifier of a session.
 */
session_id: string
current_filename: (string | null)
seconds: number
timestamp: string
}
export interface ProcessingError {
/**
 * An opaque identifier of a session.
 */
session_id: string
error_type: string
error_message: string
timestamp: string
recoverable: boolean
}
export interface ProcessingPaused {
/**
 * An opaque identifier of a session.
 */
session_id: string
status: "paused"
timestamp: string
}
export interface ProcessingResumed {
/**
 * An opaque identifier of a session.
 */
session_id: string
status: "running"
timestamp: string
}
export interface ProcessingComplete {
/**
 * An opaque identifier of a session.
 */
session_id: string
total_processed: number
total_approved: number
total_rejected: number
processing_time: number
completion_time: string
output_folder: string
avg_processing_speed: (number | null)
peak_memory_usage: (number | null)
avg_gpu_usage: (number | null)
total_batches: number
approval_rate: (number | null)
quality_issues_count: number
defect_issues_count: number
similarity_issues_count: number
compliance_issues_count: number
}
export interface ProcessingCancelled {
/**
 * An opaque identifier of a session.
 */
session_id: string
status: "cancelled"
message: string
timestamp: string
}
export interface ProcessingFailed {
/**
 * An opaque identifier of a session.
 */
session_id: string
status: "failed"
message: string
timestamp: string
}
export interface SessionStatus {
/**
 * An opaque identifier of a session.
 */
session_id: string
status: ("created" | "running" | "paused" | "interrupted" | "complete" | "cancelled" | "failed")
message: string
}
export interface Pong {
timestamp: string
}
export interface Error {
code: ("invalid_payload" | "unknown_session" | "wrong_state" | "not_allowed" | "too_many_requests" | "internal")
message: string
}
export interface ClientJoinSession {
/**
 * An opaque identifier of a session.
 */
session_id: string
/**
 * Makes a repeated event run once.
 */
request_id?: string
[k: string]: unknown
}
export interface ClientLeaveSession {
/**
 * An opaque identifier of a session.
 */
session_id: string
/**
 * Makes a repeated event run once.
 */
request_id?: string
[k: string]: unknown
}
export interface ClientGetSessionStatus {
/**
 * An opaque identifier of a session.
 */
session_id: string
/**
 * Makes a repeated event run once.
 */
request_id?: string
[k: string]: unknown
}
export interface ClientPauseProcessing {
/**
 * An opaque identifier of a session.
 */
session_id: string
/**
 * Makes a repeated event run once.
 */
request_id?: string
[k: string]: unknown
}
export interface ClientResumeProcessing {
/**
 * An opaque identifier of a session.
 */
session_id: string
/**
 * Makes a repeated event run once.
 */
request_id?: string
[k: string]: unknown
}
export interface ClientCancelProcessing {
/**
 * An opaque identifier of a session.
 */
session_id: string
/**
 * Makes a repeated event run once.
 */
request_id?: string
[k: string]: unknown
}
export interface ClientWatchSessions {
/**
 * Makes a repeated event run once.
 */
request_id?: string
[k: string]: unknown
}
export interface ClientUnwatchSessions {
/**
 * Makes a repeated event run once.
 */
request_id?: string
[k: string]: unknown
}
