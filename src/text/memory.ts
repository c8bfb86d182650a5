/** Enough for the words of any report; a bulk run must not grow. */
const REMEMBERED = 20_000
/** Longer texts hardly come again, and a few thousand of them would fill the memory. */
const LONGEST = 4000

/**
 * Values by their text, in two generations: where the younger is full, the older goes, so that what is
 * asked again and again stays.
 */
export interface Memory<Value> {
  known: Map<string, Value>
  older: Map<string, Value>
  readonly most: number
}

export function openMemory<Value>(most: number = REMEMBERED): Memory<Value> {
  return { known: new Map(), older: new Map(), most }
}

/** The value of a text: remembered, or computed and, where the text is not long, remembered. */
export function recall<Value>(
  memory: Memory<Value>,
  text: string,
  compute: (text: string) => Value,
): Value {
  const before = memory.known.get(text)
  if (before !== undefined) return before
  const value = memory.older.get(text) ?? compute(text)
  if (text.length > LONGEST) return value
  if (memory.known.size >= memory.most / 2) {
    memory.older = memory.known
    memory.known = new Map()
  }
  memory.known.set(text, value)
  return value
}

/** The same function, which does not compute twice what it was asked lately. */
export function remember<Value>(
  compute: (text: string) => Value,
  most?: number,
): (text: string) => Value {
  const memory = openMemory<Value>(most)
  return (text) => recall(memory, text, compute)
}

/** V8 copies shorter parts. */
const SHORTEST_VIEW = 13

/**
 * The same text with characters of its own. V8 gives a part of a text as a view of the whole: what
 * remembers a paragraph would keep the whole document in memory.
 */
export function own(text: string): string {
  return text.length < SHORTEST_VIEW ? text : ` ${text}`.slice(1)
}
