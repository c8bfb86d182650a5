import {
  attribute,
  child,
  children,
  type XmlElement,
  type XmlNode,
} from '../../containers/xml/element.ts'
import { STRUCK } from '../../document/notes.ts'
import { passChangeMark } from './changes.ts'
import { addMarkup, addText, type Draft } from './draft.ts'
import { readFormula } from './formula.ts'
import type { Scope, Story } from './reading.ts'
import { openPart, spend } from './reading.ts'
import { FIELDS, IGNORED, INLINE } from './vocabulary.ts'

/** What surrounds the text of a paragraph. */
export interface InlineContext {
  readonly scope: Scope
  readonly draft: Draft
  readonly isHidden: boolean
  /** Reads a note; handed in, since blocks hold lines and lines hold notes. */
  readonly readAside: (element: XmlElement, scope: Scope) => void
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
  ['text:hidden-text', readHiddenText],
  ['text:hidden-paragraph', readHiddenParagraph],
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
    else if (IGNORED.has(node.name)) continue
    else if (INLINE.has(node.name) || FIELDS.has(node.name)) readInline(node.children, context)
    else if (node.name.startsWith('draw:')) readGraphic(node, context)
    else readUnknown(node, context)
  }
}

function storyOf({ scope }: InlineContext): Story {
  return scope.story
}

/** Whether what stands here was deleted by a change that keeps it in its place. */
function isDeleted(context: InlineContext): boolean {
  return storyOf(context).deleting.size > 0
}

function readText(text: string, context: InlineContext): void {
  const { draft } = context
  if (isDeleted(context)) return
  if (text.includes('\ufffd'))
    storyOf(context).reading.notes.add(
      'READ_CHARACTER_INVALID',
      draft.place,
      'U+FFFD stands for a character that was lost before.',
    )
  spend(text.length, storyOf(context))
  addMarkup(draft, text, context.isHidden)
}

function print(text: string, context: InlineContext): void {
  if (isDeleted(context)) return
  spend(text.length, storyOf(context))
  addText(context.draft, text, context.isHidden)
}

function readSpan(element: XmlElement, context: InlineContext): void {
  const style = storyOf(context).styles.find('text', attribute(element, 'text:style-name'))
  const isHidden = context.scope.isHidden || (style.isHidden ?? context.isHidden)
  readInline(element.children, isHidden === context.isHidden ? context : { ...context, isHidden })
  if (style.isStruck)
    storyOf(context).reading.notes.add('READ_STRUCK_TEXT', context.draft.place, STRUCK)
}

function readSpaces(element: XmlElement, context: InlineContext): void {
  const written = attribute(element, 'text:c') ?? '1'
  const count = /^\d{1,9}$/.test(written) ? Math.max(1, Number(written)) : 1
  if (isDeleted(context)) return
  // White space is not counted: spend before the blanks are made.
  spend(count, storyOf(context))
  addText(context.draft, ' '.repeat(count), context.isHidden)
}

function readSoftBreak(_: XmlElement, { draft }: InlineContext): void {
  if (draft.text.trim() === '') draft.startsPage = true
}

function readNote(element: XmlElement, context: InlineContext): void {
  const kind = attribute(element, 'text:note-class') === 'endnote' ? 'endnote' : 'footnote'
  const body = child(element, 'text:note-body')
  if (body === null || isDeleted(context)) return
  const { isHidden } = context
  context.readAside(body, { ...openPart(storyOf(context), kind), isHidden })
}

function readHiddenText(element: XmlElement, context: InlineContext): void {
  const isHidden = context.isHidden || attribute(element, 'text:is-hidden') === 'true'
  readInline(element.children, { ...context, isHidden })
}

function readHiddenParagraph(element: XmlElement, context: InlineContext): void {
  if (attribute(element, 'text:is-hidden') === 'true') context.draft.isHidden = true
  readInline(element.children, context)
}

function readVariable(element: XmlElement, context: InlineContext): void {
  const isHidden = context.isHidden || attribute(element, 'text:display') === 'none'
  readInline(element.children, { ...context, isHidden })
}

function noteComment(_: XmlElement, context: InlineContext): void {
  storyOf(context).reading.notes.add(
    'READ_COMMENTS_LEFT_OUT',
    context.draft.place,
    'A comment was left out.',
  )
}

/** A paragraph or a table where no one may stand is read behind the paragraph around it. */
function readStray(element: XmlElement, { draft, isHidden }: InlineContext): void {
  draft.boxes.push({ nodes: [element], isHidden })
}

/** Formulas stand in the line; text boxes and shapes with text are read behind the paragraph. */
function readGraphic(element: XmlElement, context: InlineContext): void {
  if (isDeleted(context)) return
  const { draft, isHidden } = context
  const isFrame = element.name === 'draw:frame'
  const objects = isFrame ? children(element, 'draw:object') : []
  for (const object of objects) readObject(object, context)
  // The picture beside an object shows the object.
  const nodes = !isFrame ? [element] : objects.length > 0 ? [] : element.children
  if (nodes.length > 0) draft.boxes.push({ nodes, isHidden })
}

function readObject(element: XmlElement, context: InlineContext): void {
  if (isDeleted(context)) return
  const { reading } = storyOf(context)
  const formula = readFormula(element, reading)
  if (formula !== null) print(formula, context)
  else reading.notes.add('READ_PICTURE', context.draft.place, 'An embedded object was passed over.')
}

function readUnknown(element: XmlElement, context: InlineContext): void {
  storyOf(context).reading.notes.add(
    'READ_ELEMENT_UNKNOWN',
    context.draft.place,
    `The element ${element.name.slice(0, 80)} is not known; the text inside it was read.`,
  )
  readInline(element.children, context)
}
