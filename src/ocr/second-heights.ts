/**
 * The text without letters that come out a second time as capital ones: where the height of a letter
 * is in doubt, the engine says both («мМоОлодь», «отТноситТся»). No word is written so.
 */
export function withoutSecondHeights(text: string): string {
  let kept = ''
  let twice = ''
  for (const letter of text) {
    const last = kept.at(-1) ?? ''
    const isSecond = letter !== last && letter.toLowerCase() === last
    if (isSecond) twice = last
    else if (letter !== twice) {
      kept += letter
      twice = ''
    }
  }
  return kept
}
