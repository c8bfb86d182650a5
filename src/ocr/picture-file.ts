import type { Metadata, SharpOptions } from 'sharp'
import type { Limits } from '../containers/limits.ts'
import { ZvitError } from '../model/error.ts'
import { type Picture, WHITE } from './picture.ts'
import { greyWithoutStamps } from './stamps.ts'

/*
 * PNG, JPEG, TIFF, WebP and AVIF are decoded by libvips (sharp), which is loaded when a picture comes.
 * It decodes and turns, in whole numbers; shades of grey, and paper under what is transparent, are
 * computed here, so that they are the same on every machine.
 */

/** One picture of a file. */
export interface PicturePage {
  /** Decodes it, upright as its file says: pictures are large, so only while it is recognised. */
  readonly read: () => Promise<Picture>
  /** Pixels an inch as the file states it; null where it states none. */
  readonly resolution: number | null
}

/** Broken data are refused; odd ones, which many cameras write, are not. Colours stay as they are stored. */
const DECODING: SharpOptions = { failOn: 'error', ignoreIcc: true, limitInputPixels: false }

/**
 * The pictures of a file, one a page; their sizes are looked at before any is unpacked. Throws
 * `FILE_DAMAGED`, `UNSUPPORTED_FORMAT`, `LIMIT_EXCEEDED` (`scannedPages`, `pixels`, `totalBytes`),
 * `ENGINE_MISSING`.
 */
export async function openPictures(
  bytes: Uint8Array,
  limits: Limits,
): Promise<readonly PicturePage[]> {
  const { format, pages = 1 } = await describe(bytes, {})
  if (format !== 'tiff') return [await openPage(bytes, {}, limits)]
  if (pages > limits.scannedPages)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The TIFF has more pages than the limit «scannedPages», ${limits.scannedPages}, allows.`,
    )
  const copies = copiesIn(bytes)
  const opened: PicturePage[] = []
  for (let page = 0; page < pages; page += 1)
    if (!copies.has(page)) opened.push(await openPage(bytes, { page }, limits))
  return opened
}

async function openPage(
  bytes: Uint8Array,
  options: SharpOptions,
  limits: Limits,
): Promise<PicturePage> {
  const found = await describe(bytes, options)
  checkSize(found, limits)
  const read = () => decode(bytes, options, found)
  return { read, resolution: found.density ?? null }
}

/** Throws `LIMIT_EXCEEDED` for a picture of more pixels or unpacked bytes than the limits. */
function checkSize({ width, height, channels }: Metadata, { pixels, totalBytes }: Limits): void {
  if (width * height > pixels)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `A picture has ${width} × ${height} pixels, the limit «pixels» is ${pixels}. Scan it with fewer dots an inch.`,
    )
  const unpacked = width * height * channels
  if (unpacked > totalBytes)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `A picture takes ${unpacked} bytes unpacked, the limit «totalBytes» is ${totalBytes}. Save it in grey.`,
    )
}

async function describe(bytes: Uint8Array, options: SharpOptions): Promise<Metadata> {
  const sharp = await loadLibrary()
  return sharp(bytes, { ...DECODING, ...options })
    .metadata()
    .catch(refuse)
}

async function decode(
  bytes: Uint8Array,
  options: SharpOptions,
  { space, hasAlpha }: Metadata,
): Promise<Picture> {
  const sharp = await loadLibrary()
  const image = sharp(bytes, { ...DECODING, ...options }).autoOrient()
  // One sample a pixel instead of three that are the same.
  if (space === 'b-w' && !hasAlpha) image.toColourspace('b-w')
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true }).catch(refuse)
  const { width, height, channels } = info
  if (channels === 1) return { width, height, pixels: data }
  return greyWithoutStamps({ width, height, colours: onPaper(data, channels) })
}

/** Red, green, blue and perhaps opacity as blue, green, red on white paper; in place. */
function onPaper(samples: Uint8Array, channels: number): Uint8Array {
  const count = samples.length / channels
  for (let pixel = 0; pixel < count; pixel += 1) {
    const from = channels * pixel
    const opacity = channels > 3 ? (samples[from + 3] ?? WHITE) : WHITE
    const shown = (at: number) =>
      Math.round(((samples[at] ?? 0) * opacity + WHITE * (WHITE - opacity)) / WHITE)
    const [red, green, blue] = [shown(from), shown(from + 1), shown(from + 2)]
    samples[3 * pixel] = blue
    samples[3 * pixel + 1] = green
    samples[3 * pixel + 2] = red
  }
  return samples.subarray(0, 3 * count)
}

/** It keeps nothing of one picture for the next, and leaves the other cores to the recogniser. */
async function loadLibrary(): Promise<typeof import('sharp').default> {
  const { default: sharp } = await import('sharp').catch((cause: unknown) => {
    throw new ZvitError(
      'ENGINE_MISSING',
      'The library that decodes pictures (sharp) has no binary on this machine; install zvit with its optional dependencies.',
      { cause },
    )
  })
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}

/** Codecs that are not built in, HEVC above all, and rare kinds of those that are. */
const UNSUPPORTED = /not (?:been )?(?:configured|supported|implemented|built)|unsupported/i
/** Of the decoders themselves. */
const TOO_LARGE = /maximum supported image dimension/i

function refuse(cause: unknown): never {
  const message = cause instanceof Error ? cause.message : String(cause)
  // Above the last line stands what was tried before.
  const said = message.trim().split('\n').at(-1) ?? ''
  if (TOO_LARGE.test(said)) throw new ZvitError('LIMIT_EXCEEDED', `${said}.`, { cause })
  if (UNSUPPORTED.test(said))
    throw new ZvitError(
      'UNSUPPORTED_FORMAT',
      `The picture is of a kind that is not read (${said}). Save it as PNG, JPEG, TIFF or PDF.`,
      { cause },
    )
  throw new ZvitError('FILE_DAMAGED', `The picture is broken (${said}). Ask for the file again.`, {
    cause,
  })
}

/** TIFF 6.0, section 8: NewSubfileType, whose bits say smaller copy (1) and mask (4). */
const SUBFILE = 254
const COPY_OR_MASK = 0b101

/** Which pictures of a TIFF are smaller copies of another one, or masks, by their number. */
function copiesIn(bytes: Uint8Array): ReadonlySet<number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isLittle = bytes[0] === 0x49
  const copies = new Set<number>()
  const seen = new Set<number>()
  // What lies past the end of a file that is cut off is told when it is decoded.
  const isInside = (at: number, length: number) => at + length <= bytes.length
  for (let at = view.getUint32(4, isLittle); at > 0 && isInside(at, 2); ) {
    if (seen.has(at)) refuse('its directories go round in a circle')
    const end = at + 2 + 12 * view.getUint16(at, isLittle)
    for (let field = at + 2; field < end && isInside(field, 12); field += 12)
      if (view.getUint16(field, isLittle) === SUBFILE)
        if ((view.getUint32(field + 8, isLittle) & COPY_OR_MASK) !== 0) copies.add(seen.size)
    seen.add(at)
    at = isInside(end, 4) ? view.getUint32(end, isLittle) : 0
  }
  return copies
}

/** Pixels of one channel, or of three, as a PNG. Throws `ENGINE_MISSING`. */
export async function pngOf(
  pixels: Uint8Array,
  { width, height }: Pick<Picture, 'width' | 'height'>,
): Promise<Uint8Array> {
  const sharp = await loadLibrary()
  const channels = pixels.length === width * height ? 1 : 3
  return sharp(pixels, { raw: { width, height, channels } }).png().toBuffer()
}
