import { DEFAULT_LIMITS } from '../../containers/limits.ts'
import { type Kind, sniff, zipKind } from '../../containers/sniff.ts'
import {
  type ByteSource,
  bufferSource,
  openArchive as openZipArchive,
} from '../../containers/zip/index.ts'
import { ZvitError } from '../../model/error.ts'
import type { Container } from './container.ts'
import { openMail } from './mail.ts'
import { openSevenZip } from './seven-zip/index.ts'
import { openSigned } from './signed.ts'

/** Bytes at the beginning of a file that tell whether it may be a container. */
export const HEAD = 4096

/** A local header, an empty directory, a spanned archive; in hexadecimal digits. */
const ZIP = /^504b(?:0304|0506|0708)/
/** What the containers of office documents begin with; whoever begins so is read as a document. */
const OFFICE =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|(?:docProps|word|xl|customXml)\/[\w/.-]+\.(?:xml|rels))$/
const OPENDOCUMENT = 'application/vnd.oasis.opendocument.'
const ENTITY = /^content-type:\s*(?:multipart|application)\//i
const NAME_AT = 30

/** What a file is opened as, null for what is surely a document, or nothing. */
type Opener = 'archive' | 'seven-zip' | 'mail' | 'signed'

/**
 * Whether a file that begins so may be a container; of archives only opening them shows it.
 * Never throws.
 */
export function suspect(head: Uint8Array): Opener | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  const text = bytes.toString('latin1', 0, HEAD)
  if (ZIP.test(bytes.toString('hex', 0, 4))) return startsAsOffice(bytes, text) ? null : 'archive'
  const kind = kindOf(bytes)
  if (kind === 'mail') return 'mail'
  // What a signed message holds is a message without its sender.
  if (kind === 'text' && ENTITY.test(text)) return 'mail'
  if (kind === '7z') return 'seven-zip'
  return kind === 'signed' ? 'signed' : null
}

function kindOf(head: Buffer): Kind | null {
  // The tables of old Office files stand anywhere in them, and they are no containers of ours.
  return head[0] === 0xd0 ? null : sniff(head)
}

function startsAsOffice(bytes: Buffer, text: string): boolean {
  if (bytes.length < NAME_AT) return false
  const end = NAME_AT + bytes.readUInt16LE(26)
  const name = text.slice(NAME_AT, end)
  if (name !== 'mimetype') return OFFICE.test(name)
  return text.startsWith(OPENDOCUMENT, end + bytes.readUInt16LE(28))
}

/**
 * Opens a container; null where the file is none. `name` is that of the file.
 * Throws what the format's opener throws.
 */
export async function openContainer(source: ByteSource, name: string): Promise<Container | null> {
  const opener = suspect(source.read(0, HEAD))
  switch (opener) {
    case null:
      return null
    case 'archive':
      return openArchive(source)
    case 'seven-zip':
      return openSevenZip(source)
    case 'mail':
      return openMail(source.read(0, source.length))
    case 'signed':
      return openSigned(source.read(0, source.length), name)
  }
}

/** As `openContainer`, for a file in memory. */
export function openHeld(bytes: Uint8Array, name: string): Promise<Container | null> {
  return openContainer(bufferSource(bytes), name)
}

/** Documents are taken out one by one: only each of them has a limit. */
const LIMITS = { ...DEFAULT_LIMITS, totalBytes: Number.POSITIVE_INFINITY }
/** Archives of less may be packed as tightly as they like, bytes. */
const RATIO_FROM = 1024 * 1024 * 1024
const RATIO = 200
// ETSI EN 319 162-1: the media types of ASiC, and where its signatures stand.
const ASIC = /^application\/vnd\.etsi\.asic-[es]\+zip/
const SIGNATURES = /^META-INF\/[^/]*(?:signature|timestamp)[^/]*\.(?:p7s|xml|tst)$/i
const OWN = /^(?:mimetype$|META-INF\/)/i

/**
 * The files in a ZIP archive or a signed container (ASiC); null where it is a document itself.
 * Throws as `openZip` does, and `LIMIT_EXCEEDED` for an archive that unpacks to too much.
 */
function openArchive(source: ByteSource): Container | null {
  const zip = openZipArchive(source, LIMITS)
  if (zipKind(zip) !== 'zip') return null
  refuseBomb(zip.sizes, source.length)
  const isAsic =
    (zip.has('mimetype') && ASIC.test(zip.read('mimetype').toString('latin1', 0, 64))) ||
    zip.names.some((name) => SIGNATURES.test(name))
  const names = [...new Set(zip.names)].filter((name) => !isAsic || !OWN.test(name))
  return {
    names,
    // What an ASiC says of itself is no file that somebody laid into it.
    leftOut: 0,
    isSigned: isAsic,
    isDetached: false,
    damageOf: () => [],
    isLink: zip.isLink,
    head: zip.head,
    read: zip.read,
  }
}

function refuseBomb(sizes: { readonly packed: number; readonly unpacked: number }, length: number) {
  if (sizes.packed > length)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The archive has ${length} bytes, its entries claim ${sizes.packed}: they lie over one another.`,
    )
  if (sizes.unpacked > RATIO_FROM && sizes.unpacked > sizes.packed * RATIO)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The archive unpacks to ${sizes.unpacked} bytes out of ${sizes.packed}; the limit is a ratio of ${RATIO}.`,
    )
}
