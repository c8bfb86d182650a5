import { fold } from '../../text/fold.ts'
import { firstNoun } from './body-beginnings.ts'
import { nominativeName, parseName } from './nominative.ts'
import type { Prepared } from './prepared-lexicon.ts'

/** Longer texts name no body. */
export const LONGEST = 240

/** A body in whatever case, put into the nominative; null for a bare noun or none. */
export function readBodyName(text: string, prepared: Prepared): string | null {
  const trimmed = trim(alone(text))
  const found = parseName(trimmed, prepared)
  if (!found || found.isBare || namesTwo(trimmed, prepared)) return null
  return nominativeName(trimmed, found)
}

/** The same for a text that stands in the nominative already. */
export function nominativeBody(text: string, prepared: Prepared): string | null {
  const trimmed = trim(text)
  const found = parseName(trimmed, prepared)
  if (!found || found.isBare || !found.isNominative || found.isMany) return null
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1)
}

/** «департаменту фінансів, департаменту економіки»: nothing tells whose the report is. */
function namesTwo(text: string, prepared: Prepared): boolean {
  const [first, ...others] = text.split(/,\s+/).map((part) => firstNoun(fold(part), prepared))
  // «сільського господарства» is a field of the body; a second «управління» is none.
  return others.some((other) => other && (!other.isMany || other.noun === first?.noun))
}

/** «… та її структурних підрозділів», «… спільно з Міністерством …»: without who is only beside it. */
export function alone(text: string): string {
  return text.slice(0, BESIDE.exec(fold(text))?.index ?? text.length)
}

const BESIDE = /\s(?:(?:та|і|й)\s+(?:його|її|їх)|(?:спільно|разом)\s+(?:з|із|зі)|за\s+участ[юі])\s/

function trim(text: string): string {
  const cut = text
    .replace(/\s+/g, ' ')
    .replace(/[\s,;.:–—-]+$/, '')
    .trim()
  return cut.length > LONGEST || /[\d:]/.test(cut) ? '' : cut
}
