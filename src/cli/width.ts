const NARROW = /[\p{M}\p{Cf}\p{Cc}]/u
// Unicode Standard Annex 11: the wide blocks that occur in names of files.
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** Columns that a text takes on a terminal; «й» in two code points takes one. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += widthOfCharacter(character)
  return width
}

function widthOfCharacter(character: string): number {
  if (NARROW.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

/** Control characters but blanks and page ends, C1 too: a terminal would obey them. */
const CONTROLS = /[^\P{Cc}\t\n\r\f]/gu

/** The text with � for each control character, for terminals. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, '\ufffd')
}

/** The text in one line, without what a terminal would obey. */
export function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}

/** The text in at most `width` columns; what is cut is cut in the middle, where names differ least. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  if (width < 2) return '…'.slice(0, width)
  const characters = [...text]
  const end = takeWidth(characters.toReversed(), Math.ceil((width - 1) / 2)).toReversed()
  const start = takeWidth(characters, width - 1 - widthOf(end.join('')))
  return `${start.join('')}…${end.join('')}`
}

/** Of what is cut, the share that shows how a name begins. */
const BEGINNING = 0.4
/** Characters shown before the place where names differ. */
const BEFORE = 4

/**
 * The texts each in at most `width` columns. Those that would look the same show how they begin and what stands
 * where they differ from the ones before and behind them in the alphabet.
 */
export function cutApart(texts: readonly string[], width: number): readonly string[] {
  const distinct = [...new Set(texts)].sort()
  const cuts = new Map(distinct.map((text) => [text, cut(text, width)]))
  const groups = new Map<string, string[]>()
  for (const [text, shown] of cuts) groups.set(shown, [...(groups.get(shown) ?? []), text])
  for (const same of groups.values())
    if (same.length > 1)
      for (const [index, text] of same.entries()) {
        const beside = [same[index - 1], same[index + 1]].map((other) => commonLength(text, other))
        cuts.set(text, cutAt(text, width, Math.max(...beside)))
      }
  return texts.map((text) => cuts.get(text) ?? text)
}

function cutAt(text: string, width: number, at: number): string {
  const [characters, start] = [[...text], Math.floor(width * BEGINNING)]
  const head = takeWidth(characters, start).join('')
  const from = Math.max(start, [...text.slice(0, at)].length - BEFORE)
  const rest = characters.slice(from).join('')
  const room = width - widthOf(head) - 1
  if (widthOf(rest) <= room)
    return `${head}…${takeWidth(characters.toReversed(), room).toReversed().join('')}`
  return `${head}…${takeWidth([...rest], room - 1).join('')}…`
}

/** UTF-16 units of the common beginning. */
function commonLength(text: string, other = ''): number {
  let length = 0
  while (length < text.length && text[length] === other[length]) length += 1
  return length
}

function takeWidth(characters: readonly string[], width: number): readonly string[] {
  const taken: string[] = []
  let used = 0
  for (const character of characters) {
    used += widthOfCharacter(character)
    if (used > width) break
    taken.push(character)
  }
  return taken
}

/** The text cut or filled with blanks to exactly `width` columns. */
export function pad(text: string, width: number): string {
  const shown = cut(text, width)
  return shown + ' '.repeat(Math.max(0, width - widthOf(shown)))
}

/** The text in lines of at most `width` columns, cut at blanks; a longer word has its own line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}
