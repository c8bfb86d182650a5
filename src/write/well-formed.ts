import { say } from '../resources.ts'

const CUT = say('workbook.cut')
/** What XML 1.0 does not know, and half pairs: no file with them is read by other programs. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu

/** The text with � for each character that XML, and so a workbook or a picture, cannot hold. */
export function wellFormed(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd')
}

/** The text, or as much of it as goes into so many UTF-16 units with a note that it was cut; no pair is parted. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  return text.slice(0, most - CUT.length).replace(/[\ud800-\udbff]$/, '') + CUT
}
