// LiveSettings: settings of a running session. Only those that were changed are sent.
// SPDX-License-Identifier: GPL-3.0-or-later
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { send, type Schemas } from "../../api/client"
import { sessionQuery } from "../../api/queries"
import { Button } from "../../ui/button"
import { TextField } from "../../ui/field"
import { Icon } from "../../ui/icon"
import { useFormat, useWords } from "../../words/words"

const kMostWorkers = 1024
const kMostInBatch = 4096

const whole = (text: string, most: number) => (/^\d{1,5}$/.test(text.trim()) && Number(text) <= most ? Number(text) : null)
const seconds = (text: string) => {
  const value = Number(text.replace(",", "."))
  return text.trim() !== "" && value >= 0.1 && value <= 2 ? value : null
}

export function LiveSettings({ id, settings }: { id: string; settings: Schemas["Settings"] }) {
  const { settings: words, start } = useWords()
  const format = useFormat()
  const queries = useQueryClient()
  const [changed, setChanged] = useState<{ workers?: string; batch?: string; interval?: string }>({})
  const wanted = {
    workers: changed.workers ?? String(settings.workers),
    batch: changed.batch ?? String(settings.batch_size),
    interval: changed.interval ?? "",
  }
  const change: Schemas["SettingsChange"] = {}
  const workers = whole(wanted.workers, kMostWorkers)
  const batch = whole(wanted.batch, kMostInBatch)
  const interval = wanted.interval === "" ? undefined : seconds(wanted.interval)
  if (workers !== null && workers !== settings.workers) change.workers = workers
  if (batch !== null && batch !== settings.batch_size) change.batch_size = batch
  if (interval) change.progress_interval_seconds = interval
  const wrong = workers === null || batch === null || interval === null

  const save = useMutation({
    mutationFn: () => send<Schemas["Session"]>("PATCH", `/sessions/${encodeURIComponent(id)}/settings`, change),
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery(id).queryKey, session)
      setChanged({})
    },
  })
  const set = (changes: typeof changed) => {
    save.reset()
    setChanged((now) => ({ ...now, ...changes }))
  }
  return (
    <form className="grid gap-5" onSubmit={(event) => {
      event.preventDefault()
      save.mutate()
    }}>
      <TextField label={start.workers} hint={start.workersHint} inputMode="numeric" value={wanted.workers}
        error={workers === null ? start.wholeWrong(format.count(kMostWorkers)) : null} onChange={({ target }) => set({ workers: target.value })} />
      <TextField label={start.batch} hint={start.batchHint} inputMode="numeric" value={wanted.batch}
        error={batch === null ? start.wholeWrong(format.count(kMostInBatch)) : null} onChange={({ target }) => set({ batch: target.value })} />
      <TextField label={words.interval} hint={words.intervalHint} inputMode="decimal" value={wanted.interval}
        error={interval === null ? words.intervalHint : null} onChange={({ target }) => set({ interval: target.value })} />
      <div className="flex items-center justify-end gap-3">
        <span role="status" className="text-sm text-good">{save.isSuccess && <span className="flex items-center gap-1"><Icon name="check" />{words.saved}</span>}</span>
        {save.isError && <p role="alert" className="text-sm text-bad">{save.error.message}</p>}
        <Button type="submit" look="primary" busy={save.isPending} disabled={wrong || Object.keys(change).length === 0}>
          {save.isPending ? words.saving : words.save}
        </Button>
      </div>
    </form>
  )
}
