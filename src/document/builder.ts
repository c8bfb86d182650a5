import { checkLimit, type Limits } from '../containers/limits.ts'
import {
  type Aside,
  type Block,
  type Document,
  type Format,
  type Paragraph,
  paragraphsIn,
  type Row,
} from '../model/document.ts'
import type { Place } from '../model/place.ts'
import { compose, countCharacters } from '../text/compose.ts'
import { own } from '../text/memory.ts'
import { createNotes } from './notes.ts'
import { drawnColumns, isHiddenRow, unwrapLayout } from './quirks.ts'
import { cellPlace, createGrid, type GridCell } from './table-grid.ts'

/*
 * The one maker of Documents. A reader knows its format and tells what stands in it, in document
 * order; here places are counted, pages begin, merged cells join, hidden text goes beside the flow,
 * what is not drawn is left out, and limits hold.
 *
 *   const builder = new DocumentBuilder(limits)
 *   const body = builder.flow(null)                      // flow('footnote') for text beside it
 *   const paragraph = body.openParagraph()
 *   paragraph.add('Звіт про виконання', false)
 *   paragraph.add('чернетка', true)                      // hidden
 *   body.closeParagraph({ style: 'Title', marker: () => '1.' })
 *   const table = body.openTable()
 *   table.openRow()
 *   const cell = table.openCell({ span: 2, merge: 'restart' })
 *   cell.openParagraph().add('Захід', false)             // a cell is a flow as the body is
 *   cell.closeParagraph({ style: null, marker: null })
 *   table.closeRow({ isHeading: true })
 *   table.close()
 *   builder.finish({ format: 'docx', blocks: body.blocks, source: 28 })
 *
 * A table walks its rows once. A reader that learns the columns of a table at its end only (edges in
 * twips) gathers the rows first and tells them when the columns are known.
 */

/** What is told of a paragraph at its end. */
interface ParagraphEnd {
  readonly style: string | null
  /** Its automatic number; a function is called where the paragraph is drawn, so counts no other. */
  readonly marker: string | null | (() => string | null)
  /** Its style or its own properties let it begin a page, or a page ends behind it. */
  readonly startsPage?: boolean
  readonly endsPage?: boolean
  /** False where the paragraph is not drawn if it has no text in the flow; a marker draws nothing. */
  readonly drawsEmpty?: boolean
}

/** A cell as its document marks it. */
interface CellStart {
  /** Columns that it takes, at least 1. */
  readonly span: number
  /** Rows that it takes, where its document says so at once; positions below it are passed over. */
  readonly rowSpan?: number
  /** Cells below may go on from it, or it goes on from the one above: its text is appended there. */
  readonly merge?: 'restart' | 'below' | null
  /** It goes on from the cell before it. */
  readonly isBeside?: boolean
  /** It only fills a place in which its table has no cell. */
  readonly isFiller?: boolean
  /** Text or a number is printed in it: a merge that has lost its beginning begins there anew. */
  readonly hasText?: boolean
}

/** What is told of a row at its end. */
interface RowEnd {
  /** Columns of the grid behind its last cell. */
  readonly skipped?: number
  readonly isHeading?: boolean
  /** False where the document takes the row back: deleted, or nothing in it. */
  readonly isDrawn?: boolean
}

/** What is told of a table at its end, where its columns do not follow from its cells. */
interface TableEnd {
  /** Width of the grid; where it is given the reader tells of ragged rows itself. */
  readonly columns?: number
  readonly columnsKnown?: boolean
}

/**
 * Whose table it is. In that of a web page cells over a whole row may ask for more columns than there
 * are, a row of hidden text has its height, and whether it only lays out others is known beforehand.
 */
type TableOrigin = 'document' | 'page'

interface Counts {
  readonly paragraphs: { count: number }
  readonly tables: { count: number }
}

/** Collects the blocks of a document, what stands beside them, and what was odd. */
export class DocumentBuilder {
  readonly limits: Limits
  readonly notes = createNotes()
  readonly asides: Aside[] = []
  /** Characters so far, numbers and hidden text among them. */
  characters = 0
  private cells = 0
  private readonly parts = new Map<string, Counts>()

  constructor(limits: Limits) {
    this.limits = limits
  }

  /** A flow of text: the body (null), or a part beside it, whose places go on counting. */
  flow(part: string | null): Flow {
    const counts = this.parts.get(part ?? '') ?? { paragraphs: { count: 0 }, tables: { count: 0 } }
    this.parts.set(part ?? '', counts)
    const base = part === null ? {} : { part }
    return new Flow(this, { base, ...counts, page: { starts: false } })
  }

  /** Puts text beside the flow; hidden text is told. White space alone is none. */
  addAside(kind: Aside['kind'], raw: string, place: Place): void {
    const text = compose(raw)
    if (countCharacters(text) === 0) return
    if (kind === 'hidden') this.notes.add('READ_HIDDEN_TEXT', place, 'Hidden text stands apart.')
    this.asides.push({
      kind,
      paragraph: { kind: 'paragraph', text, marker: null, style: null, place },
    })
  }

  /** Takes characters into account, before they are made where that can be. Throws `LIMIT_EXCEEDED`. */
  spend(characters: number): void {
    this.characters += characters
    checkLimit(this.characters, this.limits.characters, 'characters')
  }

  /** Takes cells into account. Throws `LIMIT_EXCEEDED`. */
  spendCells(count = 1): void {
    this.cells += count
    checkLimit(this.cells, this.limits.cells, 'cells')
  }

  finish(whole: {
    readonly format: Format
    readonly blocks: readonly Block[]
    readonly source: number | null
    readonly pages?: number | null
  }): Document {
    return {
      format: whole.format,
      pages: whole.pages ?? null,
      textSource: 'digital',
      blocks: whole.blocks,
      asides: this.asides,
      source: whole.source,
      diagnostics: this.notes.diagnostics(),
    }
  }
}

/** A paragraph while its text is read. */
export class OpenParagraph {
  readonly place: Place
  /** What stands in the flow so far. */
  text = ''
  /** Stretches of hidden text; null while there is none. */
  hidden: string[] | null = null
  startsPage = false
  /** A page ends behind the text read so far. */
  endsPage = false
  private readonly builder: DocumentBuilder
  private isInHidden = false

  constructor(builder: DocumentBuilder, place: Place) {
    this.builder = builder
    this.place = place
  }

  /** Whether nothing but white space stands in the flow. */
  get isBlank(): boolean {
    return this.text.trim() === ''
  }

  /** Adds characters in the order in which they stand. */
  add(text: string, isHidden: boolean): void {
    this.builder.spend(text.length)
    if (isHidden) {
      this.hidden ??= []
      if (this.isInHidden) this.hidden.push(`${this.hidden.pop() ?? ''}${text}`)
      else this.hidden.push(text)
      this.isInHidden = true
      return
    }
    this.isInHidden = false
    if (this.endsPage && text.trim() !== '') {
      this.endsPage = false
      if (this.isBlank) this.startsPage = true
    }
    this.text += text
  }

  /** A page begins here, as the program that wrote the file drew it. */
  startPage(): void {
    if (this.isBlank) this.startsPage = true
  }
}

/** Where blocks stand; all flows of a story (its cells too) share what page begins next. */
interface FlowAt extends Counts {
  readonly base: Place
  readonly page: { starts: boolean }
  readonly blocks?: Block[]
  readonly isContinued?: boolean
}

/** Blocks in document order: of the body, a cell, a text box, a note. */
export class Flow {
  readonly builder: DocumentBuilder
  readonly blocks: Block[]
  /** What the places in it begin with. */
  readonly base: Place
  /** It goes on from another cell, so that its empty paragraphs are not drawn. */
  readonly isContinued: boolean
  /** Whether the next paragraph or row is the first on its page. */
  readonly page: { starts: boolean }
  readonly paragraphs: { count: number }
  readonly tables: { count: number }
  private open: OpenParagraph | null = null

  constructor(builder: DocumentBuilder, at: FlowAt) {
    this.builder = builder
    this.base = at.base
    this.page = at.page
    this.paragraphs = at.paragraphs
    this.tables = at.tables
    this.blocks = at.blocks ?? []
    this.isContinued = at.isContinued ?? false
  }

  /** What stands at the same place but is no part of the text around it: its pages are its own. */
  apart(): Flow {
    const { base, paragraphs, tables, isContinued } = this
    return new Flow(this.builder, {
      base,
      paragraphs,
      tables,
      isContinued,
      page: { starts: false },
    })
  }

  /** Adds what was read apart. */
  append(blocks: readonly Block[]): void {
    // As arguments of `push` a hundred thousand blocks would overflow the stack.
    for (const block of blocks) this.blocks.push(block)
  }

  /** Puts what was read so far, of a note or a running head, beside the flow. */
  setAside(kind: Aside['kind']): void {
    for (const paragraph of paragraphsIn(this.blocks.splice(0)))
      if (countCharacters(paragraph.text) > 0) this.builder.asides.push({ kind, paragraph })
  }

  /** The paragraph that is open, begun here where there is none. */
  openParagraph(): OpenParagraph {
    this.open ??= new OpenParagraph(this.builder, nextPlace(this))
    return this.open
  }

  /** Opens a paragraph that was read before its place was known, and fills that in. */
  resumeParagraph(paragraph: OpenParagraph): void {
    Object.assign(paragraph.place, nextPlace(this))
    this.open = paragraph
  }

  /** Ends the open paragraph, if there is one. Its hidden text goes beside the flow first. */
  closeParagraph(end: ParagraphEnd): void {
    const { open, builder } = this
    if (open === null) return
    this.open = null
    if (open.hidden !== null)
      for (const text of open.hidden) builder.addAside('hidden', text, open.place)
    if (open.isBlank && (this.isContinued || end.drawsEmpty === false)) return
    this.blocks.push(this.finish(open, end))
  }

  /** Begins a table; `declared` is the number of columns that it declares, 0 where it tells none. */
  openTable(declared = 0, origin: TableOrigin = 'document'): OpenTable {
    return new OpenTable(this, declared, origin)
  }

  private finish(open: OpenParagraph, end: ParagraphEnd): Paragraph {
    const { page, builder } = this
    const { place } = open
    const text = own(compose(open.text))
    const marker = typeof end.marker === 'function' ? end.marker() : end.marker
    if (marker !== null) builder.spend(marker.length)
    const startsPage = open.startsPage || page.starts || end.startsPage === true
    page.starts = open.endsPage || end.endsPage === true
    // Written out: most paragraphs begin no page, and a spread takes longer than the rest.
    return startsPage
      ? { kind: 'paragraph', text, marker, style: end.style, place, startsPage }
      : { kind: 'paragraph', text, marker, style: end.style, place }
  }
}

/** A table while its rows are read. Throws `LIMIT_EXCEEDED` (rows, columns, cells). */
export class OpenTable {
  readonly place: Place
  readonly rows: (Row & { readonly cells: readonly GridCell[] })[] = []
  private readonly flow: Flow
  private readonly isOfPage: boolean
  private readonly grid: ReturnType<typeof createGrid>
  /** Of each row the column behind its last position. */
  private readonly ends: number[] = []
  private cells: GridCell[] = []
  private startsPage = false
  private asidesBefore = 0

  constructor(flow: Flow, declared: number, origin: TableOrigin) {
    const { part } = flow.base
    const table = flow.tables.count
    this.grid = createGrid(declared, flow.builder.limits.columns)
    this.flow = flow
    this.isOfPage = origin === 'page'
    this.place = part === undefined ? { table } : { part, table }
    flow.tables.count += 1
  }

  /** Where the next cell or covered position of the row would stand. */
  get column(): number {
    return this.grid.column()
  }

  /** Whether a cell from above reaches into the row. */
  get isCovered(): boolean {
    return this.grid.isCovered()
  }

  /** Begins a row; so many columns of the grid stand before its first cell. */
  openRow(skipped = 0): void {
    const { builder, page } = this.flow
    checkLimit(this.rows.length + 1, builder.limits.rows, 'rows in one table')
    this.startsPage = page.starts
    page.starts = false
    this.cells = []
    this.asidesBefore = builder.asides.length
    this.grid.openRow(this.rows.length, skipped)
  }

  /** Begins a cell and gives the flow of what stands in it. */
  openCell(start: CellStart): Flow {
    const { builder, page, tables } = this.flow
    builder.spendCells()
    const { cell, isNew, column, end } = this.grid.place(this.place, start)
    checkLimit(end, builder.limits.columns, 'columns in one table')
    if (isNew && start.isFiller !== true) this.cells.push(cell)
    return new Flow(builder, {
      base: isNew ? cell.place : cellPlace(this.place, this.rows.length, column),
      paragraphs: { count: 0 },
      tables,
      page,
      blocks: cell.blocks,
      isContinued: !isNew,
    })
  }

  /** Passes positions that another cell covers or where no cell is drawn; gives a flow there. */
  cover(columns = 1): Flow {
    const { builder, page, tables } = this.flow
    const base = cellPlace(this.place, this.rows.length, this.grid.cover(columns))
    return new Flow(builder, { base, paragraphs: { count: 0 }, tables, page })
  }

  /** Ends the row; one of nothing but hidden text is not drawn in a document. Gives whether it is. */
  closeRow(end: RowEnd = {}): boolean {
    const { flow, cells, rows } = this
    const { limits, asides } = flow.builder
    const isHidden = !this.isOfPage && isHiddenRow(cells, asides.length - this.asidesBefore)
    if (isHidden || end.isDrawn === false) {
      this.grid.dropRow()
      flow.page.starts ||= this.startsPage
      return false
    }
    const behind = this.grid.closeRow(end.skipped ?? 0)
    checkLimit(behind, limits.columns, 'columns in one table')
    this.ends.push(behind)
    const startsPage = this.startsPage || cells.some(startsOnPage)
    rows.push({
      cells,
      place: { ...this.place, row: rows.length },
      ...(end.isHeading === true ? { isHeading: true } : {}),
      ...(startsPage ? { startsPage } : {}),
    })
    return true
  }

  /** Ends the table; one without rows is none, a document's that only lays out others is taken apart. */
  close(end: TableEnd = {}): void {
    const { flow, rows, place } = this
    this.grid.close(rows.length)
    if (rows.length === 0) return
    const { columns = this.width(), columnsKnown = true } = end
    if (end.columns === undefined) this.noteRagged(columns)
    const table = { kind: 'table', columns, columnsKnown, rows, place } as const
    flow.append(this.isOfPage ? [table] : unwrapLayout(table))
  }

  private width(): number {
    const { rows, ends } = this
    if (!this.isOfPage) return ends.reduce((widest, end) => Math.max(widest, end), 0)
    const columns = drawnColumns(rows, ends)
    for (const { cells } of rows)
      for (const cell of cells)
        cell.columnSpan = Math.min(cell.columnSpan, Math.max(1, columns - cell.column))
    return columns
  }

  /** Tells of rows that end before the table does. */
  private noteRagged(columns: number): void {
    const { notes } = this.flow.builder
    this.rows.forEach(({ place }, row) => {
      const end = this.ends[row] ?? 0
      if (end < columns)
        notes.add('READ_TABLE_RAGGED', place, `A row ends at column ${end} of ${columns}.`)
    })
  }
}

function startsOnPage({ blocks: [first] }: GridCell): boolean {
  return first?.kind === 'paragraph' && first.startsPage === true
}

/** The place of the next paragraph where blocks stand at `base`. */
function nextPlace({
  base,
  paragraphs,
}: {
  readonly base: Place
  readonly paragraphs: { count: number }
}): Place {
  const paragraph = paragraphs.count
  paragraphs.count += 1
  const { part, table, row, column } = base
  // Written out: copying by spread cost a third of the time of reading a table.
  if (part === undefined && table !== undefined && row !== undefined && column !== undefined)
    return { table, row, column, paragraph }
  return { ...base, paragraph }
}
