import { type Diagnostic, type DiagnosticCode, diagnostic } from '../../model/diagnostics.ts'
import type { Place } from '../../model/place.ts'

/** Collects what was odd; the same remark at many places becomes one diagnostic. */
export interface Notes {
  /** A null place means the document as a whole. */
  readonly add: (code: DiagnosticCode, place: Place | null, message: string) => void
  /** In the order in which each remark was first made. */
  readonly diagnostics: () => readonly Diagnostic[]
}

// A report names the first places; a document with more of them is odd as a whole.
const PLACES_NAMED = 20

interface Remark {
  readonly code: DiagnosticCode
  readonly message: string
  readonly places: Place[]
  last: Place | null
  count: number
}

export function createNotes(): Notes {
  const remarks = new Map<string, Remark>()
  return {
    add: (code, place, message) => {
      const key = `${code} ${message}`
      let remark = remarks.get(key)
      if (remark === undefined) {
        remark = { code, message, places: [], last: null, count: 0 }
        remarks.set(key, remark)
      }
      if (place !== null && place === remark.last) return
      remark.last = place
      remark.count += 1
      if (place !== null && remark.places.length < PLACES_NAMED) remark.places.push(place)
    },
    diagnostics: () =>
      [...remarks.values()].map(({ code, message, places, count }) =>
        diagnostic(code, places, count > 1 ? `${message} (${count} places)` : message),
      ),
  }
}
