import { chainFrom, firstOf } from '../../text/lists.ts'
import { type Spend, short } from './file.ts'
import {
  type ParagraphFormat,
  readCharacterFormat,
  readParagraphFormat,
  type Toggle,
  wholeList,
} from './properties.ts'

/** What a style and the styles it is based on say together; null where none of them says. */
export interface Style {
  readonly name: string | null
  /** Numbers of the style and of those it is based on, nearest first. */
  readonly chain: readonly number[]
  readonly isHidden: boolean | null
  readonly startsPage: boolean | null
  readonly list: number | null
  readonly level: number | null
}

export interface Styles {
  /** The style of this number; one that says nothing where there is none. */
  readonly find: (number: number) => Style
}

/** One style as it stands in the sheet. */
interface Entry {
  readonly name: string
  readonly base: number
  readonly hidden: Toggle
  readonly paragraph: ParagraphFormat | null
}

const KIND = { paragraph: 1, character: 2, list: 4 } as const
const NO_DATA = Buffer.alloc(0)
const LONGEST_CHAIN = 64
const NO_STYLE: Style = {
  name: null,
  chain: [],
  isHidden: null,
  startsPage: null,
  list: null,
  level: null,
}
const NO_SHEET = { baseLength: 0, starts: [] }

/** Names of built-in styles, which Word writes in the language of its user, by their number (sti). */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [0, 'Normal'],
  ...Array.from({ length: 9 }, (_, index): [number, string] => [index + 1, `heading ${index + 1}`]),
  [29, 'footnote text'],
  [31, 'header'],
  [32, 'footer'],
  [62, 'Title'],
  [66, 'Body Text'],
  [74, 'Subtitle'],
])

/**
 * Finds the styles in their sheet (STSH, [MS-DOC] 2.9.271); each is read when it is asked for.
 * Throws `FILE_DAMAGED` where the sheet is cut off.
 */
export function readStyles(bytes: Buffer, spend: Spend): Styles {
  const { baseLength, starts } = bytes.length === 0 ? NO_SHEET : findEntries(bytes)
  const entries: Entry[] = []
  const entryOf = (number: number): Entry | null => {
    const start = starts[number] ?? null
    if (start === null) return null
    entries[number] ??= readEntry(
      bytes.subarray(start, start + short(bytes, start - 2)),
      baseLength,
      spend,
    )
    return entries[number]
  }
  const resolved: Style[] = []
  return {
    find: (number) => {
      const known = resolved[number]
      if (known !== undefined) return known
      const style = resolve(number, entryOf)
      if (number < starts.length) resolved[number] = style
      return style
    },
  }
}

/** Where the styles stand in their sheet, behind their lengths; null where one is not whole. */
function findEntries(bytes: Buffer) {
  const header = short(bytes, 0)
  const count = short(bytes, 2)
  const baseLength = short(bytes, 4)
  const starts: (number | null)[] = []
  let start = 4 + header
  // Some programs write fewer styles than they announce, or count the sheet too short.
  while (starts.length < count && start <= bytes.length) {
    const length = short(bytes, start - 2)
    const isWhole = Math.min(bytes.length - start, length) >= Math.max(baseLength, 10)
    starts.push(isWhole ? start : null)
    start += length + (length & 1) + 2
  }
  return { baseLength, starts }
}

/** [MS-DOC] 2.9.260 to 2.9.264: fixed part, name, then its lists of properties. */
function readEntry(bytes: Buffer, baseLength: number, spend: Spend): Entry {
  const number = short(bytes, 0) & 0xfff
  const kind = short(bytes, 2) & 0xf
  const count = short(bytes, 4) & 0xf
  const characters = baseLength + 2 <= bytes.length ? short(bytes, baseLength) : 0
  const nameEnd = Math.min(bytes.length, baseLength + 2 + characters * 2)
  const name = bytes.toString('utf16le', Math.min(baseLength + 2, nameEnd), nameEnd)
  const lists = propertyLists(bytes, nameEnd + 2, count)
  const [first, second] = lists
  const hasParagraph = kind === KIND.paragraph || kind === KIND.list
  const characterList =
    kind === KIND.character ? first : kind === KIND.paragraph ? second : undefined
  return {
    name: BUILT_IN.get(number) ?? name.split(',', 1)[0] ?? '',
    base: short(bytes, 2) >> 4,
    hidden:
      characterList === undefined ? null : readCharacterFormat(wholeList(characterList)).hidden,
    paragraph:
      hasParagraph && first !== undefined
        ? // Two bytes name the style itself.
          readParagraphFormat(null, [wholeList(first.subarray(2))], { data: NO_DATA, spend })
        : null,
  }
}

function propertyLists(bytes: Buffer, from: number, count: number): readonly Buffer[] {
  const lists: Buffer[] = []
  let offset = from + (from & 1)
  while (lists.length < count && offset + 2 <= bytes.length) {
    const length = short(bytes, offset)
    lists.push(bytes.subarray(offset + 2, offset + 2 + length))
    offset += 2 + length + (length & 1)
  }
  return lists
}

function resolve(number: number, entryOf: (number: number) => Entry | null): Style {
  const base = (link: number) => entryOf(link)?.base
  const links = chainFrom(number, base, LONGEST_CHAIN).filter((link) => entryOf(link) !== null)
  const chain = links.flatMap((link) => entryOf(link) ?? [])
  const paragraphs = chain.flatMap(({ paragraph }) => paragraph ?? [])
  if (chain.length === 0) return NO_STYLE
  return {
    name: chain[0]?.name ?? null,
    chain: links,
    isHidden: firstOf(chain, ({ hidden }) => (hidden === null ? null : isOn(hidden))),
    startsPage: firstOf(paragraphs, ({ startsPage }) => startsPage),
    list: firstOf(paragraphs, ({ list }) => list),
    level: firstOf(paragraphs, ({ level }) => level),
  }
}

function isOn(toggle: Toggle): boolean {
  return toggle === 'on' || toggle === 'not_style'
}

/** The fonts of a document by the number that formatting gives them. */
export interface Fonts {
  /** Null where there is none, or no number. */
  readonly name: (number: number | null) => string | null
}

/** [MS-DOC] 2.9.87: bytes of a font before its name. */
const BEFORE_NAME = 39

/** Finds the fonts (SttbfFfn, [MS-DOC] 2.9.286); names are read when they are asked for. */
export function readFonts(bytes: Buffer): Fonts {
  const starts: number[] = []
  const count = bytes.length < 4 ? 0 : short(bytes, 0)
  let offset = 4
  while (starts.length < count && offset < bytes.length) {
    starts.push(offset + 1)
    offset += 1 + bytes.readUInt8(offset)
  }
  return {
    name: (number) => {
      const start = starts[number ?? -1]
      return start === undefined ? null : nameAt(bytes, start)
    },
  }
}

function nameAt(bytes: Buffer, start: number): string {
  const font = bytes.subarray(start, start + bytes.readUInt8(start - 1))
  return font.toString('utf16le', BEFORE_NAME).split('\0', 1)[0] ?? ''
}
