import { checkLimit } from '../../containers/limits.ts'
import { addText } from '../../document/draft-text.ts'
import { STRUCK } from '../../document/notes.ts'
import { symbolCharacter } from '../../document/symbols.ts'
import type { Place } from '../../model/place.ts'
import type { Span } from './file.ts'
import type { CharacterFormat, Toggle } from './properties.ts'
import type { Scope } from './reading.ts'
import { MARK, type RawParagraph } from './structure.ts'
import type { Style } from './styles.ts'
import { FIELD } from './text.ts'

/** What surrounds the characters of a paragraph. */
interface InlineContext {
  readonly scope: Scope
  readonly draft: Draft
  readonly style: Style
}

/** A stretch of text of one format. */
interface Run {
  readonly context: InlineContext
  readonly format: CharacterFormat
  readonly isHidden: boolean
  /** It is at the code of a field. */
  isCode: boolean
}

type Handler = (run: Run, position: number, character: string) => void

/** Characters that stand for something else ([MS-DOC] 2.4.5, 2.6.1 sprmCFSpec). */
const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['\t', (run) => print('\t', run)],
  ['\u000b', (run) => print('\n', run)],
  ['\u000e', (run) => print('\n', run)],
  ['\f', breakPage],
  ['\u001e', (run) => print('\u2011', run)],
  ['\u001f', (run) => print('\u00ad', run)],
  [FIELD.begin, passField],
  [FIELD.separate, passField],
  [FIELD.end, passField],
  ['\u0001', notePicture],
  ['\u0005', noteComment],
  ['\u0008', passDrawing],
  // References to notes, and the lines above notes, print what Word makes up.
  ['\u0002', () => undefined],
  ['\u0003', () => undefined],
  ['\u0004', () => undefined],
])

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const SPECIAL = /[\u0000-\u001f]/
const SYMBOL = '('

/** Reads the text of a paragraph into its draft, and what was done to its mark. */
export function readInline(raw: RawParagraph, context: InlineContext): void {
  const { reading } = context.scope.story
  const { pieces, formats } = reading
  let position = raw.start
  while (position < raw.end) {
    const { format, end } = formats.character(position)
    reading.runs += 1
    checkLimit(reading.runs, reading.limits.elements, 'stretches of formatting')
    const stop = Math.min(Math.max(end, position + 1), raw.end)
    const isHidden = isRunHidden(format, context)
    const isCode = reading.isCode(position)
    const text = pieces.text.slice(position, stop)
    const run = { context, format, isHidden, isCode }
    if (format.isDeleted) {
      pieces.count.leaveOut(position, stop)
      noteDeleted(text, run)
    } else if (isPrintedWhole(text, raw, format)) print(text, run)
    else printEach(text, position, run)
    position = stop
  }
  readMark(raw, context, pieces.text)
}

function readMark(raw: RawParagraph, context: InlineContext, text: string): void {
  const { scope, draft } = context
  if (raw.mark === '') return
  const { formats, pieces, sections } = scope.story.reading
  const { format } = formats.character(raw.end)
  draft.isMarkDeleted = format.isDeleted && text.charAt(raw.end) === MARK.paragraph
  if (draft.isMarkDeleted) pieces.count.leaveOut(raw.end, raw.end + 1)
  draft.isMarkHidden = isRunHidden(format, context)
  if (raw.mark !== MARK.page) return
  const endsPage = sections.get(raw.end)
  if (endsPage ?? true) draft.endsPage = true
  if (endsPage === undefined) addText(draft, '\n', draft.isMarkHidden)
}

/** Whether all characters of a run stand for themselves. */
function isPrintedWhole(
  text: string,
  { isPlain }: RawParagraph,
  { symbol }: CharacterFormat,
): boolean {
  if (symbol !== null && text.includes(SYMBOL)) return false
  return isPlain || !SPECIAL.test(text)
}

function printEach(text: string, start: number, run: Run): void {
  let done = 0
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    const handler = handlerOf(character, run.format)
    if (handler === null) continue
    if (index > done) print(text.slice(done, index), run)
    done = index + 1
    handler(run, start + index, character)
  }
  if (done < text.length) print(text.slice(done), run)
}

/** What becomes of a character; null for one that stands for itself. */
function handlerOf(character: string, { symbol }: CharacterFormat): Handler | null {
  if (character === SYMBOL && symbol !== null) return printSymbol
  return character < ' ' ? (HANDLERS.get(character) ?? noteControl) : null
}

/** Adds text, unless it stands in the code of a field. */
function print(text: string, { context, format, isHidden, isCode }: Run): void {
  const { scope, draft } = context
  const { notes } = scope.story.reading
  if (isCode) {
    notes.add('READ_FIELD_CODES_LEFT_OUT', draft.place, 'Field codes were left out.')
    return
  }
  if (text.includes('\ufffd'))
    notes.add(
      'READ_CHARACTER_INVALID',
      draft.place,
      'U+FFFD stands for a character that was lost before.',
    )
  addText(draft, text, isHidden)
  if (format.isStruck && /\S/.test(text)) notes.add('READ_STRUCK_TEXT', draft.place, STRUCK)
}

function printSymbol(run: Run, position: number): void {
  const { symbol } = run.format
  if (symbol === null) return
  const { notes, fonts, pieces } = run.context.scope.story.reading
  const font = fonts.name(symbol.font)
  const character = symbolCharacter(font, symbol.code.toString(16))
  if (character === '\ufffd')
    notes.add(
      'READ_CHARACTER_INVALID',
      run.context.draft.place,
      `A symbol of the font «${(font ?? '').slice(0, 40)}» has no character; U+FFFD stands for it.`,
    )
  // What is handed out is a letter.
  if (character.trim() === '') pieces.count.leaveOut(position, position + 1)
  print(character, run)
}

function breakPage(run: Run): void {
  print('\n', run)
  run.context.draft.endsPage = true
}

function passField(run: Run, position: number): void {
  run.isCode = run.context.scope.story.reading.isCode(position + 1)
}

function notePicture({ context, format, isCode }: Run): void {
  const { scope, draft } = context
  if (!format.isSpecial || format.isData || isCode) return
  scope.story.reading.notes.add(
    'READ_PICTURE',
    draft.place,
    'A picture was passed over; it may hold text.',
  )
}

function passDrawing({ context, isHidden, isCode }: Run, position: number): void {
  const { scope, draft } = context
  if (isCode) return
  const spans = scope.story.reading.boxes.take(position)
  if (spans.length > 0) {
    draft.boxes ??= []
    for (const span of spans) draft.boxes.push({ span, isHidden })
    return
  }
  scope.story.reading.notes.add(
    'READ_PICTURE',
    draft.place,
    'A drawing was passed over; it may hold text.',
  )
}

function noteComment({ context: { scope, draft } }: Run): void {
  scope.story.reading.notes.add('READ_COMMENTS_LEFT_OUT', draft.place, 'A comment was left out.')
}

function noteDeleted(text: string, { context: { scope, draft } }: Run): void {
  if (text === '' || draft.isDeletionTold) return
  draft.isDeletionTold = true
  scope.story.reading.notes.add('READ_DELETED_TEXT', draft.place, 'Deleted text was left out.')
}

function noteControl({ context: { scope, draft } }: Run, _: number, character: string): void {
  const code = character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()
  scope.story.reading.notes.add(
    'READ_CHARACTER_INVALID',
    draft.place,
    `The control character U+${code} was left out.`,
  )
}

/*
 * [MS-DOC] 2.2.5.1 (ToggleOperand): a character style and the paragraph's style that both hide undo
 * each other; what stands at the characters themselves wins or refers to both.
 */
function isRunHidden(format: CharacterFormat, { scope, style }: InlineContext): boolean {
  if (scope.isHidden) return true
  if (format.hidden === 'on') return true
  if (format.hidden === 'off') return false
  const character =
    format.style === null
      ? false
      : (scope.story.reading.styles.find(format.style).isHidden ?? false)
  const isStyleHidden = character !== (style.isHidden ?? false)
  return isToggled(format.hidden) ? !isStyleHidden : isStyleHidden
}

function isToggled(toggle: Toggle): boolean {
  return toggle === 'not_style'
}

/** A text box that waits for the end of its paragraph. */
interface Box {
  readonly span: Span
  readonly isHidden: boolean
}

/** A paragraph while its text is read; of paragraphs joined by a deleted mark, `raw` is the last. */
export interface Draft {
  readonly place: Place
  raw: RawParagraph
  text: string
  /** Stretches of hidden text; null while there is none. */
  hidden: string[] | null
  isInHidden: boolean
  /** Null while there is none. */
  boxes: Box[] | null
  startsPage: boolean
  /** A page ends behind the text read so far. */
  endsPage: boolean
  isMarkDeleted: boolean
  /** It was told that text in it was deleted. */
  isDeletionTold: boolean
  isMarkHidden: boolean
  /** It goes on from a paragraph whose mark was deleted. */
  isJoined: boolean
}

export function openDraft(place: Place, raw: RawParagraph): Draft {
  return {
    place,
    raw,
    text: '',
    hidden: null,
    isInHidden: false,
    boxes: null,
    startsPage: false,
    endsPage: false,
    isMarkDeleted: false,
    isDeletionTold: false,
    isMarkHidden: false,
    isJoined: false,
  }
}
