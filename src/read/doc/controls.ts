/** Codes below are no letters, but marks of paragraphs, cells, pages and fields ([MS-DOC] 2.4). */
const FIRST_LETTER = 0x20

/** Positions of all control characters of a text, in order. */
export function readControls(text: string): readonly number[] {
  const found: number[] = []
  for (let position = 0; position < text.length; position += 1)
    if (text.charCodeAt(position) < FIRST_LETTER) found.push(position)
  return found
}

/** Index of the first control that stands at a position or behind it. */
export function firstControl(controls: readonly number[], position: number): number {
  let low = 0
  let high = controls.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((controls[middle] ?? 0) < position) low = middle + 1
    else high = middle
  }
  return low
}
