import { attribute, child, type XmlElement } from '../../containers/xml/element.ts'

/** `w:val` of a child element, null where it is not there. */
export function stringOf(element: XmlElement | null, name: string): string | null {
  return attribute(child(element, name), 'w:val')
}

/** A whole number in `w:val` of a child element, null where there is none. */
export function numberOf(element: XmlElement | null, name: string): number | null {
  const value = stringOf(element, name)
  return value !== null && /^-?\d{1,9}$/.test(value) ? Number(value) : null
}

/** An on/off property (ECMA-376 Part 1, 17.17.4): null where it is not given. */
export function switchOf(element: XmlElement | null, name: string): boolean | null {
  const property = child(element, name)
  if (property === null) return null
  const value = attribute(property, 'w:val')
  return value !== '0' && value !== 'false' && value !== 'off'
}
