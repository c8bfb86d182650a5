import type { Format } from '../model/document.ts'
import { ZvitError } from '../model/error.ts'
import { identify } from './identify.ts'
import type { Limits } from './limits.ts'
import { openZip } from './zip/index.ts'

/** A document that lay in an archive. */
interface Packed {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What operating systems and signing programs lay beside the files they pack. */
const BESIDE = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)|\.(?:p7s|sig)$/i
/** An archive of more files holds no single document; a page with its pictures has some dozens. */
const MOST_FILES = 200

/**
 * The one document in a ZIP archive, pictures and texts beside it passed over, or its only file;
 * null where it holds several or none. Throws as `openZip` does.
 */
export function unpackDocument(bytes: Uint8Array, limits: Limits): Packed | null {
  const zip = openZip(bytes, limits)
  const names = zip.names.filter((name) => !BESIDE.test(name))
  if (names.length > MOST_FILES) return null
  const [only, ...others] = names
  if (only !== undefined && others.length === 0) return { name: only, bytes: zip.read(only) }
  const found: Packed[] = []
  for (const name of names) {
    const content = zip.read(name)
    if (isDocument(formatOf(content))) found.push({ name, bytes: content })
    if (found.length > 1) return null
  }
  return found[0] ?? null
}

function isDocument(format: Format | null): boolean {
  return format !== null && format !== 'txt' && format !== 'image'
}

/** Null for what zvit does not read: it is no document beside others. */
function formatOf(bytes: Uint8Array): Format | null {
  try {
    return identify(bytes, '')
  } catch (error) {
    if (error instanceof ZvitError) return null
    throw error
  }
}
