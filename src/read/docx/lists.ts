import { attribute, child, children, type XmlElement } from '../../containers/xml/element.ts'
import { readableBullet } from '../../document/numbering/bullet.ts'
import type { NumberLevel, NumberList, NumberLists } from '../../document/numbering/index.ts'
import { chainFrom, firstOf, kept } from '../../text/lists.ts'
import { numberOf, stringOf, switchOf } from './properties.ts'

/** The lists of a document by the id that paragraphs name, and the levels that styles stand for. */
export interface Lists {
  readonly byId: NumberLists
  /** The level of the list that one of these styles, nearest first, is linked with. */
  readonly levelOf: (list: string, styles: readonly string[]) => number | null
}

/** An abstract numbering: its levels, and the styles that are linked with them. */
interface Abstract {
  readonly id: string
  readonly levels: readonly (NumberLevel | null)[]
  readonly styles: ReadonlyMap<string, number>
  /** The numbering style whose list is meant instead. */
  readonly link: string | null
}

const LEVELS = 9
const LONGEST_CHAIN = 16
// Characters of the text around a number; Word takes no more than 31.
const LONGEST_TEXT = 64

type ListOf = (style: string) => string | null

const known = new WeakMap<XmlElement, { readonly lists: Lists; readonly listOf: ListOf }>()

/**
 * Reads the numbering part (ECMA-376 Part 1, 17.9), once for the same styles; `listOf` gives the list
 * of a numbering style. A list is read when a paragraph first names it: some documents carry thousands
 * that none names.
 */
export function readLists(root: XmlElement | null, listOf: ListOf): Lists {
  const before = root === null ? undefined : known.get(root)
  if (before?.listOf === listOf) return before.lists
  const lists = makeLists(root, listOf)
  if (root !== null) known.set(root, { lists, listOf })
  return lists
}

function makeLists(root: XmlElement | null, listOf: ListOf): Lists {
  const abstracts = new Map<string, XmlElement>()
  const numbers = new Map<string, XmlElement>()
  for (const element of children(root)) {
    if (element.name === 'w:abstractNum')
      abstracts.set(attribute(element, 'w:abstractNumId') ?? '', element)
    else if (element.name === 'w:num') numbers.set(attribute(element, 'w:numId') ?? '', element)
  }
  const context = { numbers, listOf, abstractOf: remember(abstracts, readAbstract) }
  const find = remember(numbers, (element) => {
    const abstract = followLinks(element, context)
    return abstract && { list: readList(element, abstract), styles: abstract.styles }
  })
  return {
    byId: { get: (id) => find(id)?.list },
    levelOf: (list, chain) => {
      const linked = find(list)?.styles
      for (const style of chain) {
        const level = linked?.get(style)
        if (level !== undefined) return level
      }
      return null
    },
  }
}

/** What `read` makes of the element of an id, made once. */
function remember<Made>(
  elements: ReadonlyMap<string, XmlElement>,
  read: (element: XmlElement) => Made,
): (id: string) => Made | null {
  const made = new Map<string, Made | null>()
  return (id) => {
    const element = elements.get(id)
    return kept(made, id, () => (element === undefined ? null : read(element)))
  }
}

function readAbstract(element: XmlElement): Abstract {
  const levels: (NumberLevel | null)[] = Array.from({ length: LEVELS }, () => null)
  const styles = new Map<string, number>()
  for (const level of children(element, 'w:lvl')) {
    const index = levelIndex(level)
    if (index === null) continue
    levels[index] = readLevel(level)
    const style = stringOf(level, 'w:pStyle')
    if (style !== null) styles.set(style, index)
  }
  return {
    id: attribute(element, 'w:abstractNumId') ?? '',
    levels,
    styles,
    link: stringOf(element, 'w:numStyleLink'),
  }
}

function levelIndex(element: XmlElement): number | null {
  const index = Number(attribute(element, 'w:ilvl') ?? Number.NaN)
  return Number.isInteger(index) && index >= 0 && index < LEVELS ? index : null
}

function readLevel(element: XmlElement): NumberLevel {
  const format = readFormat(element)
  return {
    // 17.9.25: without `w:start` a level starts at 0.
    start: numberOf(element, 'w:start') ?? 0,
    format,
    text: readText(element, format),
    restart: numberOf(element, 'w:lvlRestart'),
    isLegal: switchOf(element, 'w:isLgl') ?? false,
  }
}

function readFormat(element: XmlElement): string {
  const choices = children(child(element, 'mc:AlternateContent'))
  const format = firstOf([element, ...choices], (branch) => child(branch, 'w:numFmt'))
  if (format === null) return 'decimal'
  const name = attribute(format, 'w:val') ?? 'decimal'
  return name === 'custom' ? customFormat(attribute(format, 'w:format') ?? '') : name
}

/** 17.9.17: a format of its own is given by its first numbers, such as `а, б, в, г, ґ, ...`. */
function customFormat(format: string): string {
  const first = format.split(',', 1)[0]?.trim() ?? ''
  if (first === 'а') return format.includes('ґ') ? 'wholeUkrainianLower' : 'russianLower'
  if (first === 'А') return format.includes('Ґ') ? 'wholeUkrainianUpper' : 'russianUpper'
  return 'decimal'
}

function readText(element: XmlElement, format: string): string {
  const text = (stringOf(element, 'w:lvlText') ?? '')
    .slice(0, LONGEST_TEXT)
    .replace(/[\t\r\n]/g, ' ')
  if (child(element, 'w:lvlPicBulletId') !== null) return '•'
  if (format !== 'bullet') return readableBullet(text)
  const fonts = child(child(element, 'w:rPr'), 'w:rFonts')
  return readableBullet(text, attribute(fonts, 'w:ascii'))
}

function followLinks(
  element: XmlElement,
  context: {
    readonly abstractOf: (id: string) => Abstract | null
    readonly numbers: ReadonlyMap<string, XmlElement>
    readonly listOf: (style: string) => string | null
  },
): Abstract | null {
  const abstractOf = (one: XmlElement | undefined) =>
    context.abstractOf(stringOf(one ?? null, 'w:abstractNumId') ?? '')
  const linked = (one: XmlElement) => {
    const link = abstractOf(one)?.link ?? null
    return link === null ? undefined : context.numbers.get(context.listOf(link) ?? '')
  }
  const last = abstractOf(chainFrom(element, linked, LONGEST_CHAIN).at(-1))
  return last?.link === null ? last : null
}

function readList(element: XmlElement, abstract: Abstract): NumberList {
  const levels = [...abstract.levels]
  const overrides = new Map<number, number>()
  for (const override of children(element, 'w:lvlOverride')) {
    const index = levelIndex(override)
    if (index === null) continue
    const level = child(override, 'w:lvl')
    if (level !== null) levels[index] = readLevel(level)
    const start = numberOf(override, 'w:startOverride')
    if (start !== null) overrides.set(index, start)
  }
  return { counters: abstract.id, levels, overrides }
}
