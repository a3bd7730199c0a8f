// TokenPage: where a server has a token, it is asked for once and kept as the cookie that the server
// reads, for pictures too. The page is loaded anew with it, socket and all.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useState, type FormEvent } from "react"
import { Button } from "../ui/button"
import { TextField } from "../ui/field"
import { useWords } from "../words/words"

const kYear = 365 * 24 * 3600

export function TokenPage() {
  const { token: words } = useWords()
  const had = document.cookie.includes("photosieve_token=")
  const [token, setToken] = useState("")
  const use = (event: FormEvent) => {
    event.preventDefault()
    const secure = location.protocol === "https:" ? "; Secure" : ""
    document.cookie = `photosieve_token=${token.trim()}; Path=/; SameSite=Strict; Max-Age=${kYear}${secure}`
    location.reload()
  }
  return (
    <form onSubmit={use} className="card mx-auto mt-10 grid max-w-md gap-4 p-6">
      <h1 className="text-lg font-semibold">{words.title}</h1>
      <TextField label={words.label} hint={words.hint} error={had ? words.wrong : null} type="password"
        autoComplete="current-password" value={token} onChange={({ target }) => setToken(target.value)}
        minLength={16} maxLength={512} pattern="[!-~]+" required />
      <Button type="submit" look="primary" className="justify-center">{words.use}</Button>
    </form>
  )
}
