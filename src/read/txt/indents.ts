import { isBlank, type Line } from './lines.ts'

/** A number alone in its cell, behind the blanks that a TAB was turned into. */
const NUMBER_ALONE = /^( {2,8}) ?(?:\d+\.)*\d+[.)]?\s*$/
/** So many of the lines that are not empty begin cells. */
const LEAST_SHARE = 0.4

/**
 * The lines with a TAB for the indent, where an editor has turned the TABs of cells that stand a
 * line each into blanks; one blank more marks the first row of a page, as before a TAB. Only white
 * space changes.
 */
export function tabsFromIndents(lines: readonly Line[]): readonly Line[] {
  const indent = lines.map(({ text }) => NUMBER_ALONE.exec(text)?.[1]).find(Boolean)
  if (indent === undefined || lines.some(({ text }) => text.includes('\t'))) return lines
  const isCell = ({ text }: Line) => text.startsWith(indent)
  const filled = lines.filter((line) => !isBlank(line))
  if (filled.filter(isCell).length < filled.length * LEAST_SHARE) return lines
  return lines.map((line) => (isCell(line) ? { ...line, text: withTab(line.text, indent) } : line))
}

function withTab(text: string, indent: string): string {
  const rest = text.slice(indent.length)
  return rest.startsWith(' ') && rest.trim() !== ''
    ? ` \t${rest.trimStart()}`
    : `\t${rest.trimStart()}`
}
