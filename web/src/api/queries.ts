// What pages ask for, each with its key, so that what is known is shown at once and asked again.
// SPDX-License-Identifier: GPL-3.0-or-later
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { get, Problem, type Schemas } from "./client"

const of = (id: string) => `/sessions/${encodeURIComponent(id)}`

/** What asking again may mend: nobody was there, or too much to do. */
export const mayPass = (error: unknown) =>
  !(error instanceof Problem) || error.status === 0 || error.status === 429 || error.status >= 502

export const callerQuery = () =>
  queryOptions({
    queryKey: ["caller"],
    queryFn: ({ signal }) => get<Schemas["Caller"]>("/whoami", {}, signal),
    staleTime: Infinity,
  })

export const sessionsQuery = () =>
  infiniteQueryOptions({
    queryKey: ["sessions"],
    queryFn: ({ pageParam, signal }) =>
      get<Schemas["SessionList"]>("/sessions", { limit: 100, cursor: pageParam || undefined }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor,
  })

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ["session", id],
    queryFn: ({ signal }) => get<Schemas["Session"]>(of(id), {}, signal),
  })

export const systemQuery = () =>
  queryOptions({
    queryKey: ["system"],
    queryFn: ({ signal }) => get<Schemas["System"]>("/system", {}, signal),
    staleTime: 60_000,
  })

export const foldersQuery = (path: string | null) =>
  queryOptions({
    queryKey: ["folders", path],
    queryFn: ({ signal }) => get<Schemas["FolderList"]>("/folders", { path: path ?? undefined }, signal),
  })

export const statisticsQuery = (id: string, live: boolean) =>
  queryOptions({
    queryKey: ["statistics", id],
    queryFn: ({ signal }) => get<Schemas["Statistics"]>(`${of(id)}/statistics`, {}, signal),
    refetchInterval: live ? 5000 : false,
  })

export const errorsQuery = (id: string) =>
  queryOptions({
    queryKey: ["errors", id],
    queryFn: ({ signal }) => get<Schemas["SessionErrorList"]>(`${of(id)}/errors`, { limit: 100 }, signal),
  })

export const decisionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["decisions", id],
    queryFn: ({ signal }) => get<Schemas["TunerDecisionList"]>(`${of(id)}/decisions`, {}, signal),
  })

export const newestImagesQuery = (id: string) =>
  queryOptions({
    queryKey: ["newest", id],
    queryFn: ({ signal }) =>
      get<Schemas["ImageList"]>(`${of(id)}/images`, { sort: "n", order: "desc", limit: 24 }, signal),
  })

export const imageQuery = (id: string, n: number) =>
  queryOptions({
    queryKey: ["image", id, n],
    queryFn: ({ signal }) => get<Schemas["Image"]>(`${of(id)}/images/${n}`, {}, signal),
  })

/** Points over the whole session, so that a page opened late has charts like one opened early. */
const kHistoryPoints = 1200

export const performanceQuery = (id: string) =>
  queryOptions({
    queryKey: ["performance", id],
    queryFn: async ({ signal }) =>
      (await get<Schemas["PerformanceHistory"]>(`${of(id)}/performance`, { points: kHistoryPoints }, signal)).points,
    staleTime: Infinity,
  })
