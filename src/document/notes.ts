import { type Diagnostic, type DiagnosticCode, diagnostic } from '../model/diagnostics.ts'
import type { Place } from '../model/place.ts'

/** Collects what was odd; the same remark at many places becomes one diagnostic. */
export interface Notes {
  /** A null place means the document as a whole. */
  readonly add: (code: DiagnosticCode, place: Place | null, message: string) => void
  /** In the order in which each remark was first made. */
  readonly diagnostics: () => readonly Diagnostic[]
}

/** The message of `READ_STRUCK_TEXT`. */
export const STRUCK = 'Text that is crossed out was read like any other.'

// A report names the first places; a document with more of them is odd as a whole.
const PLACES_NAMED = 20
const MESSAGES_OF_ONE_CODE = 20
const FURTHER = 'Further remarks of this kind.'

interface Remark {
  readonly code: DiagnosticCode
  readonly message: string
  readonly places: Place[]
  last: Place | null
  count: number
}

export function createNotes(): Notes {
  const remarks: Remark[] = []
  const byCode = new Map<DiagnosticCode, Map<string, Remark>>()
  const open = (code: DiagnosticCode, message: string): Remark => {
    const alike = byCode.get(code) ?? new Map<string, Remark>()
    const known = alike.get(message)
    if (known !== undefined) return known
    if (alike.size >= MESSAGES_OF_ONE_CODE && message !== FURTHER) return open(code, FURTHER)
    const remark: Remark = { code, message, places: [], last: null, count: 0 }
    remarks.push(remark)
    byCode.set(code, alike.set(message, remark))
    return remark
  }
  return {
    add: (code, place, message) => {
      const remark = open(code, message)
      if (place !== null && place === remark.last) return
      remark.last = place
      remark.count += 1
      if (place !== null && remark.places.length < PLACES_NAMED) remark.places.push(place)
    },
    diagnostics: () =>
      remarks.map(({ code, message, places, count }) =>
        diagnostic(code, places, count > 1 ? `${message} (${count} places)` : message),
      ),
  }
}
