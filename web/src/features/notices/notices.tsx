// Notices: what is told wherever in the dashboard one is: milestones of the session that is looked
// at, the end of any session, errors that end one.
// SPDX-License-Identifier: GPL-3.0-or-later
import { Link, useRouter } from "@tanstack/react-router"
import { useEffect, useRef, type ReactNode } from "react"
import { titleOf } from "../../api/session_title"
import type { EventTypes } from "../../contract/events"
import { useLive, useLiveSessions } from "../../live/use_live"
import { buttonClasses } from "../../ui/button"
import { notify } from "../../ui/notifications"
import { ToastProvider, useToast } from "../../ui/toasts"
import { milestoneText } from "../../words/milestone_text"
import { useFormat, useWords } from "../../words/words"

export function Notices({ children }: { children: ReactNode }) {
  const { app } = useWords()
  return (
    <ToastProvider label={app.notices} close={app.close}>
      <Teller />
      {children}
    </ToastProvider>
  )
}

type Session = EventTypes["Session"]
const kEndings: readonly string[] = ["complete", "failed", "cancelled"]

function Teller() {
  const live = useLive()
  const sessions = useLiveSessions()
  const words = useWords()
  const format = useFormat()
  const toast = useToast()
  const router = useRouter()
  const known = useRef(new Map<string, Session["status"]>())

  useEffect(() => {
    for (const session of sessions.values()) {
      const before = known.current.get(session.session_id)
      known.current.set(session.session_id, session.status)
      // An ending is news only where the session was seen alive.
      if (before === undefined || before === session.status || !kEndings.includes(session.status)) continue
      const { notice } = words
      const name = titleOf(session)
      const title = session.status === "complete" ? notice.complete(name)
        : session.status === "failed" ? notice.failed(name) : notice.cancelled(name)
      const text = session.status === "failed"
        ? (session.error ?? "")
        : notice.completeText(format.count(session.approved_count), format.count(session.processed))
      const to = { to: "/monitoring/$id", params: { id: session.session_id } } as const
      const here = router.state.location.pathname.startsWith(`/monitoring/${session.session_id}`)
      toast({
        tone: session.status === "complete" ? "good" : session.status === "failed" ? "bad" : "neutral",
        icon: session.status === "complete" ? "check" : session.status === "failed" ? "alert" : "stop",
        title,
        text,
        action: here ? undefined : <Link {...to} className={buttonClasses("plain", "small")}>{notice.open}</Link>,
      })
      notify(title, text, session.session_id, () => void router.navigate(to))
    }
  }, [sessions, words, format, toast, router])

  useEffect(
    () =>
      live.connection.onEvent((event, data) => {
        if (event !== "milestone_reached") return
        const milestone = data as EventTypes["milestone_reached"]
        const session = live.of(milestone.session_id).state.get().session
        if (!session) return
        const text = milestoneText(words, format, milestone)
        toast({ key: `milestone ${session.session_id}`, tone: "neutral", icon: "flag", title: titleOf(session), text })
        notify(titleOf(session), text, session.session_id,
          () => void router.navigate({ to: "/monitoring/$id", params: { id: session.session_id } }))
      }),
    [live, words, format, toast, router],
  )
  return null
}
