import { openMemory, recall } from '../text/memory.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import type { Kind } from './sniff.ts'
import { openZip, type Zip } from './zip/index.ts'

const CONTENT_TYPES = '[Content_Types].xml'
const MAIN_TYPES: readonly (readonly [Kind, RegExp])[] = [
  ['docx', /wordprocessingml\.(?:document|template)\.main\+xml|ms-word\.[\w.]*main\+xml/i],
  ['xlsb', /ms-excel\.sheet\.binary\.[\w.]*main/i],
  ['xlsx', /spreadsheetml\.(?:sheet|template)\.main\+xml|ms-excel\.[\w.]*main/i],
  ['pptx', /presentationml\.\w+\.main\+xml|ms-powerpoint\.[\w.]*main\+xml/i],
]
const MAIN_PARTS: readonly (readonly [Kind, string])[] = [
  ['docx', 'word/document.xml'],
  ['xlsx', 'xl/workbook.xml'],
  ['xlsb', 'xl/workbook.bin'],
  ['pptx', 'ppt/presentation.xml'],
]
/** Lists of content types that are remembered. */
const MOST_TYPES = 500
const MANIFEST = 'META-INF/manifest.xml'
const MANIFEST_ROOT = /<[^<>]*full-path\s*=\s*["']\/["'][^<>]*>/
const OPENDOCUMENT = 'application/vnd.oasis.opendocument.'

/** What a ZIP container holds, by its content types (OPC) or its `mimetype` (ODF 1.3 part 2, 3.3). */
export function packageKind(bytes: Uint8Array): Kind {
  return zipKind(openZip(bytes, DEFAULT_LIMITS))
}

/** As `packageKind`, of a container that is open. */
export function zipKind(zip: Zip): Kind {
  if (zip.names.length === 0) return 'empty-zip'
  if (zip.has(CONTENT_TYPES)) return officeKind(zip)
  if (zip.has('mimetype')) return openDocumentKind(zip)
  return partKind(zip) ?? manifestKind(zip)
}

/** Kinds by content types as they are packed: those of one program come again and again. */
const kinds = openMemory<Kind | null>(MOST_TYPES)

function officeKind(zip: Zip): Kind {
  const found = recall(kinds, zip.packed(CONTENT_TYPES), () => {
    const types = zip.read(CONTENT_TYPES).toString('utf8')
    return MAIN_TYPES.find(([, type]) => type.test(types))?.[0] ?? null
  })
  return found ?? partKind(zip) ?? 'zip'
}

/** By the usual name of the main part, where the content types are lost or silent. */
function partKind(zip: Zip): Kind | null {
  return MAIN_PARTS.find(([, name]) => zip.has(name))?.[0] ?? null
}

function openDocumentKind(zip: Zip): Kind {
  const type = zip.read('mimetype').toString('latin1').trim()
  if (!type.startsWith(OPENDOCUMENT)) return manifestKind(zip)
  if (readManifest(zip).includes('encryption-data')) return 'encrypted-opendocument'
  return type.startsWith(`${OPENDOCUMENT}text`) ? 'odt' : 'opendocument'
}

/** Where the `mimetype` is lost or wrong the manifest says the same of the folder `/`. */
function manifestKind(zip: Zip): Kind {
  const manifest = readManifest(zip)
  const [entry = ''] = MANIFEST_ROOT.exec(manifest) ?? []
  if (!zip.has('content.xml') || !entry.includes(OPENDOCUMENT)) return 'zip'
  if (manifest.includes('encryption-data')) return 'encrypted-opendocument'
  return entry.includes(`${OPENDOCUMENT}text`) ? 'odt' : 'opendocument'
}

function readManifest(zip: Zip): string {
  return zip.has(MANIFEST) ? zip.read(MANIFEST).toString('utf8') : ''
}
