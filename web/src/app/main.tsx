// The dashboard begins here.
// SPDX-License-Identifier: GPL-3.0-or-later
import "../ui/tokens.css"
import { notifyManager, QueryClient, QueryClientProvider } from "@tanstack/react-query"
import { RouterProvider } from "@tanstack/react-router"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { Problem } from "../api/client"
import { mayPass } from "../api/queries"
import { Live } from "../live/live"
import { LiveProvider } from "../live/use_live"
import { Announcer } from "../ui/announcer"
import { soon } from "../ui/frame"
import { LanguageProvider } from "../words/words"
import { makeRouter } from "./router"

// What was asked for is drawn together with what was heard.
notifyManager.setScheduler(soon)

const live = new Live()
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => count < 2 && mayPass(error),
      refetchOnWindowFocus: false,
      staleTime: 5000,
    },
  },
})
// What was asked while nobody was there is asked again once somebody is.
live.connection.onLink(() => {
  if (live.connection.link().state !== "online") return
  void queries.invalidateQueries({ predicate: ({ state }) => state.error instanceof Problem })
})
const router = makeRouter()

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <LanguageProvider>
      <LiveProvider live={live}>
        <QueryClientProvider client={queries}>
          <Announcer>
            <RouterProvider router={router} />
          </Announcer>
        </QueryClientProvider>
      </LiveProvider>
    </LanguageProvider>
  </StrictMode>,
)
