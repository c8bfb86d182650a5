/**
 * How a status is filled wherever it is shown: six hexadecimal digits, told apart by eyes that lack a cone, and
 * a pattern or the dark and light of the fill where black is printed.
 */
export const FILLS = {
  done: { fill: '1F6FA8', pattern: 'none' },
  other: { fill: 'FFE07A', pattern: 'dots' },
  not_in_competence: { fill: 'E4E7EB', pattern: 'none' },
  blank: { fill: 'EE8F33', pattern: 'slashes' },
  absent: { fill: 'E8B49A', pattern: 'backslashes' },
  not_submitted: { fill: '7F2704', pattern: 'none' },
  unreadable: { fill: 'C9A9E6', pattern: 'columns' },
} as const

export type Pattern = 'none' | 'dots' | 'columns' | 'slashes' | 'backslashes'

/** Everything that is no status: headings, rules, what stands aside. */
export const INK = {
  text: '1B1F24',
  head: '1F3A5F',
  aside: '57606A',
  line: 'BFC5CC',
  band: 'EEF2F6',
}

/** The colour of a text on a fill: white where the fill is dark, by the luma of ITU-R BT.601. */
export function inkOn(fill: string): string {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) =>
    Number.parseInt(fill.slice(at, at + 2), 16),
  )
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? 'FFFFFF' : INK.text
}
