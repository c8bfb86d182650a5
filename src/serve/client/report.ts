import { byId } from './told.ts'

/** The source beside the tree: what is clicked on either side is found on the other. */
export function watchReport(): void {
  const source = byId('source', HTMLElement)
  if (source === null) return
  const views = [...document.querySelectorAll<HTMLElement>('[data-view]')]
  const choose = (view: HTMLElement | undefined) => {
    for (const one of views) one.setAttribute('aria-pressed', `${one === view}`)
    void open(source, view?.dataset.view ?? '')
  }
  for (const view of views) view.addEventListener('click', () => choose(view))
  choose(views[0])
  document.addEventListener('click', (event) => {
    const target = event.target as Element
    const chosen = target.closest<HTMLElement>('[data-at]')
    if (chosen === null || target.closest('a')) return
    find(chosen)
  })
}

async function open(source: HTMLElement, from: string): Promise<void> {
  source.dataset.wanted = from
  const answer = await fetch(from).catch(() => null)
  const text = answer?.ok ? await answer.text() : null
  // Another one may have been chosen meanwhile.
  if (text === null || source.dataset.wanted !== from) return
  source.innerHTML = text
  source.dataset.open = from
  for (const image of source.querySelectorAll<HTMLImageElement>('.page img'))
    image.addEventListener('load', () => {
      const seen = `0 0 ${image.naturalWidth} ${image.naturalHeight}`
      image.nextElementSibling?.setAttribute('viewBox', seen)
    })
  const chosen =
    location.hash &&
    document.querySelector<HTMLElement>(
      `${CSS.escape(location.hash.slice(1)) && `[id="${CSS.escape(decodeURIComponent(location.hash.slice(1)))}"]`} [data-at]`,
    )
  if (chosen) find(chosen)
}

/** Marks everything that has a place in common, and brings the other side into view. */
function find(chosen: HTMLElement): void {
  const keys = new Set((chosen.dataset.at ?? '').split(' ').filter((key) => key !== ''))
  for (const marked of document.querySelectorAll('.found')) marked.classList.remove('found')
  const isOnTree = chosen.closest('.tree') !== null
  let isFirst = true
  for (const one of document.querySelectorAll<HTMLElement>('[data-at]')) {
    if (!(one.dataset.at ?? '').split(' ').some((key) => keys.has(key))) continue
    one.classList.add('found')
    const isOther = (one.closest('.tree') !== null) !== isOnTree
    if (!isOther || !isFirst) continue
    isFirst = false
    const closed = one.closest('details')
    if (closed) closed.open = true
    one.scrollIntoView({ block: 'center' })
  }
}
