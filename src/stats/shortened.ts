const MARK = ' …'

/** The text on one line, cut behind a word where it is longer than `most` UTF-16 units. */
export function shortened(text: string, most: number): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  if (line.length <= most) return line
  const room = line.slice(0, most - MARK.length + 1)
  const end = room.lastIndexOf(' ')
  return (end > 0 ? room.slice(0, end) : room.slice(0, -1).replace(/\p{Cs}$/u, '')) + MARK
}
