import { PACE, sendJson, tell } from './told.ts'

/*
 * Decisions wait here until the server has them on its disk: a server that is killed, or a window that is
 * closed, loses none. A decision that is sent twice is written once.
 */

export type Told = Readonly<Record<string, string>>

const PLACE = 'zvit-unsent'

/** What became of decisions that were sent. */
type OnSent = (sent: readonly Told[], outcomes: readonly string[]) => void

let isSending = false

/** Decisions that the server has not confirmed. */
export function unsent(): readonly Told[] {
  return JSON.parse(localStorage.getItem(PLACE) ?? '[]') as readonly Told[]
}

function keep(change: (all: readonly Told[]) => readonly Told[]): void {
  localStorage.setItem(PLACE, JSON.stringify(change(unsent())))
}

/** Puts decisions on their way. */
export function post(decisions: readonly Told[], onSent: OnSent): void {
  keep((all) => [...all, ...decisions])
  void sendAll(onSent)
}

/** Sends what waits until nothing does, and tries again while the server is away. */
export async function sendAll(onSent: OnSent): Promise<void> {
  if (isSending) return
  isSending = true
  try {
    for (
      let batch = unsent().slice(0, PACE.decisions);
      batch.length > 0;
      batch = unsent().slice(0, PACE.decisions)
    )
      await sendBatch(batch, onSent)
    tell('')
  } finally {
    isSending = false
  }
}

async function sendBatch(batch: readonly Told[], onSent: OnSent): Promise<void> {
  const answer = await sendJson('/api/corrections', batch).catch(() => null)
  const drop = () => keep((all) => all.slice(batch.length))
  if (answer?.ok) {
    const { outcomes } = (await answer.json()) as { readonly outcomes: readonly string[] }
    drop()
    onSent(batch, outcomes)
    return
  }
  if (answer?.status === 400) {
    const { detail } = (await answer.json()) as { readonly detail: string }
    // One that is wrong must not hold up the others.
    if (batch.length > 1) for (const one of batch) await sendBatch([one], onSent)
    else {
      drop()
      tell('refused', { detail })
      onSent(batch, ['refused'])
    }
    return
  }
  tell(answer?.status === 401 ? 'away' : 'unsent', { count: unsent().length })
  await new Promise((resolve) => setTimeout(resolve, PACE.pause))
}
