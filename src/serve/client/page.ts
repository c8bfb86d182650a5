import { watchFiles } from './files.ts'
import { watchQueue } from './queue.ts'
import { watchReport } from './report.ts'
import { byId } from './told.ts'

/* What the pages do besides showing: enter, decide by keyboard, bring files, find both sides of a report. */

/** The token stands in the fragment, which no browser sends and no log keeps. */
async function enter(form: HTMLFormElement): Promise<void> {
  const inAddress = new URLSearchParams(location.hash.slice(1)).get('token')
  const send = async (token: string) => {
    const body = JSON.stringify({ token })
    const headers = { 'content-type': 'application/json' }
    const { ok } = await fetch('/enter', { method: 'POST', body, headers })
    if (ok) location.replace(location.pathname + location.search)
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void send(`${new FormData(form).get('token')}`)
  })
  if (inAddress) return send(inAddress)
  // From a link in a letter a strict cookie is not sent; from our own page it is.
  const { ok } = await fetch('/api/import')
  if (ok) location.reload()
}

const form = byId('enter', HTMLFormElement)
if (form) void enter(form)
for (const filters of document.querySelectorAll<HTMLFormElement>('form[data-auto]'))
  filters.addEventListener('change', () => filters.requestSubmit())
watchQueue()
watchReport()
watchFiles()
