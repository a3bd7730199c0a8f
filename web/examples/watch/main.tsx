// A React application that shows a session of Photosieve with nothing but its hook.
// `npx vite examples/watch` in web/, then open the address with ?session=ID; a server that runs at
// 127.0.0.1:8000 is reached through Vite.
// SPDX-License-Identifier: GPL-3.0-or-later
import { createRoot } from "react-dom/client"
import { Live } from "../../src/live/live"
import { LiveProvider, useLink, useSession } from "../../src/live/use_live"

const live = new Live()

function Watch({ id }: { id: string }) {
  const { session, progress, milestones, completion } = useSession(id)
  const link = useLink()
  if (link.state === "offline") return <p role="status">Offline</p>
  if (session === null) return <p role="status">Waiting for the session</p>
  return (
    <section aria-label="Progress">
      <h1>{session.name || session.input_folder}</h1>
      <progress value={progress?.current_image ?? session.processed} max={progress?.total_images ?? session.total_images ?? 1} aria-label="Photos" />
      <p>{session.status}: {progress?.current_image ?? session.processed} of {progress?.total_images ?? session.total_images ?? "–"}</p>
      <ul>{milestones.map((one) => <li key={one.milestone_value}>{one.message}</li>)}</ul>
      {completion && <p>{completion.total_approved} approved, in {completion.output_folder}</p>}
    </section>
  )
}

createRoot(document.getElementById("root")!).render(
  <LiveProvider live={live}>
    <Watch id={new URLSearchParams(location.search).get("session") ?? ""} />
  </LiveProvider>,
)
