import { ZvitError } from '../../model/error.ts'
import type { Directory } from './tiff-directory.ts'
import { FUNCTION, type PdfFunction, type Strip } from './wrap.ts'

/*
 * How the strips of a TIFF are packed, told in the words of PDF: both know the same packings.
 * TIFF 6.0; ISO 32000-1, 7.4 (filters), 8.6.6.5 (DeviceN), 8.9.5 (images).
 */

const TAG = {
  bits: 258,
  compression: 259,
  photometric: 262,
  samples: 277,
  planar: 284,
  fax: 292,
  predictor: 317,
  palette: 320,
  extra: 338,
  sampleFormat: 339,
  jpegTables: 347,
} as const

const WHITE_IS_ZERO = 0
const RGB = 2
const PALETTE = 3
const CMYK = 5
const YCC = 6
const PREMULTIPLIED = 1
const DIFFERENCES = 2
const JPEG = 7

interface PackedStrip {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

interface Packing extends Pick<Strip, 'mixing'> {
  readonly dictionary: string
  readonly data: Uint8Array
}

/** The image dictionary and the bytes of a strip. Throws `UNSUPPORTED_FORMAT`. */
export function packingOf(directory: Directory, strip: PackedStrip): Packing {
  const one = (tag: number, usual: number) => directory.numbers(tag)[0] ?? usual
  const compression = one(TAG.compression, 1)
  const photometric = one(TAG.photometric, WHITE_IS_ZERO)
  const samples = one(TAG.samples, 1)
  const bits = one(TAG.bits, 1)
  if (one(TAG.sampleFormat, 1) !== 1) throw unsupported('its numbers are no whole numbers')
  if (samples > 1 && one(TAG.planar, 1) !== 1) throw unsupported('its colours lie apart')
  if (![1, 2, 4, 8, 16].includes(bits)) throw unsupported(`its samples have ${bits} bits`)
  const predictor = one(TAG.predictor, 1)
  if (predictor > DIFFERENCES) throw unsupported('it is packed as numbers with fractions')
  const difference =
    predictor === DIFFERENCES
      ? ` /DecodeParms << /Predictor 2 /Colors ${samples} /BitsPerComponent ${bits} /Columns ${strip.width} >>`
      : ''
  const filter = filterOf(compression, { difference, fax: one(TAG.fax, 0), strip, photometric })
  const isFax = compression >= 2 && compression <= 4
  const isInverted = isFax ? photometric !== WHITE_IS_ZERO : photometric === WHITE_IS_ZERO
  const { space, ...mixing } = spaceOf(directory, { photometric, samples, bits })
  const decode = isInverted && samples === 1 && photometric <= 1 ? ' /Decode [1 0]' : ''
  return {
    dictionary: `/ColorSpace ${space} /BitsPerComponent ${bits}${decode} ${filter}`,
    data: compression === JPEG ? withTables(directory, strip.data) : strip.data,
    ...mixing,
  }
}

interface FilterFacts {
  readonly difference: string
  readonly fax: number
  readonly strip: PackedStrip
  readonly photometric: number
}

function filterOf(compression: number, facts: FilterFacts): string {
  const { width, height } = facts.strip
  const fax = (parameters: string) =>
    `/Filter /CCITTFaxDecode /DecodeParms << ${parameters} /Columns ${width} /Rows ${height} >>`
  switch (compression) {
    case 1:
      return ''
    case 2:
      return fax('/K 0 /EncodedByteAlign true')
    case 3:
      return fax(`/K ${facts.fax & 1} /EncodedByteAlign ${(facts.fax & 4) !== 0}`)
    case 4:
      return fax('/K -1')
    case 5:
      return `/Filter /LZWDecode${facts.difference}`
    case JPEG:
      return `/Filter /DCTDecode /DecodeParms << /ColorTransform ${facts.photometric === YCC ? 1 : 0} >>`
    case 8:
    case 32946:
      return `/Filter /FlateDecode${facts.difference}`
    case 32773:
      return '/Filter /RunLengthDecode'
    default:
      throw unsupported(`its packing ${compression} is not known`)
  }
}

interface Colours {
  readonly photometric: number
  readonly samples: number
  readonly bits: number
}

interface Colouring {
  readonly space: string
  readonly mixing?: PdfFunction
}

function spaceOf(directory: Directory, { photometric, samples, bits }: Colours): Colouring {
  const isMixed = directory.numbers(TAG.extra)[0] === PREMULTIPLIED
  switch (photometric) {
    case 0:
    case 1:
      if (samples === 1) return { space: '/DeviceGray' }
      if (samples === 2) return onPaper('/DeviceGray', ['/G', '/A'], isMixed)
      break
    case RGB:
    case YCC:
      if (samples === 3) return { space: '/DeviceRGB' }
      if (samples === 4) return onPaper('/DeviceRGB', ['/R', '/G', '/B', '/A'], isMixed)
      break
    case PALETTE:
      if (samples === 1) return { space: paletteOf(directory.numbers(TAG.palette), bits) }
      break
    case CMYK:
      if (samples === 4) return { space: '/DeviceCMYK' }
  }
  throw unsupported(`its colours (kind ${photometric}, ${samples} samples) are not known`)
}

/** Samples with transparency as a space of its own, which PDF computes into colours on white. */
function onPaper(space: string, names: readonly string[], isMixed: boolean): Colouring {
  const colours = names.length - 1
  const mix = isMixed ? '1 add 1 index sub' : '1 index mul 1 add 1 index sub'
  const steps = Array.from({ length: colours }, () => `${names.length} -1 roll ${mix}`)
  // Each step takes the colour below all others, and the result goes under the transparency.
  const code = `{ ${steps.map((step) => `${step} exch`).join(' ')} pop }`
  const unit = (count: number) => Array.from({ length: count }, () => '0 1').join(' ')
  const head = `/FunctionType 4 /Domain [${unit(names.length)}] /Range [${unit(colours)}]`
  return { space: `[/DeviceN [${names.join(' ')}] ${space} ${FUNCTION}]`, mixing: { head, code } }
}

function paletteOf(values: readonly number[], bits: number): string {
  const size = 2 ** bits
  if (bits > 8 || values.length < 3 * size) throw unsupported('its palette is cut off')
  const colours = Array.from({ length: size }, (_, index) =>
    [0, 1, 2].map((part) =>
      ((values[part * size + index] ?? 0) >> 8).toString(16).padStart(2, '0'),
    ),
  )
  return `[/Indexed /DeviceRGB ${size - 1} <${colours.flat().join('')}>]`
}

/** The tables that all strips share stand before the picture of each, without its own start. */
function withTables(directory: Directory, data: Uint8Array): Uint8Array {
  const tables = directory.bytes(TAG.jpegTables)
  return tables.length < 4 ? data : Buffer.concat([tables.subarray(0, -2), data.subarray(2)])
}

/** Bits of each byte in the other order (FillOrder 2). */
export function swapBits(data: Uint8Array): Uint8Array {
  return data.map((byte) => {
    let swapped = 0
    for (let bit = 0; bit < 8; bit += 1) swapped |= ((byte >> bit) & 1) << (7 - bit)
    return swapped
  })
}

function unsupported(what: string): ZvitError {
  return new ZvitError(
    'UNSUPPORTED_FORMAT',
    `The TIFF is of a rare kind: ${what}. Save it as a grey PNG or a PDF.`,
  )
}
