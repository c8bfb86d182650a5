/**
 * Where a piece of text stands in its source. Only the keys that the format knows are present.
 *
 * - PDF and pictures: `page` (1-based) and `box` `[x0, y0, x1, y1]` in PDF points from the top left
 *   corner of the page as it is seen (pixels for a picture file).
 * - Flow formats: `table`, `row`, `column` (0-based, tables counted in document order with nested
 *   ones) and `paragraph` (0-based, inside its cell; outside tables among the paragraphs there).
 * - Workbooks: `table` is the sheet, `row` and `column` those of the sheet (0-based: B3 is row 2,
 *   column 1), `paragraph` the line in its cell.
 * - Text: `line` (0-based).
 * - `part` names text that stands outside the flow: `header`, `footer`, `footnote`, `endnote`;
 *   of a workbook `drawing` (a text box) and `sheet` (the name of a sheet) too.
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
