import type { Surroundings } from '../../model/surroundings.ts'
import { LETTERS, SMALLS } from '../../text/characters.ts'
import { fold } from '../../text/fold.ts'

/** Who approves or agrees is no respondent; so are the next lines of that block. */
const OF_OTHERS = /^(?:затвердж|погодж|схвал|кому(?![а-яіїєґ])|копія|утвержд|соглас)/
const BLOCK = 3
/** A small letter that is no address and no time, or a genitive. */
const GOES_ON = new RegExp(
  `^(?!(?:вул|просп|пров|пл|бульв|тел|факс|код|e-mail|м)[.:\\s]|(?:за|станом|звітний|період|[ув] \\d)(?:\\s|$))(?:[${SMALLS}]|[${LETTERS}]+(?:ої|ого)\\s)`,
)
export type HeadingLine = Surroundings['heading'][number]

/** Lines that go on with the one before, by a small letter or a genitive. */
export function joinLines(lines: readonly HeadingLine[]): readonly HeadingLine[] {
  const joined: HeadingLine[] = []
  let places: HeadingLine['at'] | null = null
  for (const line of lines) {
    const last = joined.at(-1)
    // The lines of one cell share their places.
    const more = line.at === places ? [] : line.at
    places = line.at
    const goesOn = GOES_ON.test(line.text)
    if (last && last.isTitle === line.isTitle && goesOn)
      joined[joined.length - 1] = {
        ...last,
        text: `${last.text} ${line.text}`,
        at: [...last.at, ...more],
      }
    else joined.push(line)
  }
  return joined
}

/** The lines without who approved or agreed, and the lines of that block. */
export function withoutApproval(lines: readonly HeadingLine[]): readonly HeadingLine[] {
  let skipped = 0
  return lines.filter(({ text }) => {
    if (OF_OTHERS.test(fold(text))) skipped = BLOCK
    else skipped -= 1
    return skipped <= 0
  })
}
