import {
  attribute,
  child,
  ownText,
  type XmlElement,
  type XmlNode,
} from '../../containers/xml/element.ts'
import type { OpenParagraph } from '../../document/builder.ts'
import { STRUCK } from '../../document/notes.ts'
import { symbolCharacter } from '../../document/symbols.ts'
import type { DiagnosticCode } from '../../model/diagnostics.ts'
import { stringOf, switchOf } from './properties.ts'
import type { Draft, Story } from './reading.ts'
import { IGNORED } from './vocabulary.ts'
import { readBranch, unwrap } from './wrappers.ts'

/** What surrounds the runs of a paragraph. */
interface InlineContext {
  readonly story: Story
  readonly draft: Draft
  readonly paragraph: OpenParagraph
  /** What the styles of the paragraph say of hidden text. */
  readonly isStyleHidden: boolean
  /** All of it is hidden, whatever the runs say. */
  readonly isBaseHidden: boolean
  /** The run at hand is hidden. */
  readonly isHidden: boolean
}

type Handler = (element: XmlElement, context: InlineContext) => void

const NON_BREAKING_HYPHEN = '\u2011'
const SOFT_HYPHEN = '\u00ad'

/** Three bins, after mammoth.js: a handler, a name ignored on purpose, a remark. */
const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['w:r', readRun],
  ['m:r', readRun],
  ['a:r', (element, context) => readInline(element.children, context)],
  ['a:fld', (element, context) => readInline(element.children, context)],
  ['w:t', readText],
  ['m:t', readText],
  ['a:t', readText],
  ['w:tab', (_, context) => print('\t', context)],
  ['w:ptab', (_, context) => print('\t', context)],
  ['w:cr', (_, context) => print('\n', context)],
  ['a:br', (_, context) => print('\n', context)],
  ['w:br', readBreak],
  ['w:lastRenderedPageBreak', readRenderedBreak],
  ['w:noBreakHyphen', (_, context) => print(NON_BREAKING_HYPHEN, context)],
  ['w:softHyphen', (_, context) => print(SOFT_HYPHEN, context)],
  ['w:sym', readSymbol],
  ['w:instrText', noteFieldCode],
  ['w:delText', noteDeleted],
  ['w:delInstrText', noteDeleted],
  ['w:commentReference', noteComment],
  ['w:drawing', readDrawing],
  ['w:pict', readDrawing],
  ['w:object', readDrawing],
  ['w:txbxContent', readDrawing],
  ['w:p', readStray],
  ['w:tbl', readStray],
])

/** Reads runs and what stands around them into the draft. */
export function readInline(nodes: readonly XmlNode[], context: InlineContext): void {
  const { story, paragraph } = context
  for (const node of nodes) {
    if (typeof node === 'string') continue
    const handler = HANDLERS.get(node.name)
    if (handler !== undefined) {
      handler(node, context)
      continue
    }
    if (IGNORED.has(node.name)) continue
    const inside = unwrap(node, story.reading, paragraph.place)
    if (inside !== null) readInline(inside, context)
    else if (node.name.startsWith('m:')) readMath(node, context)
    else readUnknown(node, context)
  }
}

function readRun(element: XmlElement, context: InlineContext): void {
  const properties = child(element, 'w:rPr')
  const isHidden =
    context.isBaseHidden ||
    isRunHidden(properties, context) ||
    context.story.reading.prompting.has(element)
  readInline(element.children, isHidden === context.isHidden ? context : { ...context, isHidden })
  if (properties !== null && isStruck(properties) && child(element, 'w:t') !== null)
    note(context, 'READ_STRUCK_TEXT', STRUCK)
}

function isStruck(properties: XmlElement): boolean {
  return switchOf(properties, 'w:strike') ?? switchOf(properties, 'w:dstrike') ?? false
}

/*
 * ECMA-376 Part 1, 17.7.3: vanish is a toggle. Paragraph and character styles that both set it undo
 * each other; what stands at the run itself wins.
 */
function isRunHidden(properties: XmlElement | null, context: InlineContext): boolean {
  const { styles } = context.story.reading
  if (properties === null) return styles.isHiddenByDefault || context.isStyleHidden
  const direct = switchOf(properties, 'w:vanish')
  if (direct !== null) return direct
  if (styles.isHiddenByDefault) return true
  const style = stringOf(properties, 'w:rStyle')
  const isCharacterHidden = style !== null && (styles.character(style).isHidden ?? false)
  return isCharacterHidden !== context.isStyleHidden
}

function print(text: string, { paragraph, isHidden }: InlineContext): void {
  paragraph.add(text, isHidden)
}

function readText(element: XmlElement, context: InlineContext): void {
  const text = ownText(element)
  if (text === '') return
  if (text.includes('\ufffd'))
    note(context, 'READ_CHARACTER_INVALID', 'U+FFFD stands for a character that was lost before.')
  // A line end in the markup is a blank to Word; line ends of the text are elements.
  print(/[\r\n]/.test(text) ? text.replace(/\r\n?|\n/g, ' ') : text, context)
}

function readBreak(element: XmlElement, context: InlineContext): void {
  print('\n', context)
  if (attribute(element, 'w:type') === 'page') context.paragraph.endsPage = true
}

function readRenderedBreak(_: XmlElement, { paragraph }: InlineContext): void {
  paragraph.startPage()
}

function readSymbol(element: XmlElement, context: InlineContext): void {
  const font = attribute(element, 'w:font')
  const code = attribute(element, 'w:char')
  const character = symbolCharacter(font, code)
  if (character === '\ufffd')
    note(
      context,
      'READ_CHARACTER_INVALID',
      `A symbol of the font «${(font ?? '').slice(0, 40)}» has no character; U+FFFD stands for it.`,
    )
  print(character, context)
}

function noteFieldCode(_: XmlElement, context: InlineContext): void {
  note(context, 'READ_FIELD_CODES_LEFT_OUT', 'Field codes were left out.')
}

function noteDeleted(_: XmlElement, context: InlineContext): void {
  note(context, 'READ_DELETED_TEXT', 'Deleted text was left out.')
}

function noteComment(_: XmlElement, context: InlineContext): void {
  note(context, 'READ_COMMENTS_LEFT_OUT', 'A comment was left out.')
}

function note({ story, paragraph }: InlineContext, code: DiagnosticCode, message: string): void {
  story.reading.builder.notes.add(code, paragraph.place, message)
}

function readDrawing(element: XmlElement, { story, draft, isHidden }: InlineContext): void {
  readGraphic(element, draft, { story, isHidden })
}

/** A paragraph or a table where no one may stand is read behind the paragraph around it. */
function readStray(element: XmlElement, { draft, isHidden }: InlineContext): void {
  draft.boxes.push({ nodes: [element], isHidden })
}

function readMath(element: XmlElement, context: InlineContext): void {
  if (element.name.endsWith('Pr')) return
  // Numerator and denominator stand above each other: without a blank 1 over 2 would be 12.
  if (element.name === 'm:den') print(' ', context)
  readInline(element.children, context)
}

function readUnknown(element: XmlElement, context: InlineContext): void {
  note(
    context,
    'READ_ELEMENT_UNKNOWN',
    `The element ${element.name.slice(0, 80)} is not known; the text inside it was read.`,
  )
  if (element.name.endsWith('}t')) readText(element, context)
  else readInline(element.children, context)
}

/** Elements whose content is a picture of something, and what it is called. */
const PICTURES: ReadonlyMap<string, string> = new Map([
  ['a:blip', 'A picture'],
  ['v:imagedata', 'A picture'],
  ['v:textpath', 'A word art text'],
  ['c:chart', 'A chart'],
  ['dgm:relIds', 'A diagram'],
  ['o:OLEObject', 'An embedded object'],
  ['w:control', 'A form control'],
])

/** Text that stands in a drawing without a text box around it. */
const TEXT: ReadonlySet<string> = new Set(['a:p', 'w:p', 'w:r', 'w:t', 'w:tbl'])

/**
 * Finds the text boxes in a drawing and leaves them with the draft; tells of pictures.
 * `isHidden` is that of the run that holds the drawing.
 */
function readGraphic(
  element: XmlElement,
  draft: Draft,
  { story, isHidden }: { readonly story: Story; readonly isHidden: boolean },
): void {
  const { notes } = story.reading.builder
  const visit = (inside: XmlElement): void => {
    const picture = PICTURES.get(inside.name)
    if (picture !== undefined)
      notes.add(
        'READ_PICTURE',
        draft.paragraph.place,
        `${picture} was passed over; it may hold text.`,
      )
    if (inside.name === 'w:txbxContent') draft.boxes.push({ nodes: inside.children, isHidden })
    else if (TEXT.has(inside.name)) draft.boxes.push({ nodes: [inside], isHidden })
    else if (inside.name === 'mc:AlternateContent') {
      const branch = readBranch(inside, story.reading)
      if (branch !== null) visit(branch)
    } else for (const node of inside.children) if (typeof node !== 'string') visit(node)
  }
  visit(element)
}
