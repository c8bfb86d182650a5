/** What a mark of a field does (ECMA-376 Part 1, 17.16.18; [MS-DOC] 2.8.25); any other does nothing. */
type KindOf<Mark> = (mark: Mark) => string | null | undefined

/**
 * The marks behind which the code of a field stands, of all marks of one text in order: `begin`,
 * `separate` and `end`. Fields nest, in codes too; one that never ends has lost its marks: what
 * follows is text, not code.
 */
export function marksBeforeCode<Mark>(
  marks: readonly Mark[],
  kindOf: KindOf<Mark>,
): ReadonlySet<Mark> {
  const closed = closedFields(marks, kindOf)
  const found = new Set<Mark>()
  /** For each open field, whether it is between its begin and its separator. */
  const open: boolean[] = []
  let codes = 0
  for (const mark of marks) {
    const kind = kindOf(mark)
    if (kind === 'begin') {
      open.push(closed.has(mark))
      if (closed.has(mark)) codes += 1
    } else if (open.length > 0 && (kind === 'separate' || kind === 'end')) {
      if (open.pop() === true) codes -= 1
      if (kind === 'separate') open.push(false)
    }
    if (codes > 0) found.add(mark)
  }
  return found
}

/** The begin marks of fields that end. */
function closedFields<Mark>(
  marks: readonly Mark[],
  kindOf: KindOf<Mark>,
): ReadonlySet<Mark | undefined> {
  const open: Mark[] = []
  const closed = new Set<Mark | undefined>()
  for (const mark of marks) {
    const kind = kindOf(mark)
    if (kind === 'begin') open.push(mark)
    if (kind === 'end') closed.add(open.pop())
  }
  return closed
}
