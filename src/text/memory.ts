/** Enough for the words of any report; a bulk run must not grow. */
const REMEMBERED = 20_000

/** The same function, which does not compute twice what it was asked lately. */
export function remember<Value>(
  compute: (text: string) => Value,
  most: number = REMEMBERED,
): (text: string) => Value {
  const memory = new Map<string, Value>()
  return (text) => {
    const before = memory.get(text)
    if (before !== undefined) return before
    const value = compute(text)
    if (memory.size >= most) memory.clear()
    memory.set(text, value)
    return value
  }
}
