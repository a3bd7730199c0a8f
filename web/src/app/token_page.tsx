// TokenPage: where a server has a token, it is asked for once. The server keeps it with the browser as a
// cookie that no script can read, sent for pictures too. The page is loaded anew with it, socket and all.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useMutation } from "@tanstack/react-query"
import { useState, type FormEvent } from "react"
import { Problem, send } from "../api/client"
import { Button } from "../ui/button"
import { TextField } from "../ui/field"
import { useWords } from "../words/words"

export function TokenPage() {
  const { token: words } = useWords()
  const [token, setToken] = useState("")
  const logIn = useMutation({
    mutationFn: () => send("POST", "/login", { token: token.trim() }),
    onSuccess: () => location.reload(),
  })
  const use = (event: FormEvent) => {
    event.preventDefault()
    logIn.mutate()
  }
  return (
    <form onSubmit={use} className="card mx-auto mt-10 grid max-w-md gap-4 p-6">
      <h1 className="text-lg font-semibold">{words.title}</h1>
      <TextField label={words.label} hint={words.hint} error={logIn.error && refusalOf(words, logIn.error)} type="password"
        autoComplete="current-password" value={token} onChange={({ target }) => setToken(target.value)}
        minLength={16} maxLength={512} pattern="[!-~]+" required />
      <Button type="submit" look="primary" className="justify-center" busy={logIn.isPending || logIn.isSuccess}>{words.use}</Button>
    </form>
  )
}

function refusalOf(words: { wrong: string; tooOften: string }, error: Error): string {
  if (!(error instanceof Problem)) return error.message
  return error.status === 401 ? words.wrong : error.status === 429 ? words.tooOften : error.message
}
