/** What the text of a paragraph is while it is read. */
export interface DraftText {
  text: string
  /** Stretches of hidden text; null while there is none. */
  hidden: string[] | null
  isInHidden: boolean
  startsPage: boolean
  /** A page ends behind the text read so far. */
  endsPage: boolean
}

/** Adds characters in the order in which they stand. */
export function addText(draft: DraftText, text: string, isHidden: boolean): void {
  if (isHidden) {
    draft.hidden ??= []
    if (draft.isInHidden) draft.hidden.push(`${draft.hidden.pop() ?? ''}${text}`)
    else draft.hidden.push(text)
    draft.isInHidden = true
    return
  }
  draft.isInHidden = false
  if (draft.endsPage && text.trim() !== '') {
    draft.endsPage = false
    if (draft.text.trim() === '') draft.startsPage = true
  }
  draft.text += text
}
