import { fold } from '../../text/fold.ts'
import { isMark } from '../../text/marks.ts'

/** «виконано», «не розпочато», «виконується частково»: what came of a measure. */
const OUTCOME = /^(?:не\s+|частково\s+)?\p{L}{3,}(?:но|то|ться)(?:\s+(?:частково|повністю))?$/u
/** «(так/ні)», «+/-»: the heading asks for one of two. */
const EITHER = /[\s(,:–-]*(?:так\s*[/,]\s*ні|\+\s*\/\s*[-–—])[\s)]*$/u
const MINUS = /^[-–—]$/u
const DONE = 'виконано'

/**
 * What a tick, «так» or «ні» means under the heading of its column («Виконано», «Виконано (так/ні)»);
 * null for other answers, and where the heading asks nothing that they answer.
 */
export function askedMeaning(text: string, heading: string | null): string | null {
  const sign = signOf(text)
  if (heading === null || sign === null) return null
  const words = fold(heading).replace(/\s+/g, ' ').trim()
  const isEither = EITHER.test(words)
  if (MINUS.test(text.trim()) && !isEither) return null
  const asked = words.replace(EITHER, '')
  const outcome = OUTCOME.test(asked) ? asked : isEither ? DONE : null
  if (outcome === null || sign) return outcome
  return outcome.startsWith('не ') ? outcome.slice(3) : `не ${outcome}`
}

/** True for yes, false for no, null for words. */
function signOf(text: string): boolean | null {
  const word = fold(text).replace(/[\s.]/g, '')
  if (word === 'так' || isMark(text)) return true
  return word === 'ні' || MINUS.test(word) ? false : null
}
