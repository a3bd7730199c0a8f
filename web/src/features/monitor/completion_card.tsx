// CompletionCard: what came of the session, once it has ended. An ended session that was loaded from
// the store has no completion event at hand; then the session itself tells what it can.
// SPDX-License-Identifier: GPL-3.0-or-later
import { Link } from "@tanstack/react-router"
import { reportUrl } from "../../api/client"
import { useCaller } from "../../api/use_caller"
import type { Completion, Session } from "../../live/session_state"
import { buttonClasses } from "../../ui/button"
import { classes } from "../../ui/classes"
import { CopyButton } from "../../ui/copy_button"
import { Figure, Figures } from "../../ui/figures"
import { Icon } from "../../ui/icon"
import { ProgressBar } from "../../ui/progress_bar"
import { ServerText } from "../../words/server_text"
import { useFormat, useWords } from "../../words/words"

export function CompletionCard({ session, completion }: { session: Session; completion: Completion | null }) {
  const words = useWords()
  const format = useFormat()
  const { complete } = words
  const { mayChange } = useCaller()
  const good = session.status === "complete"
  const approved = completion?.total_approved ?? session.approved_count
  const judged = completion?.total_processed ?? session.processed
  const rejected = completion?.total_rejected ?? session.rejected_count
  const rate = completion?.approval_rate ?? (judged > 0 ? (100 * approved) / judged : null)
  const seconds = completion?.processing_time ?? session.elapsed_time
  const speed = completion?.avg_processing_speed ?? (seconds > 0 && judged > 0 ? judged / seconds : null)
  const issues = Object.entries(session.issues) as [keyof typeof session.issues & string, number][]
  const title = session.status === "complete" ? complete.title : session.status === "failed" ? complete.failed : complete.cancelled
  return (
    <section aria-label={title} data-testid="completion" className="card appear min-w-0 p-4 sm:p-6">
      <div className="flex items-center gap-3">
        <span className={classes("rounded-full p-2", good ? "bg-good-soft text-good" : session.status === "failed" ? "bg-bad-soft text-bad" : "bg-sunken text-text-2")}>
          <Icon name={good ? "check" : session.status === "failed" ? "alert" : "stop"} />
        </span>
        <div>
          <h2 className="text-lg font-semibold leading-tight">{title}</h2>
          {session.ended_at && <p className="hint">{complete.ended(format.date(session.ended_at))}</p>}
        </div>
      </div>
      {session.error && <p className="mt-4 rounded-control bg-bad-soft px-3 py-2 text-bad"><ServerText>{session.error}</ServerText></p>}
      <ProgressBar className="mt-5" label={complete.rate} value={judged} good={approved} max={good ? judged : (session.total_images ?? judged)}
        text={words.notice.completeText(format.count(approved), format.count(judged))} />
      <Figures className="mt-5 grid-cols-2 sm:grid-cols-4">
        <Figure large name={complete.judged}><span data-testid="judged">{format.count(judged)}</span></Figure>
        <Figure large name={words.monitor.approved}><span className="text-good">{format.count(approved)}</span></Figure>
        <Figure large name={words.monitor.rejected}><span className="text-bad">{format.count(rejected)}</span></Figure>
        <Figure large name={complete.rate}>{format.percent(rate, 1)}</Figure>
        <Figure name={complete.took}>{format.duration(seconds)}</Figure>
        <Figure name={complete.speed}>{format.number(speed)} {words.perSecond}</Figure>
        <Figure name={complete.peak}>{format.megabytes(completion?.peak_memory_usage)}</Figure>
        {completion?.avg_gpu_usage != null
          ? <Figure name={complete.gpu}>{format.percent(completion.avg_gpu_usage, 0)}</Figure>
          : <Figure name={complete.batches}>{format.count(completion?.total_batches)}</Figure>}
      </Figures>
      {rejected > 0 && (
        <>
          <h3 className="heading mt-6">{complete.issues}</h3>
          <ul className="mt-3 grid gap-x-8 gap-y-3 sm:grid-cols-2">
            {issues.map(([category, count]) => (
              <li key={category}>
                <p className="mb-1 flex justify-between text-sm"><span>{words.categories[category] ?? category}</span><span>{format.count(count)}</span></p>
                <ProgressBar quiet label={words.categories[category] ?? category} value={count} max={rejected} text={format.count(count)} />
              </li>
            ))}
          </ul>
          <p className="hint mt-2">{complete.issuesHint}</p>
        </>
      )}
      <div className="mt-6 border-t border-line pt-4">
        <p className="text-[0.8125rem] text-text-3">{complete.output}</p>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <p className="min-w-0 font-medium" data-testid="output">{session.settings.copy ? session.output_folder : complete.noCopy}</p>
          {session.settings.copy && <CopyButton text={session.output_folder} label={complete.copyPath} done={complete.pathCopied} />}
        </div>
      </div>
      <div className="no-print mt-4 flex flex-wrap gap-2">
        <a href={reportUrl(session.session_id, "html")} className={buttonClasses("primary")} target="_blank" rel="noreferrer">
          <Icon name="link" />{complete.report}
        </a>
        {(["json", "csv"] as const).map((format) => (
          <a key={format} href={reportUrl(session.session_id, format)} className={buttonClasses()} target="_blank" rel="noreferrer">
            <Icon name="link" />{complete.reportAs(format.toUpperCase())}
          </a>
        ))}
        {mayChange && <Link to="/new" className={buttonClasses("quiet")}><Icon name="plus" />{complete.again}</Link>}
      </div>
    </section>
  )
}
