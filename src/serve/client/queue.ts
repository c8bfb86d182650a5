import { post, sendAll, type Told, unsent } from './outbox.ts'
import { byId, PACE, sendJson, tell, textOf } from './told.ts'

const BY = 'zvit-by'

/** The page on which a person decides: 1 to 4 a class, Enter what zvit says, A all alike, arrows, U undo. */
export function watchQueue(): void {
  const [queue, by] = [byId('queue', HTMLElement), byId('by', HTMLInputElement)]
  if (by) by.value = localStorage.getItem(BY) ?? ''
  by?.addEventListener('change', () => localStorage.setItem(BY, by.value.trim()))
  if (queue === null || by === null) return
  const decided: string[] = []
  const seen = new Set<string>(unsent().map(({ key = '' }) => key))
  let current: HTMLElement | null = null
  let isAsking = false
  let isEnd = false

  const all = (selector: string) => [...queue.querySelectorAll<HTMLElement>(selector)]
  const cards = () => all('article:not([hidden])')
  const cardOf = (target: EventTarget | null) => (target as Element).closest<HTMLElement>('article')

  function show(card: HTMLElement | null): void {
    current?.removeAttribute('aria-current')
    current = card
    const end = byId('end', HTMLElement)
    if (end) end.hidden = card !== null || !isEnd
    card?.setAttribute('aria-current', 'true')
    card?.focus({ preventScroll: true })
    card?.scrollIntoView({ block: 'center' })
    void ask()
  }

  function move(step: number): void {
    const shown = cards()
    const at = current ? shown.indexOf(current) : -1
    show(shown[Math.max(0, Math.min(shown.length - 1, at + step))] ?? null)
  }

  /** Asks for more cards when few are left behind the current one. */
  async function ask(): Promise<void> {
    const shown = cards()
    if (isAsking || isEnd || shown.length - (current ? shown.indexOf(current) : 0) > PACE.cards)
      return
    isAsking = true
    const { after = '', blind = '' } = all('[data-after]').at(-1)?.dataset ?? {}
    const query = new URLSearchParams(location.search)
    query.set('after', after)
    query.set('blind', blind)
    const answer = await fetch(`/queue/more?${query}`).catch(() => null)
    if (answer?.ok) {
      const added = document.createElement('template')
      added.innerHTML = await answer.text()
      const fresh = [...added.content.querySelectorAll<HTMLElement>('article')]
      isEnd = fresh.length === 0
      for (const card of fresh) if (seen.has(card.dataset.key ?? '')) card.remove()
      queue?.append(added.content)
    } else await new Promise((resolve) => setTimeout(resolve, PACE.pause))
    isAsking = false
    if (current === null || current.hidden) show(cards()[0] ?? null)
    else void ask()
  }

  function decide(card: HTMLElement, values: Told): void {
    const name = by?.value.trim() ?? ''
    if (name === '') {
      tell('by')
      by?.focus()
      return
    }
    const own = { ...(JSON.parse(card.dataset.seen ?? '{}') as Told), ...values, by: name }
    const isForAll = card.querySelector<HTMLInputElement>('.alike input')?.checked
    take(card)
    post([own], onSent)
    if (isForAll) void decideAlike(own)
  }

  /** The same decision for all answers of the same words. */
  async function decideAlike(own: Told): Promise<void> {
    const answer = await fetch(`/queue/alike?key=${own.key}`).catch(() => null)
    if (!answer?.ok) return tell('unsent', { count: 1 })
    const rows = (await answer.json()) as readonly Told[]
    const others = rows.filter(({ key = '' }) => !seen.has(key))
    for (const { key = '' } of others) takeAll(key)
    post(
      others.map((row) => ({ ...own, ...row })),
      onSent,
    )
  }

  function takeAll(key: string): void {
    for (const card of cards()) if (card.dataset.key === key) take(card)
    seen.add(key)
  }

  /** Takes a card away, and goes on with the next. */
  function take(card: HTMLElement): void {
    const { key = '' } = card.dataset
    decided.push(key)
    seen.add(key)
    const shown = cards()
    const at = shown.indexOf(card)
    card.hidden = true
    if (card === current) show(shown[at + 1] ?? shown[at - 1] ?? null)
    const progress = byId('progress', HTMLElement)
    if (progress) progress.textContent = textOf(progress, 'decided', { count: decided.length })
  }

  function onSent(sent: readonly Told[], outcomes: readonly string[]): void {
    for (const [index, { key = '' }] of sent.entries())
      if (!['written', 'same'].includes(outcomes[index] ?? '')) bringBack(key)
    document.body.dataset.sent = `${Number(document.body.dataset.sent ?? 0) + sent.length}`
  }

  function bringBack(key: string): void {
    const card = all('article[hidden]').find(({ dataset }) => dataset.key === key)
    seen.delete(key)
    if (!card) return
    card.hidden = false
    show(card)
  }

  async function undo(): Promise<void> {
    const key = decided.at(-1)
    if (key === undefined) return
    await sendAll(onSent)
    const told = { key, by: by?.value.trim() }
    const answer = await sendJson('/api/corrections/undo', told).catch(() => null)
    if (!answer?.ok) return tell('away')
    decided.pop()
    bringBack(key)
  }

  function accept(card: HTMLElement | null): void {
    const { status } = card?.querySelector<HTMLElement>('.accept')?.dataset ?? {}
    if (card && status) decide(card, { status })
  }

  const KEYS: Readonly<Record<string, () => unknown>> = {
    ArrowDown: () => move(1),
    ArrowRight: () => move(1),
    ArrowUp: () => move(-1),
    ArrowLeft: () => move(-1),
    Enter: () => accept(current),
    KeyU: undo,
    KeyA: () => current?.querySelector<HTMLInputElement>('.alike input')?.click(),
  }

  document.addEventListener('keydown', (event) => {
    const target = event.target as Element
    const isTyping = target.closest('input:not([type=checkbox]), select, button, a, summary')
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return
    const buttons = current?.querySelectorAll<HTMLButtonElement>('button.decide')
    const button = /^[1-4]$/.test(event.key) ? buttons?.[Number(event.key) - 1] : undefined
    // Letters by their place: a Ukrainian keyboard has others on them.
    const work = button ? () => button.click() : (KEYS[event.code] ?? KEYS[event.key])
    if (!work) return
    event.preventDefault()
    work()
  })
  queue.addEventListener('click', ({ target }) => {
    const card = cardOf(target)
    const button = (target as Element).closest<HTMLElement>('button.decide, button.accept')
    if (card && button) decide(card, { status: button.dataset.status ?? '' })
    else if (card !== current && !(target as Element).closest('a, input, select, summary'))
      show(card)
  })
  queue.addEventListener('change', ({ target }) => {
    const card = cardOf(target)
    if (card && target instanceof HTMLSelectElement && target.value !== '')
      decide(card, { status: target.value })
  })
  queue.addEventListener('submit', (event) => {
    event.preventDefault()
    const card = cardOf(event.target)
    const told = [...new FormData(event.target as HTMLFormElement)].map(
      ([name, value]) => [name, `${value}`.trim()] as const,
    )
    const values = told.filter(([, value]) => value !== '')
    if (card && values.some(([name]) => name !== 'why')) decide(card, Object.fromEntries(values))
  })
  // What is decided in another window is no question in this one.
  new EventSource('/api/events').addEventListener('decided', ({ data }) => {
    const others = (JSON.parse(data) as readonly string[]).filter((key) => !seen.has(key))
    if (others.length > 0) tell('other')
    for (const key of others) takeAll(key)
  })
  void sendAll(onSent)
  show(cards()[0] ?? null)
}
