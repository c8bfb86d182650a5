import { addToFlow, type Flow, openFlow, partFlow } from './count-flow.ts'
import { characterCoder, type Decode, standardFont } from './count-fonts.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: controls do not count.
const CONTROLS = /[\0-\b\x0e-\x1f\x7f]/g

/** What holds in a group; never changed, but replaced. */
export interface Frame {
  readonly flow: Flow
  readonly isHidden: boolean
  readonly isSilent: boolean
  readonly isDeleted: boolean
  readonly font: number
  readonly fallback: number
  readonly field: { isEmpty: boolean; symbol: string } | null
}

/** What was counted so far, and what is open. */
export interface State {
  readonly source: string
  readonly token: RegExp
  readonly decode: Decode
  readonly standard: number
  /** The frames around the one that is open. */
  readonly outer: Frame[]
  frame: Frame
  root: number
  isFresh: boolean
  isStarred: boolean
  toSkip: number
  bytes: string
  /** Of the flows that have ended. */
  count: number
}

/** Before the first character; `guessed` as for `countRtf`. */
export function openState(source: string, guessed: string | null, token: RegExp): State {
  return {
    source,
    token,
    decode: characterCoder(source, guessed),
    standard: standardFont(source),
    outer: [],
    frame: {
      flow: openFlow(),
      isHidden: false,
      isSilent: false,
      isDeleted: false,
      font: 0,
      fallback: 1,
      field: null,
    },
    root: 1,
    isFresh: true,
    isStarred: false,
    toSkip: 0,
    bytes: '',
    count: 0,
  }
}

/** Keeps bytes until what follows them is in another font, or no bytes. */
export function passBytes(state: State, run: string): void {
  const rest = run.slice(state.toSkip)
  state.toSkip = Math.max(0, state.toSkip - run.length)
  if (state.isFresh && /\S/.test(rest)) state.isFresh = false
  state.isStarred = false
  state.bytes += rest
}

/** Counts the bytes that wait, in the font that is set. */
export function flush(state: State): void {
  const { bytes } = state
  state.bytes = ''
  if (bytes !== '') add(state, state.decode(bytes, state.frame.font))
}

/** Adds characters that stand for themselves. */
export function add(state: State, raw: string): void {
  const { frame } = state
  if (frame.isSilent) return
  const text = raw.replace(CONTROLS, '')
  if (text === '') return
  if (frame.field !== null) frame.field.isEmpty = false
  if (frame.isDeleted) return
  addToFlow(frame.flow, text, frame.isHidden)
}

/** Ends what stands together. */
export function part({ frame: { flow, isSilent } }: State): void {
  if (!isSilent) partFlow(flow)
}

/** Adds characters behind the bytes that wait. */
export function print(state: State, text: string): void {
  flush(state)
  add(state, text)
}

/** Changes what holds in the group from here on. */
export function change(state: State, changes: Partial<Frame>): void {
  flush(state)
  state.frame = { ...state.frame, ...changes }
}
