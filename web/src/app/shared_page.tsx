// SharedPage: where a link leads that shows one session. Its token stands behind the '#', which browsers
// send to nobody; whoever may see the session anyway stays who they are, everyone else becomes the link's.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useState } from "react"
import { get, Problem, send, whoHas, type Schemas } from "../api/client"
import { Empty } from "../ui/empty"
import { useWords } from "../words/words"
import { Loading } from "./fallbacks"

/** Where the link leads. */
async function follow(token: string): Promise<string> {
  const shown = await whoHas(token)
  const to = shown.session_id === null ? "/" : `/monitoring/${shown.session_id}`
  const here = await get<Schemas["Caller"]>("/whoami").catch(() => null)
  const sees = here !== null && (here.session_id === null || here.session_id === shown.session_id)
  if (!sees) await send("POST", "/login", { token })
  return to
}

export function SharedPage() {
  const { share: words } = useWords()
  const [problem, setProblem] = useState<Error | null>(null)
  useEffect(() => {
    // In place of this page, so that the way back does not lead through the token.
    follow(location.hash.slice(1)).then((to) => location.replace(to), setProblem)
  }, [])
  if (problem === null) return <Loading />
  const over = problem instanceof Problem && problem.status === 401
  return <Empty page icon="link" role="alert" title={over ? words.over : words.failed} hint={over ? words.overHint : problem.message} />
}
