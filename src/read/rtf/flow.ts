import { checkLimit } from '../../containers/limits.ts'
import { createNumberer } from '../../document/numbering/index.ts'
import { listsOf } from './numbers.ts'
import {
  type DraftBlock,
  DraftParagraph,
  type OpenTable,
  partText,
  type Reading,
  type Story,
} from './reading.ts'

/** `\par`: ends the paragraph. */
export function endParagraph(reading: Reading): void {
  const { story } = reading.group
  const level = levelOf(reading)
  const paragraph = finishDraft(reading, story)
  addParagraph(blocksAt(reading, story, level), paragraph)
}

/** `\cell`, `\nestcell`: ends the paragraph and its cell in the table at this level. */
export function endCell(reading: Reading, level: number): void {
  const { story } = reading.group
  const paragraph = finishDraft(reading, story)
  addParagraph(blocksAt(reading, story, level), paragraph)
  const table = story.tables.at(-1)
  if (table !== undefined) closeCell(reading, table)
}

/** `\row`, `\nestrow`: ends the row of the table at this level. */
export function endRow(reading: Reading, level: number): void {
  const { story } = reading.group
  if (!story.draft.isUntouched) {
    const paragraph = finishDraft(reading, story)
    addParagraph(blocksAt(reading, story, level), paragraph)
  }
  closeTables(reading, story, level)
  const table = story.tables.length === level ? story.tables.at(-1) : undefined
  if (table !== undefined) closeRow(reading, table)
}

/** Ends the body, a header, a footnote or a text box with what is open in it. */
export function endStory(reading: Reading, story: Story): void {
  const isOver = story.draft.isUntouched
  const level = isOver ? 0 : levelOf(reading)
  const paragraph = finishDraft(reading, story)
  // Nothing stands behind the last paragraph end, but what was told of it has its place.
  if (isOver || (paragraph.text === '' && paragraph.marker === null)) paragraph.isDrawn = false
  addParagraph(blocksAt(reading, story, level), paragraph)
  closeTables(reading, story, 0)
}

/** How deep in tables the paragraphs of the open group stand; 0 outside of them. */
function levelOf({ group: { isInTable, nesting } }: Reading): number {
  return isInTable ? Math.max(1, nesting) : Math.max(0, nesting)
}

function finishDraft(reading: Reading, story: Story): DraftParagraph {
  const { group } = reading
  const paragraph = story.draft
  partText(story)
  story.draft = new DraftParagraph(reading.builder)
  paragraph.text = withoutHalves(reading, paragraph, paragraph.text)
  paragraph.hidden =
    paragraph.hidden?.map((text) => withoutHalves(reading, paragraph, text)) ?? null
  const counted = countNumber(reading, paragraph, story)
  if (!paragraph.isNumbered) paragraph.marker = counted
  paragraph.style = reading.styles.get(group.style) ?? null
  paragraph.startsPage ||= story.startsPage || group.startsPage
  story.startsPage = paragraph.endsPage
  paragraph.endsPage = false
  story.startsSection = false
  reading.paragraphs += 1 + (paragraph.hidden?.length ?? 0)
  checkLimit(reading.paragraphs, reading.limits.paragraphs, 'paragraphs')
  if (paragraph.isBlank && paragraph.hidden !== null && group.isHidden) paragraph.isDrawn = false
  return paragraph
}

/** Halves of characters become U+FFFD, which is told. */
function withoutHalves(reading: Reading, { place }: DraftParagraph, raw: string): string {
  const text = /[\ud800-\udfff]/.test(raw) ? raw.replace(/\p{Cs}/gu, '\ufffd') : raw
  if (text.includes('\ufffd'))
    reading.notes.add(
      'READ_CHARACTER_INVALID',
      place,
      'U+FFFD stands for a character that has no meaning here.',
    )
  return text
}

/** The automatic number; it is counted too where the document prints it, for those that follow. */
function countNumber(reading: Reading, paragraph: DraftParagraph, story: Story): string | null {
  const { list, listLevel } = reading.group
  if (list === 0) return null
  story.numberer ??= createNumberer(listsOf(reading.lists, reading.fonts))
  const marker = story.numberer.next(String(list), listLevel)
  if (marker !== undefined) return marker
  if (!paragraph.isNumbered)
    reading.notes.add(
      'READ_NUMBERING_UNDEFINED',
      paragraph.place,
      `Level ${listLevel + 1} of list ${list} is not defined; no number was printed.`,
    )
  return null
}

function addParagraph(blocks: DraftBlock[], paragraph: DraftParagraph): void {
  blocks.push(paragraph)
  for (const block of paragraph.boxes.splice(0)) blocks.push(block)
}

/** Where blocks at a level go; ends the tables that are deeper, opens those that are not there. */
function blocksAt(reading: Reading, story: Story, level: number): DraftBlock[] {
  closeTables(reading, story, level)
  if (level === 1 && isBehindLastRow(reading, story)) closeTables(reading, story, 0)
  checkLimit(level, reading.limits.depth, 'tables inside one another')
  while (story.tables.length < level)
    story.tables.push({ table: { kind: 'table', rows: [] }, cells: [], blocks: [] })
  return story.tables.at(-1)?.blocks ?? story.blocks
}

/** Word tells the last row of a table: what comes behind it is another table. */
function isBehindLastRow(reading: Reading, { tables: [open] }: Story): boolean {
  if (open === undefined || open.cells.length > 0 || open.blocks.length > 0) return false
  const last = open.table.rows.at(-1)?.definition
  return last?.isLast === true && last !== reading.row
}

function closeTables(reading: Reading, story: Story, level: number): void {
  while (story.tables.length > level) {
    const open = story.tables.pop()
    if (open === undefined) return
    closeRow(reading, open)
    const outer = story.tables.at(-1)?.blocks ?? story.blocks
    if (open.table.rows.length > 0) outer.push(open.table)
  }
}

function closeCell(reading: Reading, open: OpenTable): void {
  open.cells.push({ blocks: open.blocks })
  open.blocks = []
  reading.cells += 1
  checkLimit(reading.cells, reading.limits.cells, 'cells')
  checkLimit(open.cells.length, reading.limits.columns, 'columns in one table')
}

/** Ends the row that is open, and its last cell if the end of that is missing. */
function closeRow(reading: Reading, open: OpenTable): void {
  if (open.blocks.length > 0) closeCell(reading, open)
  if (open.cells.length === 0) return
  const { cells } = open
  const { rows } = open.table
  open.cells = []
  rows.push({ cells, definition: reading.row })
  checkLimit(rows.length, reading.limits.rows, 'rows in one table')
}
