// Generated from src/serve/schema/openapi.json by `npm run contract`; not to be edited.
// SPDX-License-Identifier: GPL-3.0-or-later
export interface paths {
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sessions, newest first. */
        get: operations["listSessions"];
        put?: never;
        /** Start a session, or say what starting it would do. */
        post: operations["startSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** One session. */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** No further photo is started; answered when that is stored and the last photo in flight is done. */
        post: operations["pauseSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on from where it paused or was interrupted. */
        post: operations["resumeSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End it; what was decided stays recorded. */
        post: operations["cancelSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Settings that may change while it runs. */
        patch: operations["changeSettings"];
        trace?: never;
    };
    "/api/v1/sessions/{id}/images": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** Results, filtered and ordered. */
        get: operations["listImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/images/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                n: number;
            };
            cookie?: never;
        };
        /** One result. */
        get: operations["getImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/images/{n}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                n: number;
            };
            cookie?: never;
        };
        /** A small picture of the photo. */
        get: operations["getThumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/images/{n}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                n: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Judge it again. */
        post: operations["retryImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/images/{n}/review": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                n: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A person's decision. Not in this version: 501. */
        post: operations["reviewImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** Groups of alike photos, by their kept photo. */
        get: operations["listGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/milestones": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** Milestones reached, in order. */
        get: operations["listMilestones"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** What went wrong, in order. */
        get: operations["listErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** What the tuner decided, in order. */
        get: operations["listDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** Counts and distributions. */
        get: operations["getStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/performance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** What the host did while the session ran, merged to minimum, mean and maximum. */
        get: operations["getPerformance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** The report: JSON and CSV as a file, HTML as a page that needs nothing beside itself. */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/share": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A link that shows this session to whoever has it, until it expires; it may change nothing. */
        post: operations["shareSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The browser sends the token from now on, by a cookie that no script can read. 401 for a token that is not valid, 429 where ten of them came from one address within a minute. */
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The browser forgets the token. */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whoami": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks, and what they may do. */
        get: operations["getCaller"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, newest first; for those who may change something. */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The program and its machine. */
        get: operations["getSystem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Folders below the roots, for a picker. */
        get: operations["listFolders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description. */
        get: operations["getOpenapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events.schema.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** JSON Schema of the real-time events. */
        get: operations["getEventsSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The program lives. */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** It can answer: the database does. */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Numbers in Prometheus' text format. */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Settings: {
            profile: string;
            /** @enum {string} */
            mode: "speed" | "balanced" | "smart";
            /** @description 0: as many as the processors. */
            workers: number;
            /** @description Photos a lease; 0: by the mode. */
            batch_size: number;
            copy: boolean;
            percentage_milestones: number[];
            count_milestones: number[];
            /** @description Empty: every hour. */
            hour_milestones: number[];
        };
        /** @description Photos rejected with at least one reason of the category. */
        Issues: {
            quality: number;
            defect: number;
            similarity: number;
            compliance: number;
        };
        Session: {
            /** @description An opaque identifier of a session. */
            session_id: string;
            name: string;
            /** @enum {string} */
            status: "created" | "running" | "paused" | "interrupted" | "complete" | "cancelled" | "failed";
            /** @enum {string} */
            stage: "scanning" | "processing" | "reviewing" | "complete";
            input_folder: string;
            output_folder: string;
            profile: string;
            /** @enum {string} */
            mode: "speed" | "balanced" | "smart";
            settings: components["schemas"]["Settings"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /** @description Seconds; pauses left out. */
            elapsed_time: number;
            total_images: number | null;
            processed: number;
            approved_count: number;
            rejected_count: number;
            issues: components["schemas"]["Issues"];
            skipped_count: number;
            error: string | null;
        };
        PerformanceSnapshot: {
            processing_speed: number | null;
            memory_usage: number | null;
            cpu_usage: number | null;
            gpu_usage: number | null;
            approved_rate: number | null;
            approved_count: number;
            rejected_count: number;
            elapsed_time: number;
            eta_seconds: number | null;
        };
        /** @description RFC 9457. */
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @enum {string} */
            code: "invalid_payload" | "unknown_session" | "unknown_photo" | "wrong_state" | "not_allowed" | "unauthorized" | "too_many_requests" | "internal" | "not_found" | "method_not_allowed" | "too_large" | "unsupported_media_type" | "not_implemented";
            /** @description One sentence, with what to do. */
            detail: string;
        };
        SessionList: {
            sessions: components["schemas"]["Session"][];
            /** @description Ask with ?cursor= for the next page; null: this was the last. */
            next_cursor: string | null;
        };
        StartSettings: {
            profile?: string;
            /** @enum {string} */
            mode?: "speed" | "balanced" | "smart";
            workers?: number;
            batch_size?: number;
            copy?: boolean;
            percentage_milestones?: number[];
            count_milestones?: number[];
            hour_milestones?: number[];
        };
        StartSession: {
            name?: string;
            /** @description An absolute path below a root. */
            input_folder: string;
            /** @description An absolute path below a root; without it the input's name with _processed, beside it. */
            output_folder?: string;
            profile?: string;
            /** @enum {string} */
            mode?: "speed" | "balanced" | "smart";
            settings?: components["schemas"]["StartSettings"];
            /** @description Cancel an interrupted session over the same folders and begin anew. */
            fresh?: boolean;
        };
        SettingsChange: {
            workers?: number;
            batch_size?: number;
            progress_interval_seconds?: number;
            percentage_milestones?: number[];
            count_milestones?: number[];
            hour_milestones?: number[];
        };
        ResumeOptions: {
            /** @description Of a session that was interrupted: the last results, as many as a batch has, are judged again. Counts do not fall meanwhile. */
            redo_last_batch?: boolean;
        };
        Login: {
            token: string;
        };
        Sharing: {
            /** @description For whom it is, for the list of tokens; at most 100 bytes. */
            name?: string;
            /** @default 604800 */
            expires_in_seconds: number;
        };
        Share: {
            token_id: string;
            token: string;
            /** @description Of a page of this server; after # comes the token, which browsers keep to themselves. */
            path: string;
            /** Format: date-time */
            expires_at: string;
        };
        Caller: {
            who: string;
            /** @enum {unknown} */
            rights: "read_only" | "full";
            /** @description The one session that may be seen; null: every one. */
            session_id: string | null;
            /**
             * Format: date-time
             * @description Of the token; null: it does not expire.
             */
            expires_at: string | null;
            /** @description false: whoever can reach this server may do all. */
            needs_token: boolean;
        };
        AuditEntry: {
            id: string;
            /** Format: date-time */
            timestamp: string;
            who: string;
            /** @description Of the asking machine; null: this one, by no network. */
            address: string | null;
            /** @description start_session, pause_session, resume_session, cancel_session, change_settings, retry_photo, share_session, log_in, log_out, create_token, revoke_token; others may come. */
            action: string;
            session_id: string | null;
            /** @description "done", or the code of the problem. */
            outcome: string;
        };
        AuditList: {
            entries: components["schemas"]["AuditEntry"][];
            /** @description Ask with ?cursor= for the next page; null: this was the last. */
            next_cursor: string | null;
        };
        Empty: Record<string, never>;
        DryRun: {
            photos: number;
            bytes: number;
            /** @description Files that are not judged, by reason. */
            skipped: {
                [key: string]: number;
            };
            input_folder: string;
            output_folder: string | null;
            free_bytes: number;
            needed_bytes: number;
            conflicts: string[];
            could_start: boolean;
        };
        Finding: {
            /** @enum {string} */
            category: "quality" | "defect" | "similarity" | "compliance";
            /** @description A finding's code; GET /api/v1/system lists them. */
            code: string;
            /** @enum {string} */
            severity: "reject" | "warn" | "label";
            score: number | null;
            threshold: number | null;
            message: string;
            region: [
                number,
                number,
                number,
                number
            ] | null;
            /** @description Every place, where there are several; the first is region. */
            regions?: number[][];
        };
        Image: {
            /** @description Relative to the input folder; U+FFFD stands where a name is not UTF-8. */
            path: string;
            /** @description The name's bytes; there only where it is not UTF-8. */
            path_bytes?: string;
            /** @description What the file's bytes are, such as jpeg or png; unknown when that could not be told. */
            format: string;
            width: number;
            height: number;
            megapixels: number;
            bytes: number;
            /** @description By name; GET /api/v1/system says what each is. */
            measures: {
                [key: string]: number | null;
            };
            hashes: {
                xxh3: string | null;
                pdq: string | null;
                pdq_quality: number | null;
            };
            findings: components["schemas"]["Finding"][];
            /** @enum {string} */
            decision: "approved" | "rejected";
            confidence: number;
            elapsed_ms: number;
            /** @description What the file says of itself, as inspect --json prints it (docs/metadata.md); null: not read. */
            metadata: Record<string, never> | null;
            /** @description The photo's number in its session: its place in the order of paths. */
            n: number;
            /** @description n of the kept photo of its group. */
            group: number | null;
            copied: boolean;
            copy_error: string | null;
        };
        ImageList: {
            images: components["schemas"]["Image"][];
            /** @description Photos that match, on all pages. */
            total: number;
            /** @description Ask with ?cursor= for the next page; null: this was the last. */
            next_cursor: string | null;
        };
        Group: {
            /** @description n of the kept photo. */
            group: number;
            images: number;
            approved_count: number;
            /** @description At most 50; all are at …/images?group=. */
            members: {
                /** @description The photo's number in its session: its place in the order of paths. */
                n: number;
                /** @description Relative to the input folder; U+FFFD stands where a name is not UTF-8. */
                path: string;
                /** @enum {string} */
                decision: "approved" | "rejected";
            }[];
        };
        GroupList: {
            groups: components["schemas"]["Group"][];
            /** @description Ask with ?cursor= for the next page; null: this was the last. */
            next_cursor: string | null;
        };
        Milestone: {
            /** @description An opaque identifier of a session. */
            session_id: string;
            /** @enum {string} */
            milestone_type: "percentage" | "count" | "time";
            milestone_value: string;
            current_progress: number;
            total_progress: number;
            message: string;
            /** Format: date-time */
            timestamp: string;
            performance_snapshot: components["schemas"]["PerformanceSnapshot"];
        };
        MilestoneList: {
            milestones: components["schemas"]["Milestone"][];
        };
        SessionError: {
            error_type: string;
            error_message: string;
            /** @description The photo it is about. */
            n: number | null;
            recoverable: boolean;
            /** Format: date-time */
            timestamp: string;
        };
        SessionErrorList: {
            errors: components["schemas"]["SessionError"][];
            /** @description Ask with ?cursor= for the next page; null: this was the last. */
            next_cursor: string | null;
        };
        TunerDecision: {
            what: string;
            from: number | null;
            to: number | null;
            reason: string;
            /** Format: date-time */
            timestamp: string;
        };
        TunerDecisionList: {
            decisions: components["schemas"]["TunerDecision"][];
        };
        Bin: {
            from: number;
            to: number;
            approved_count: number;
            rejected_count: number;
        };
        Threshold: {
            /** @description A finding's code; GET /api/v1/system lists them. */
            code: string;
            /** @enum {string} */
            severity: "reject" | "warn" | "label";
            limit: string;
            value: number;
        };
        Distribution: {
            name: string;
            unit: string;
            images: number;
            minimum: number;
            maximum: number;
            mean: number;
            p5: number;
            p50: number;
            p95: number;
            thresholds: components["schemas"]["Threshold"][];
            bins: components["schemas"]["Bin"][];
        };
        Statistics: {
            /** @description An opaque identifier of a session. */
            session_id: string;
            processed: number;
            approved_count: number;
            rejected_count: number;
            approval_rate: number | null;
            categories: {
                /** @enum {string} */
                category: "quality" | "defect" | "similarity" | "compliance";
                /** @description Photos rejected with at least one such reason. */
                images: number;
                codes: {
                    /** @description A finding's code; GET /api/v1/system lists them. */
                    code: string;
                    /** @enum {string} */
                    severity: "reject" | "warn" | "label";
                    images: number;
                }[];
            }[];
            skipped: {
                reason: string;
                files: number;
            }[];
            not_copied: number;
            formats: {
                /** @description What the file's bytes are, such as jpeg or png; unknown when that could not be told. */
                format: string;
                images: number;
            }[];
            distributions: components["schemas"]["Distribution"][];
            /** @description Over the session's own time, pauses left out. */
            throughput: {
                from_seconds: number;
                to_seconds: number;
                images: number;
                images_per_second: number;
            }[];
            slowest: {
                /** @description The photo's number in its session: its place in the order of paths. */
                n: number;
                /** @description Relative to the input folder; U+FFFD stands where a name is not UTF-8. */
                path: string;
                elapsed_ms: number;
            }[];
            /** @description The largest 200. */
            folders: {
                folder: string;
                images: number;
                approved_count: number;
                approval_rate: number | null;
            }[];
            folder_count: number;
            /** @description The 200 cameras with most photos, by maker and model. */
            by_camera: {
                /** @description null: the files do not tell. */
                name: string | null;
                total: number;
                approved: number;
                rejected: number;
            }[];
            /** @description The 200 lenses with most photos. */
            by_lens: {
                /** @description null: the files do not tell. */
                name: string | null;
                total: number;
                approved: number;
                rejected: number;
            }[];
        };
        Report: {
            session: components["schemas"]["Session"];
            images: components["schemas"]["Image"][];
        };
        /** @description Of the moments at which it was known; null: at none. */
        FieldSpan: {
            min: number;
            mean: number;
            max: number;
        } | null;
        PerformancePoint: {
            /** Format: date-time */
            timestamp: string;
            /** @description From its first moment to its last. */
            seconds: number;
            /** @description Moments in it. */
            samples: number;
            cpu_percent: components["schemas"]["FieldSpan"];
            process_cpu_percent: components["schemas"]["FieldSpan"];
            memory_mb: components["schemas"]["FieldSpan"];
            memory_percent: components["schemas"]["FieldSpan"];
            process_memory_mb: components["schemas"]["FieldSpan"];
            gpu_usage_percent: components["schemas"]["FieldSpan"];
            gpu_memory_used_mb: components["schemas"]["FieldSpan"];
            gpu_temperature_c: components["schemas"]["FieldSpan"];
            gpu_power_w: components["schemas"]["FieldSpan"];
            disk_read_mb_s: components["schemas"]["FieldSpan"];
            disk_write_mb_s: components["schemas"]["FieldSpan"];
            disk_free_mb: components["schemas"]["FieldSpan"];
            network_sent_mb_s: components["schemas"]["FieldSpan"];
            network_recv_mb_s: components["schemas"]["FieldSpan"];
            pressure_cpu: components["schemas"]["FieldSpan"];
            pressure_memory: components["schemas"]["FieldSpan"];
            pressure_io: components["schemas"]["FieldSpan"];
            images_per_second: components["schemas"]["FieldSpan"];
            active_workers: components["schemas"]["FieldSpan"];
            batch_size: components["schemas"]["FieldSpan"];
            batch_done: components["schemas"]["FieldSpan"];
            eta_p50_seconds: components["schemas"]["FieldSpan"];
            eta_p90_seconds: components["schemas"]["FieldSpan"];
        };
        PerformanceHistory: {
            points: components["schemas"]["PerformancePoint"][];
        };
        Host: {
            processor: string;
            processors_online: number | null;
            /** @description Processor seconds a second. */
            processor_quota: number | null;
            /** @description The machine's, or the container's limit. */
            memory_total_mb: number | null;
            memory_limited: boolean;
            /**
             * @description Of the group with limits; 0: none.
             * @enum {integer}
             */
            cgroup_version: 0 | 1 | 2;
            limits: string;
            core_percent: (number | null)[];
            load: number[] | null;
            swap_used_mb: number | null;
            throttled_percent: number | null;
            process_pss_mb: number | null;
            gpus: {
                name: string;
                vendor: string;
                asleep: boolean;
                memory_total_mb: number | null;
                process_memory_mb: number | null;
            }[] | null;
            sample_cost_ms: number;
            gpu_sample_cost_ms: number;
        };
        System: {
            version: string;
            /** Format: date-time */
            started_at: string;
            system: string;
            kernel: string;
            machine: string;
            processors: number;
            database: string;
            roots: string[];
            profiles: string[];
            measures: {
                name: string;
                unit: string;
                lowest: number;
                highest: number;
                meaning: string;
            }[];
            codes: {
                code: string;
                /** @enum {string} */
                category: "quality" | "defect" | "similarity" | "compliance";
            }[];
            checks: {
                name: string;
                ok: boolean;
                message: string;
            }[];
            recommendations: string[];
            host: components["schemas"]["Host"];
        };
        Folder: {
            name: string;
            /** @description The name's bytes; there only where it is not UTF-8. */
            name_bytes?: string;
            path: string;
            /** @description The name's bytes; there only where it is not UTF-8. */
            path_bytes?: string;
            photos: number | null;
            folders: number | null;
        };
        FolderList: {
            path: string | null;
            /** @description The name's bytes; there only where it is not UTF-8. */
            path_bytes?: string;
            parent: string | null;
            /** @description The name's bytes; there only where it is not UTF-8. */
            parent_bytes?: string;
            photos: number | null;
            folders: components["schemas"]["Folder"][];
            truncated: boolean;
        };
        Health: {
            /** @enum {string} */
            status: "ok" | "ready";
        };
    };
    responses: {
        /** @description It was not done. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listSessions: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before, of the same list. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    startSession: {
        parameters: {
            query?: {
                dry_run?: boolean;
            };
            header?: {
                /** @description The same request with the same key is done once, and gives the same answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartSession"];
            };
        };
        responses: {
            /** @description What would happen; with dry_run=true. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description It runs. */
            201: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    pauseSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    resumeSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ResumeOptions"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    cancelSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listImages: {
        parameters: {
            query?: {
                decision?: "approved" | "rejected";
                category?: "quality" | "defect" | "similarity" | "compliance";
                /** @description GET /api/v1/system lists them. */
                code?: string;
                /** @description Of the finding that category and code ask for. */
                severity?: "reject" | "warn" | "label";
                /** @description Decided by a person. */
                reviewed?: boolean;
                /** @description A part of the path; ASCII letters without regard to case. */
                q?: string;
                /** @description n of the group's kept photo. */
                group?: number;
                /** @description Below this folder, relative to the input folder. */
                folder?: string;
                /** @description n, path, quality, confidence, bytes, megapixels, elapsed_ms, or a measure that GET /api/v1/system lists. */
                sort?: string;
                order?: "asc" | "desc";
                limit?: number;
                /** @description next_cursor of the page before, of the same list. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Image"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getThumbnail: {
        parameters: {
            query?: {
                /** @description Pixels. */
                w?: number;
            };
            header?: never;
            path: {
                id: string;
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A picture at most w wide. */
            200: {
                headers: {
                    ETag?: string;
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description What the client has is still right. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    retryImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                n: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description It will be judged again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    reviewImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    decision: "approved" | "rejected";
                    note?: string;
                };
            };
        };
        responses: {
            501: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    listGroups: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before, of the same list. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMilestones: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MilestoneList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listErrors: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before, of the same list. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionErrorList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listDecisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TunerDecisionList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStatistics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statistics"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPerformance: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                points?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PerformanceHistory"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReport: {
        parameters: {
            query?: {
                format?: "json" | "csv" | "html";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                    "text/csv": string;
                    "text/html": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    shareSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Sharing"];
            };
        };
        responses: {
            /** @description The link; its token is shown this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Share"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Done; with Set-Cookie where the server needs a token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description It is forgotten. */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCaller: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before, of the same list. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSystem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["System"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listFolders: {
        parameters: {
            query?: {
                /** @description An absolute path; without it the roots themselves. */
                path?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FolderList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOpenapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getEventsSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
