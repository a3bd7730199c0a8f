// StartForm: how a folder is to be judged; then the check, and only then the start.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { useMemo, useState } from "react"
import { send, type Schemas } from "../../api/client"
import { systemQuery } from "../../api/queries"
import { Button } from "../../ui/button"
import { SelectField, TextField } from "../../ui/field"
import { Icon } from "../../ui/icon"
import { Panel } from "../../ui/panel"
import { useWords } from "../../words/words"
import { AdvancedFields } from "./advanced_fields"
import { DryRunPanel } from "./dry_run_panel"
import { ModeField } from "./mode_field"
import { kEmpty, requestOf, wrongIn, type Filled } from "./start_request"

export function StartForm({ folder, onChange }: { folder: string; onChange: () => void }) {
  const { start: words } = useWords()
  const [filled, setFilled] = useState<Filled>(kEmpty)
  const profiles = useQuery(systemQuery()).data?.profiles ?? ["adobe-stock"]
  const navigate = useNavigate()
  const queries = useQueryClient()
  const request = useMemo(() => requestOf(folder, filled), [folder, filled])
  const wrong = wrongIn(filled)
  // The same key for the same request: a start that is sent twice is one.
  const key = useMemo(() => `${Date.now()}-${Math.random()}`, [request])

  const check = useMutation({
    mutationFn: (body: Schemas["StartSession"]) =>
      send<Schemas["DryRun"]>("POST", "/sessions", body, { query: { dry_run: true } }),
  })
  const begin = useMutation({
    mutationFn: () => send<Schemas["Session"]>("POST", "/sessions", request, { key }),
    onSuccess: (session) => {
      void queries.invalidateQueries({ queryKey: ["sessions"] })
      void navigate({ to: "/monitoring/$id", params: { id: session.session_id } })
    },
  })
  const change = (changes: Partial<Filled>) => {
    setFilled((now) => ({ ...now, ...changes }))
    check.reset()
    begin.reset()
  }

  return (
    <form className="grid gap-4" onSubmit={(event) => {
      event.preventDefault()
      if (Object.keys(wrong).length === 0) check.mutate(request)
    }}>
      <Panel title={words.chosen} aside={<Button size="small" onClick={onChange}>{words.change}</Button>}>
        <p className="flex items-center gap-3 font-medium"><Icon name="folder" className="text-text-3" />{folder}</p>
      </Panel>
      <section className="card grid gap-5 p-4 sm:p-5">
        <ModeField mode={filled.mode} onChange={(mode) => change({ mode })} />
        <div className="grid gap-5 sm:grid-cols-2">
          <SelectField label={words.profile} hint={words.profileHint} value={filled.profile} onChange={({ target }) => change({ profile: target.value })}>
            {profiles.map((one, i) => <option key={one} value={i === 0 ? "" : one}>{one}</option>)}
          </SelectField>
          <TextField label={words.name} aside={words.optional} hint={words.nameHint} maxLength={200} value={filled.name}
            onChange={({ target }) => change({ name: target.value })} />
        </div>
        <TextField label={words.output} aside={words.optional} hint={words.outputHint} value={filled.output}
          placeholder={`${folder.replace(/\/+$/, "")}_processed`} onChange={({ target }) => change({ output: target.value })} />
        <AdvancedFields filled={filled} wrong={wrong} onChange={change} />
      </section>
      {check.isIdle || check.isPending ? (
        <div className="flex justify-end">
          <Button type="submit" look="primary" busy={check.isPending}>{check.isPending ? words.checking : words.check}</Button>
        </div>
      ) : (
        <DryRunPanel run={check.data ?? null} problem={check.error ?? begin.error} copies={filled.copy} fresh={filled.fresh}
          busy={begin.isPending || begin.isSuccess} onFresh={(fresh) => {
            change({ fresh })
            check.mutate(requestOf(folder, { ...filled, fresh }))
          }}
          onBack={check.reset} onStart={() => begin.mutate()} />
      )}
    </form>
  )
}
