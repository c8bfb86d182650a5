import type { Span } from './file.ts'
import type { Draft } from './inline.ts'
import { readInline } from './inline.ts'
import type { Scope } from './reading.ts'
import {
  type DocNode,
  isTable,
  MARK,
  nest,
  type RawParagraph,
  readParagraphs,
} from './structure.ts'
import type { Style } from './styles.ts'
import { readTable } from './table.ts'

/** Numbers of overrides from here on mean that the paragraph left its list ([MS-DOC] 2.6.2). */
const LEFT_LIST = 0xf801
/** The number of lists of Word 95, which have no definition of their own. */
const OLD_LIST = 0x7ff

/** Reads a stretch of text that has paragraphs and tables of its own. */
export function readSpan(span: Span, scope: Scope): void {
  const { reading, flow } = scope
  const nodes = nest(readParagraphs(reading, span), reading.builder.limits)
  // A cell that is in no table has lost the properties of its paragraph.
  if (nodes.some((node) => !isTable(node) && node.mark === MARK.cell))
    reading.builder.notes.add('READ_TABLE_BROKEN', flow.base, 'Cells end where no table is.')
  readBlocks(nodes, scope)
}

/** Reads the blocks of a story, a cell or a text box, in order. */
function readBlocks(nodes: readonly DocNode[], scope: Scope): void {
  // A paragraph stays open where its mark was deleted: it goes on in the next one.
  let open: Draft | null = null
  for (const node of nodes) {
    if (!isTable(node)) open = readParagraph(node, open, scope)
    else {
      close(open, scope)
      open = null
      readTable(node, scope, readBlocks)
    }
  }
  close(open, scope)
}

/** Gives the paragraph where it is still open. */
function readParagraph(raw: RawParagraph, open: Draft | null, scope: Scope): Draft | null {
  const { reading, flow } = scope
  const draft: Draft = open ?? {
    paragraph: flow.openParagraph(),
    raw,
    boxes: [],
    isMarkDeleted: false,
    isDeletionTold: false,
    isMarkHidden: false,
    isJoined: false,
  }
  draft.raw = raw
  readInline(raw, { scope, draft, style: styleOf(draft, scope) })
  if (!draft.isMarkDeleted) {
    close(draft, scope)
    return null
  }
  draft.isJoined = true
  reading.builder.notes.add(
    'READ_DELETED_TEXT',
    draft.paragraph.place,
    'The end of a paragraph was deleted; it goes on in the next one.',
  )
  return draft
}

/** Ends the paragraph that is open, if there is one, and reads the text boxes that hang on it. */
function close(draft: Draft | null, scope: Scope): void {
  if (draft === null) return
  const { raw, paragraph, boxes, isJoined, isMarkDeleted, isMarkHidden } = draft
  const { flow } = scope
  const style = styleOf(draft, scope)
  flow.closeParagraph({
    style: style.name,
    marker: () => markerOf(draft, style, scope),
    startsPage: raw.format.startsPage ?? style.startsPage ?? false,
    drawsEmpty:
      !(paragraph.hidden !== null && isMarkHidden) &&
      !(isJoined && isMarkDeleted && flow.blocks.length > 0),
  })
  for (const { span, isHidden } of boxes) readBox(span, scope, isHidden)
}

/** A text box stands where its paragraph does. */
export function readBox(span: Span, scope: Scope, isHidden: boolean): void {
  readSpan(span, isHidden ? { ...scope, isHidden } : scope)
}

/** The automatic number; a list 0 means none. */
function markerOf({ raw, paragraph }: Draft, style: Style, scope: Scope): string | null {
  const { lists, builder } = scope.reading
  const list = raw.format.list ?? style.list
  if (list === null || list === 0 || list === OLD_LIST || list >= LEFT_LIST) return null
  const level = raw.format.level ?? lists.levelOf(String(list), style.chain) ?? style.level ?? 0
  const marker = scope.numberer.next(String(list), level)
  if (marker !== undefined) return marker
  builder.notes.add(
    'READ_NUMBERING_UNDEFINED',
    paragraph.place,
    `Level ${level + 1} of list ${list} is not defined; no number was printed.`,
  )
  return null
}

/** The style of a paragraph, the first one where it names none. */
function styleOf({ raw }: Draft, { reading }: Scope): Style {
  return reading.styles.find(raw.format.style ?? 0)
}
