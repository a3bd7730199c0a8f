// What stands in a page's place while it loads, where it failed, and where there is none.
// SPDX-License-Identifier: GPL-3.0-or-later
import { Link } from "@tanstack/react-router"
import { Button, buttonClasses } from "../ui/button"
import { Empty } from "../ui/empty"
import { useWords } from "../words/words"

export function Loading() {
  const { app } = useWords()
  return <p role="status" className="hint py-14 text-center">{app.loading}</p>
}

export function Failed({ error, reset }: { error: unknown; reset: () => void }) {
  const { app } = useWords()
  return (
    <Empty page icon="alert" role="alert" title={app.failed} hint={error instanceof Error ? error.message : undefined}>
      <Button onClick={reset}>{app.retry}</Button>
    </Empty>
  )
}

export function NotFound() {
  const { app } = useWords()
  return (
    <Empty page icon="search" title={app.notFound} hint={app.notFoundHint}>
      <Link to="/" className={buttonClasses()}>{app.home}</Link>
    </Empty>
  )
}
