/** V8 copies shorter parts. */
const SHORTEST_VIEW = 13

/**
 * The same text with characters of its own. V8 gives a part of a text as a view of the whole: what
 * remembers a paragraph would keep the whole document in memory.
 */
export function own(text: string): string {
  return text.length < SHORTEST_VIEW ? text : ` ${text}`.slice(1)
}
