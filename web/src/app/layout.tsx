// The frame of every page: the bar above, what the connection is doing, the page, notices.
// SPDX-License-Identifier: GPL-3.0-or-later
import { Link, Outlet, useLocation } from "@tanstack/react-router"
import { useCaller } from "../api/use_caller"
import { Notices } from "../features/notices/notices"
import { useLink } from "../live/use_live"
import { Badge } from "../ui/badge"
import { buttonClasses } from "../ui/button"
import { classes } from "../ui/classes"
import { Icon, Mark } from "../ui/icon"
import { useWords } from "../words/words"
import { ConnectionState, OfflineNote } from "./connection_state"
import { DisplayMenu } from "./display_menu"
import { TokenPage } from "./token_page"

const kNav = "whitespace-nowrap rounded-control px-2 py-2 text-sm sm:px-3 sm:text-[0.9375rem] font-medium text-text-2 hover:text-text hover:bg-sunken aria-[current=page]:text-text aria-[current=page]:bg-sunken"

export function Layout() {
  const { app } = useWords()
  const link = useLink()
  const { mayChange, only } = useCaller()
  const inside = link.state !== "refused"
  // A link that is followed brings its token itself.
  const asks = useLocation({ select: ({ pathname }) => pathname }) !== "/shared" && !inside
  return (
    <Notices>
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:left-3 focus:top-3 focus:z-50 focus:rounded-control focus:bg-surface focus:px-4 focus:py-2">
        {app.skip}
      </a>
      <header className="no-print sticky top-0 z-20 border-b border-line bg-page">
        <div className="mx-auto flex h-14 max-w-page items-center gap-1 px-3 sm:gap-2 sm:px-6">
          <Link to="/" className="flex shrink-0 items-center gap-2.5 rounded-control py-1 pr-1 font-semibold sm:mr-4 sm:pr-2" aria-label="Photosieve">
            <Mark className="h-7 w-7" />
            <span className="hidden md:inline">Photosieve</span>
          </Link>
          {inside && only === null && (
            <nav className="flex gap-1" aria-label="Photosieve">
              <Link to="/" activeOptions={{ exact: true, includeSearch: false }} className={kNav}>{app.sessions}</Link>
              <Link to="/system" className={kNav}>{app.system}</Link>
            </nav>
          )}
          <div className="ml-auto flex items-center gap-1 sm:gap-2">
            <ConnectionState link={link} />
            <DisplayMenu />
            {!inside ? null : mayChange ? (
              <Link to="/new" className={classes(buttonClasses("primary"), "px-3 sm:px-4")} aria-label={app.start}>
                <Icon name="plus" />
                <span className="hidden sm:inline">{app.start}</span>
              </Link>
            ) : (
              <span title={app.readOnlyHint}><Badge>{app.readOnly}</Badge></span>
            )}
          </div>
        </div>
      </header>
      <OfflineNote link={link} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-page px-3 py-5 outline-none sm:px-6 sm:py-7">
        {asks ? <TokenPage /> : <Outlet />}
      </main>
    </Notices>
  )
}
