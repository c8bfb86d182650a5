import { checkLimit } from '../../containers/limits.ts'
import type { OpenParagraph } from '../../document/builder.ts'
import { STRUCK } from '../../document/notes.ts'
import { symbolCharacter } from '../../document/symbols.ts'
import type { DiagnosticCode } from '../../model/diagnostics.ts'
import type { Span } from './file.ts'
import type { CharacterFormat, Toggle } from './properties.ts'
import type { Scope } from './reading.ts'
import { MARK, type RawParagraph } from './structure.ts'
import type { Style } from './styles.ts'
import { FIELD_MARKS } from './text.ts'

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
  ...[...FIELD_MARKS.keys()].map((mark): [string, Handler] => [mark, passField]),
  ['\u0001', notePicture],
  ['\u0005', (run) => tell(run, 'READ_COMMENTS_LEFT_OUT', 'A comment was left out.')],
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
  const { reading } = context.scope
  const { pieces, formats } = reading
  let position = raw.start
  while (position < raw.end) {
    const { format, end } = formats.character(position)
    reading.runs += 1
    checkLimit(reading.runs, reading.builder.limits.elements, 'stretches of formatting')
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
  const { formats, pieces, sections } = scope.reading
  const { format } = formats.character(raw.end)
  draft.isMarkDeleted = format.isDeleted && text.charAt(raw.end) === MARK.paragraph
  if (draft.isMarkDeleted) pieces.count.leaveOut(raw.end, raw.end + 1)
  draft.isMarkHidden = isRunHidden(format, context)
  if (raw.mark !== MARK.page) return
  const endsPage = sections.get(raw.end)
  if (endsPage ?? true) draft.paragraph.endsPage = true
  if (endsPage === undefined) draft.paragraph.add('\n', draft.isMarkHidden)
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
function print(text: string, run: Run): void {
  const { context, format, isHidden, isCode } = run
  if (isCode) {
    tell(run, 'READ_FIELD_CODES_LEFT_OUT', 'Field codes were left out.')
    return
  }
  if (text.includes('\ufffd'))
    tell(run, 'READ_CHARACTER_INVALID', 'U+FFFD stands for a character that was lost before.')
  context.draft.paragraph.add(text, isHidden)
  if (format.isStruck && /\S/.test(text)) tell(run, 'READ_STRUCK_TEXT', STRUCK)
}

function tell(run: Run, code: DiagnosticCode, message: string): void {
  const { scope, draft } = run.context
  scope.reading.builder.notes.add(code, draft.paragraph.place, message)
}

function printSymbol(run: Run, position: number): void {
  const { symbol } = run.format
  if (symbol === null) return
  const { fonts, pieces } = run.context.scope.reading
  const font = fonts.name(symbol.font)
  const character = symbolCharacter(font, symbol.code.toString(16))
  if (character === '\ufffd')
    tell(
      run,
      'READ_CHARACTER_INVALID',
      `A symbol of the font «${(font ?? '').slice(0, 40)}» has no character; U+FFFD stands for it.`,
    )
  // What is handed out is a letter.
  if (character.trim() === '') pieces.count.leaveOut(position, position + 1)
  print(character, run)
}

function breakPage(run: Run): void {
  print('\n', run)
  run.context.draft.paragraph.endsPage = true
}

function passField(run: Run, position: number): void {
  run.isCode = run.context.scope.reading.isCode(position + 1)
}

function notePicture(run: Run): void {
  const { format, isCode } = run
  if (format.isSpecial && !format.isData && !isCode)
    tell(run, 'READ_PICTURE', 'A picture was passed over; it may hold text.')
}

function passDrawing(run: Run, position: number): void {
  const { context, isHidden, isCode } = run
  if (isCode) return
  const spans = context.scope.reading.boxes.take(position)
  if (spans.length === 0) tell(run, 'READ_PICTURE', 'A drawing was passed over; it may hold text.')
  for (const span of spans) context.draft.boxes.push({ span, isHidden })
}

function noteDeleted(text: string, run: Run): void {
  const { draft } = run.context
  if (text === '' || draft.isDeletionTold) return
  draft.isDeletionTold = true
  tell(run, 'READ_DELETED_TEXT', 'Deleted text was left out.')
}

function noteControl(run: Run, _: number, character: string): void {
  const code = character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()
  tell(run, 'READ_CHARACTER_INVALID', `The control character U+${code} was left out.`)
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
    format.style === null ? false : (scope.reading.styles.find(format.style).isHidden ?? false)
  const isStyleHidden = character !== (style.isHidden ?? false)
  return isToggled(format.hidden) ? !isStyleHidden : isStyleHidden
}

function isToggled(toggle: Toggle): boolean {
  return toggle === 'not_style'
}

/** A paragraph while it is read; of paragraphs joined by a deleted mark, `raw` is the last. */
export interface Draft {
  readonly paragraph: OpenParagraph
  raw: RawParagraph
  /** Text boxes that wait for its end. */
  readonly boxes: { readonly span: Span; readonly isHidden: boolean }[]
  isMarkDeleted: boolean
  /** It was told that text in it was deleted. */
  isDeletionTold: boolean
  isMarkHidden: boolean
  /** It goes on from a paragraph whose mark was deleted. */
  isJoined: boolean
}
