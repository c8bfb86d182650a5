import {
  attribute,
  child,
  children,
  type XmlElement,
  type XmlNode,
} from '../../containers/xml/element.ts'
import { STRUCK } from '../../document/notes.ts'
import type { DiagnosticCode } from '../../model/diagnostics.ts'
import { type Draft, leaveOut, noteDeleted, openPart, type Scope, type Story } from './reading.ts'
import { FIELDS, IGNORED, INLINE } from './vocabulary.ts'

const NEEDS_COLLAPSING = /[\t\n\r]| {2}/
const NOT_PRINTED: ReadonlySet<string> = new Set(['math:annotation', 'math:annotation-xml'])

/** What surrounds the text of a paragraph. */
interface InlineContext {
  readonly scope: Scope
  readonly draft: Draft
  readonly isHidden: boolean
  /** Reads a note; handed in, since blocks hold lines and lines hold notes. */
  readonly readBlocks: (nodes: readonly XmlNode[], scope: Scope) => void
}

type Handler = (element: XmlElement, context: InlineContext) => void

/** Three bins, after mammoth.js: a handler, a name ignored on purpose, a remark. */
const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['text:span', readSpan],
  ['text:s', readSpaces],
  ['text:tab', (_, context) => print('\t', context)],
  ['text:line-break', (_, context) => print('\n', context)],
  ['text:soft-page-break', readSoftBreak],
  ['loext:soft-page-break', readSoftBreak],
  ['text:note', readNote],
  ['text:variable-set', readVariable],
  ['text:sequence', readVariable],
  ['office:annotation', noteComment],
  ['draw:object', readObject],
  ['text:change-start', (element, { scope }) => passChangeMark(element, scope)],
  ['text:change-end', (element, { scope }) => passChangeMark(element, scope)],
  ['text:p', readStray],
  ['text:h', readStray],
  ['text:list', readStray],
  ['text:section', readStray],
  ['table:table', readStray],
])

/** Reads characters, stretches and fields into the draft. */
export function readInline(nodes: readonly XmlNode[], context: InlineContext): void {
  for (const node of nodes) {
    if (typeof node === 'string') {
      readText(node, context)
      continue
    }
    const handler = HANDLERS.get(node.name)
    if (handler !== undefined) handler(node, context)
    else if (IGNORED.has(node.name)) leaveOut(node, context.scope.story)
    else if (INLINE.has(node.name) || FIELDS.has(node.name)) readInline(node.children, context)
    else if (node.name.startsWith('draw:')) readGraphic(node, context)
    else readUnknown(node, context)
  }
}

/** Whether what stands here was deleted by a change that keeps it in its place. */
function isDeleted({ scope }: InlineContext): boolean {
  return scope.story.deleting.size > 0
}

/** Characters of the markup: white space in a row is one blank (OpenDocument 1.3 Part 3, 6.1.2). */
function readText(markup: string, context: InlineContext): void {
  const { draft, scope } = context
  if (isDeleted(context)) {
    leaveOut(markup, scope.story)
    return
  }
  if (markup.includes('\ufffd'))
    note(context, 'READ_CHARACTER_INVALID', 'U+FFFD stands for a character that was lost before.')
  const blanks = NEEDS_COLLAPSING.test(markup) ? markup.replace(/[\t\n\r ]+/g, ' ') : markup
  const text = draft.isAfterBlank && blanks.startsWith(' ') ? blanks.slice(1) : blanks
  if (text === '') return
  draft.paragraph.add(text, context.isHidden)
  draft.isAfterBlank = text.endsWith(' ')
}

/** Characters as they are. */
function print(text: string, context: InlineContext): void {
  if (isDeleted(context)) return
  context.draft.paragraph.add(text, context.isHidden)
  context.draft.isAfterBlank = false
}

function note({ scope, draft }: InlineContext, code: DiagnosticCode, message: string): void {
  scope.story.reading.builder.notes.add(code, draft.paragraph.place, message)
}

function readSpan(element: XmlElement, context: InlineContext): void {
  const style = context.scope.story.styles.find('text', attribute(element, 'text:style-name'))
  const isHidden = context.scope.isHidden || (style.isHidden ?? context.isHidden)
  readInline(element.children, isHidden === context.isHidden ? context : { ...context, isHidden })
  if (style.isStruck) note(context, 'READ_STRUCK_TEXT', STRUCK)
}

function readSpaces(element: XmlElement, context: InlineContext): void {
  const written = attribute(element, 'text:c') ?? '1'
  const count = /^\d{1,9}$/.test(written) ? Math.max(1, Number(written)) : 1
  // As many as are refused at once, no more: a few bytes can ask for any number.
  print(' '.repeat(Math.min(count, context.scope.flow.builder.limits.characters + 1)), context)
}

function readSoftBreak(_: XmlElement, { draft }: InlineContext): void {
  draft.paragraph.startPage()
}

/** Notes stand beside the flow. */
function readNote(element: XmlElement, context: InlineContext): void {
  const kind = attribute(element, 'text:note-class') === 'endnote' ? 'endnote' : 'footnote'
  const body = child(element, 'text:note-body')
  // The number of the note is printed by the program, the body is text.
  leaveOut(element, context.scope.story)
  if (body === null || isDeleted(context)) return
  context.scope.story.reading.source += body.ink
  const part = openPart(context.scope.story, kind)
  context.readBlocks(body.children, { ...part, isHidden: context.isHidden })
  part.flow.setAside('footnote')
}

function readVariable(element: XmlElement, context: InlineContext): void {
  const isHidden = context.isHidden || attribute(element, 'text:display') === 'none'
  readInline(element.children, { ...context, isHidden })
}

function noteComment(element: XmlElement, context: InlineContext): void {
  leaveOut(element, context.scope.story)
  note(context, 'READ_COMMENTS_LEFT_OUT', 'A comment was left out.')
}

/** A paragraph or a table where no one may stand is read behind the paragraph around it. */
function readStray(element: XmlElement, { draft, isHidden }: InlineContext): void {
  draft.boxes.push({ nodes: [element], isHidden })
}

/** Formulas stand in the line; text boxes and shapes with text are read behind the paragraph. */
function readGraphic(element: XmlElement, context: InlineContext): void {
  if (isDeleted(context)) {
    leaveOut(element, context.scope.story)
    return
  }
  const { draft, isHidden } = context
  const isFrame = element.name === 'draw:frame'
  const objects = isFrame ? children(element, 'draw:object') : []
  for (const object of objects) readObject(object, context)
  // The picture beside an object shows the object.
  const nodes = !isFrame ? [element] : objects.length > 0 ? [] : element.children
  if (nodes.length > 0) draft.boxes.push({ nodes, isHidden })
  else
    for (const node of children(element))
      if (IGNORED.has(node.name)) leaveOut(node, context.scope.story)
}

function readObject(element: XmlElement, context: InlineContext): void {
  if (isDeleted(context)) {
    leaveOut(element, context.scope.story)
    return
  }
  const formula = readFormula(element, context.scope.story)
  if (formula !== null) print(formula, context)
  else note(context, 'READ_PICTURE', 'An embedded object was passed over.')
}

function readUnknown(element: XmlElement, context: InlineContext): void {
  note(
    context,
    'READ_ELEMENT_UNKNOWN',
    `The element ${element.name.slice(0, 80)} is not known; the text inside it was read.`,
  )
  readInline(element.children, context)
}

/** The characters of a formula in a `draw:object`, null where the object is something else. */
function readFormula(object: XmlElement, story: Story): string | null {
  const { reading } = story
  const href = attribute(object, 'xlink:href')
  const math = child(object, 'math:math') ?? (href === null ? null : reading.pack.object(href))
  leaveOut(object, story)
  if (math?.name !== 'math:math') return null
  reading.source += math.ink
  return textOf(math, story)
}

// Numerator and denominator, base and index: without a blank 1 over 2 would be 12.
function textOf(element: XmlElement, story: Story): string {
  return element.children
    .map((node) => {
      if (typeof node === 'string') return node.replace(/\s+/g, ' ')
      if (!NOT_PRINTED.has(node.name)) return textOf(node, story)
      leaveOut(node, story)
      return ''
    })
    .filter((text) => text.trim() !== '')
    .join(' ')
}

/** Takes the begin or end mark of a change into account. */
export function passChangeMark(mark: XmlElement, { story, flow }: Scope): void {
  const id = attribute(mark, 'text:change-id') ?? ''
  if (!story.deletions.has(id)) return
  if (mark.name === 'text:change-end') story.deleting.delete(id)
  else {
    story.deleting.add(id)
    noteDeleted(story, flow.base, 'Deleted text was left out.')
  }
}
