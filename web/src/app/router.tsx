// Every address of the dashboard, and the page it means. Pages beside the monitor and the list come
// when they are asked for.
// SPDX-License-Identifier: GPL-3.0-or-later
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router"
import { MonitorTab } from "../features/monitor/monitor_tab"
import { SessionPage } from "../features/monitor/session_page"
import { SessionsPage } from "../features/sessions/sessions_page"
import { Failed, Loading, NotFound } from "./fallbacks"
import { Layout } from "./layout"

const root = createRootRoute({ component: Layout, notFoundComponent: NotFound })

export type SessionsFilter = "all" | "active" | "complete" | "ended"
const kFilters: readonly string[] = ["active", "complete", "ended"]

const sessions = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: (search: Record<string, unknown>): { q?: string; show?: SessionsFilter } => ({
    ...(typeof search.q === "string" && search.q !== "" && { q: search.q }),
    ...(typeof search.show === "string" && kFilters.includes(search.show) && { show: search.show as SessionsFilter }),
  }),
  component: SessionsPage,
})
const start = createRoute({
  getParentRoute: () => root,
  path: "/new",
  validateSearch: (search: Record<string, unknown>): { folder?: string; chosen?: boolean } => ({
    ...(typeof search.folder === "string" && { folder: search.folder }),
    ...(search.chosen === true && { chosen: true }),
  }),
  component: lazyRouteComponent(() => import("../features/start/start_page"), "StartPage"),
})
const system = createRoute({
  getParentRoute: () => root,
  path: "/system",
  component: lazyRouteComponent(() => import("../features/system/system_page"), "SystemPage"),
})
const shared = createRoute({
  getParentRoute: () => root,
  path: "/shared",
  component: lazyRouteComponent(() => import("./shared_page"), "SharedPage"),
})
const monitoring = createRoute({
  getParentRoute: () => root,
  path: "/monitoring",
  beforeLoad: ({ location }) => {
    if (/^\/monitoring\/?$/.test(location.pathname)) throw redirect({ to: "/", replace: true })
  },
})
const session = createRoute({ getParentRoute: () => monitoring, path: "$id", component: SessionPage })
const monitor = createRoute({ getParentRoute: () => session, path: "/", component: MonitorTab })
const statistics = createRoute({
  getParentRoute: () => session,
  path: "statistics",
  component: lazyRouteComponent(() => import("../features/statistics/statistics_tab"), "StatisticsTab"),
})
const settings = createRoute({
  getParentRoute: () => session,
  path: "settings",
  component: lazyRouteComponent(() => import("../features/settings/settings_tab"), "SettingsTab"),
})
const photo = createRoute({
  getParentRoute: () => monitoring,
  path: "$id/photos/$n",
  component: lazyRouteComponent(() => import("../features/photo/photo_page"), "PhotoPage"),
})

const tree = root.addChildren([
  sessions, start, system, shared, monitoring.addChildren([session.addChildren([monitor, statistics, settings]), photo]),
])

export const makeRouter = () =>
  createRouter({
    routeTree: tree,
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultPendingComponent: Loading,
    defaultErrorComponent: Failed,
  })

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
