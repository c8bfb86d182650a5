import { compose } from '../../../src/text/compose.ts'
/** Text that stands together, so that accents join their letters: of the body, of one note. */
export interface Flow {
  text: string
  hidden: string
  isInHidden: boolean
}

/** A flow before its text. */
export function openFlow(): Flow {
  return { text: '', hidden: '', isInHidden: false }
}

/** Characters of a flow that are not white space, UTF-16 units after NFC. */
export function countFlow({ text, hidden }: Flow): number {
  return countText(text) + countText(hidden)
}

function countText(text: string): number {
  if (text === '') return 0
  return compose(text).replace(/\s+/g, '').length
}

/** Adds text; stretches of hidden text that visible text parts stay apart. */
export function addToFlow(flow: Flow, text: string, isHidden: boolean): void {
  if (isHidden) flow.hidden += flow.isInHidden ? text : `\n${text}`
  else flow.text += text
  flow.isInHidden = isHidden
}

/** Ends what stands together. */
export function partFlow(flow: Flow): void {
  flow.text += '\n'
  flow.isInHidden = false
}
