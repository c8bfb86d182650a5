import { DEFAULT_LIMITS } from '../../containers/limits.ts'
import { zipKind } from '../../containers/sniff.ts'
import type { ByteSource } from '../../containers/zip/index.ts'
import { openArchive as openZipArchive } from '../../containers/zip/index.ts'
import { ZvitError } from '../../model/error.ts'
import { type Container, unharmed } from './container.ts'

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
export function openArchive(source: ByteSource): Container | null {
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
    damageOf: unharmed,
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
