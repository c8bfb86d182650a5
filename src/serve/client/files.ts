import { byId, PACE, textOf } from './told.ts'

/** A file with its path below what was dropped. */
interface Dropped {
  readonly path: string
  readonly file: File
}

type Problem = { readonly [name in 'message' | 'ukrainian' | 'detail']?: string }

interface Importing extends Problem {
  readonly isRunning: boolean
  readonly done: number
  readonly total: number
  readonly failures: number
  readonly source: string
  readonly isElsewhere?: true
  readonly measures?: number
  readonly failed?: readonly (Problem & { readonly source: string })[]
}

/** Brings files that are dropped or chosen, has them imported and tells how far that is. */
export function watchFiles(): void {
  const told = byId('importing', HTMLElement)
  const drop = byId('drop', HTMLElement)
  if (told === null) return
  const events = new EventSource('/api/events')
  events.addEventListener('importing', ({ data }) => show(JSON.parse(data) as Importing, told))
  if (drop === null) return
  drop.addEventListener('dragover', (event) => {
    event.preventDefault()
    drop.classList.add('over')
  })
  drop.addEventListener('dragleave', () => drop.classList.remove('over'))
  drop.addEventListener('drop', (event) => {
    event.preventDefault()
    drop.classList.remove('over')
    const entries = [...(event.dataTransfer?.items ?? [])].flatMap(
      (item) => item.webkitGetAsEntry() ?? [],
    )
    void Promise.all(entries.map(filesIn)).then((found) => bring(found.flat(), told))
  })
  for (const id of ['some', 'folder']) {
    const input = byId(id, HTMLInputElement)
    input?.addEventListener('change', () => {
      const files = [...(input.files ?? [])]
      void bring(
        files.map((file) => ({ path: file.webkitRelativePath || file.name, file })),
        told,
      )
    })
  }
}

async function filesIn(entry: FileSystemEntry): Promise<readonly Dropped[]> {
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    return [{ path: entry.fullPath.replace(/^\/+/, ''), file }]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  let found: readonly Dropped[] = []
  // A reader gives a hundred entries at a time.
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return found
    for (const one of some) found = [...found, ...(await filesIn(one))]
  }
}

async function bring(files: readonly Dropped[], told: HTMLElement): Promise<void> {
  told.dataset.state = 'sending'
  const waiting = [...files]
  const list = byId('failures', HTMLElement)
  list?.replaceChildren()
  let done = 0
  const sendSome = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      told.textContent = textOf(told, 'sending', { done, total: files.length, name: next.path })
      const line = await send(next, told)
      if (line) list?.append(lineOf(line))
      done += 1
    }
  }
  await Promise.all(Array.from({ length: PACE.files }, sendSome))
  await fetch('/api/import', { method: 'POST' })
}

/** Sends a file; gives what is to be told of it. */
async function send({ path, file }: Dropped, told: HTMLElement): Promise<string | null> {
  const address = `/api/uploads?path=${encodeURIComponent(path)}`
  const headers = { 'content-type': 'application/octet-stream' }
  const answer = await fetch(address, { method: 'PUT', body: file, headers }).catch(() => null)
  if (!answer?.ok) {
    const problem = (await answer?.json().catch(() => null)) as Problem | null
    return textOf(told, 'refused', { name: path, detail: problem?.detail ?? '' })
  }
  const { outcome, name } = (await answer.json()) as {
    readonly outcome: string
    readonly name: string
  }
  return outcome === 'stored' ? null : textOf(told, outcome, { name: path, as: name })
}

function show(state: Importing, told: HTMLElement): void {
  // How an earlier import ended is no news while files are on their way.
  if (told.dataset.state === 'sending' && !state.isRunning) return
  // The overview shows figures, which are others now.
  if (told.dataset.state === 'running' && !state.isRunning && !byId('drop', HTMLElement))
    location.reload()
  const bar = byId('bar', HTMLProgressElement)
  if (bar) {
    bar.hidden = !state.isRunning
    if (state.total > 0) bar.value = state.done / state.total
    else bar.removeAttribute('value')
  }
  if (state.message) told.textContent = saidOf(state)
  else if (state.isRunning)
    told.textContent = textOf(told, state.isElsewhere ? 'elsewhere' : 'running', { ...state })
  else if (state.measures !== undefined) told.textContent = textOf(told, 'ended', { ...state })
  const list = byId('failures', HTMLElement)
  for (const failure of state.failed ?? [])
    list?.append(lineOf(`${failure.source}: ${saidOf(failure)}`))
  told.dataset.state = state.isRunning ? 'running' : state.measures === undefined ? '' : 'ended'
}

/** What went wrong, in the language of the page. */
function saidOf({ message = '', ukrainian = message }: Problem): string {
  return document.documentElement.lang === 'uk' ? ukrainian : message
}

function lineOf(text: string): HTMLElement {
  const line = document.createElement('li')
  line.textContent = text
  return line
}
