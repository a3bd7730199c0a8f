// useCaller: who looks at this page, and what they may do. Until that is known, and where the server
// asks for no token, it is somebody who may do all.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useQuery } from "@tanstack/react-query"
import { callerQuery } from "./queries"

export interface Caller {
  readonly mayChange: boolean
  /** The one session that may be seen; null: every one. */
  readonly only: string | null
  /** False: whoever can reach the server may do all, and there is nothing to log out of. */
  readonly loggedIn: boolean
}

export function useCaller(): Caller {
  const { data } = useQuery(callerQuery())
  return {
    mayChange: data?.rights !== "read_only",
    only: data?.session_id ?? null,
    loggedIn: data?.needs_token ?? false,
  }
}
