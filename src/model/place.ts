/**
 * Where a piece of text stands in its source. Only the keys that the format knows are present.
 *
 * - PDF and pictures: `page` (1-based) and `box` `[x0, y0, x1, y1]` in PDF points from the top left
 *   corner of the page as it is seen (pixels for a picture file).
 * - Flow formats: `table`, `row`, `column` (0-based, tables counted in document order with nested
 *   ones) and `paragraph` (0-based, inside its cell; outside tables among the paragraphs there).
 * - Text: `line` (0-based).
 * - `part` names text that stands outside the flow: `header`, `footer`, `footnote`, `endnote`.
 * - `ocr` and `confidence` (0 to 1) are present where the text was recognised from a picture.
 */
export interface Place {
  readonly page?: number
  readonly box?: readonly [number, number, number, number]
  readonly table?: number
  readonly row?: number
  readonly column?: number
  readonly paragraph?: number
  readonly line?: number
  readonly part?: string
  readonly ocr?: boolean
  readonly confidence?: number
}
