/** What XML 1.0 does not know, and half pairs: no file with them is read by other programs. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu

/** The text with � for each character that XML, and so a workbook or a picture, cannot hold. */
export function wellFormed(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd')
}
