import { attribute, children, type XmlElement, type XmlNode } from '../../containers/xml/element.ts'
import type { Place } from '../../model/place.ts'
import { leaveOut, type Reading } from './reading.ts'

type Unwrap = (element: XmlElement, reading: Reading, place: Place | null) => readonly XmlNode[]

const content: Unwrap = (element) => element.children

const deleted: Unwrap = (element, reading, place) => {
  if (element.children.length > 0)
    reading.builder.notes.add('READ_DELETED_TEXT', place, 'Deleted text was left out.')
  leaveOut(element, reading)
  return []
}

const simpleField: Unwrap = (element, reading, place) => {
  if (attribute(element, 'w:instr') !== null)
    reading.builder.notes.add('READ_FIELD_CODES_LEFT_OUT', place, 'Field codes were left out.')
  return element.children
}

const control: Unwrap = (element, reading, place) => {
  const prompt = reading.prompts.runsOf(element)
  for (const run of prompt) reading.prompting.add(run)
  if (prompt.length > 0)
    reading.builder.notes.add(
      'READ_HIDDEN_TEXT',
      place,
      'The prompt of an empty control stands apart.',
    )
  return element.children
}

/** Elements that stand around others at any level, and what of them is read in their place. */
const WRAPPERS: ReadonlyMap<string, Unwrap> = new Map([
  ['w:bdo', content],
  ['w:customXml', content],
  ['w:del', deleted],
  ['w:dir', content],
  ['w:fldSimple', simpleField],
  ['w:hyperlink', content],
  ['w:ins', content],
  ['w:moveFrom', deleted],
  ['w:moveTo', content],
  ['w:rt', content],
  ['w:ruby', content],
  ['w:rubyBase', content],
  ['w:sdt', control],
  ['w:sdtContent', content],
  ['w:smartTag', content],
  ['w14:conflictDel', deleted],
  ['w14:conflictIns', content],
  ['mc:AlternateContent', (element, reading) => readBranch(element, reading)?.children ?? []],
])

/** What stands inside a wrapper, null where the element is none. */
export function unwrap(
  element: XmlElement,
  reading: Reading,
  place: Place | null,
): readonly XmlNode[] | null {
  return WRAPPERS.get(element.name)?.(element, reading, place) ?? null
}

/**
 * One branch of `mc:AlternateContent` (ECMA-376 Part 3, 7.2): the first choice that holds text;
 * the fall-back where only that does; else the first branch. So text stands once and never gets
 * lost, whatever extensions the choices ask for; the other branches are named as forms of it.
 */
export function readBranch(element: XmlElement, reading: Reading): XmlElement | null {
  const branches = [...children(element, 'mc:Choice'), ...children(element, 'mc:Fallback')]
  const branch = branches.find(hasText) ?? branches[0] ?? null
  leaveOut(element, reading)
  reading.source += branch?.ink ?? 0
  return branch
}

/*
 * Alternatives nest, and each would be looked through at every level: 100 of them around 200,000
 * elements took 1.6 s so, and take 0.5 s.
 */
const found = new WeakMap<XmlElement, boolean>()

function hasText(element: XmlElement): boolean {
  const { name } = element
  if (name === 'w:sym' || /[:}]t$/.test(name)) return true
  const known = name === 'mc:AlternateContent' ? found.get(element) : undefined
  if (known !== undefined) return known
  const has = element.children.some((node) => typeof node !== 'string' && hasText(node))
  if (name === 'mc:AlternateContent') found.set(element, has)
  return has
}
