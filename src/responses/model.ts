import { ZvitError } from '../model/error.ts'
import { DETAILS, type Detail, STATUS_OF, STATUSES, type Status } from '../model/vocabulary.ts'
import { largest } from '../text/lists.ts'
import type { Features, Group } from './features.ts'
import { addRows, PIECE_BITS, STEM_BITS, WORD_BITS } from './rows.ts'
import type { Word } from './words.ts'

/** Details that the words of a response tell; the others are told by its cell. */
export const TOLD: readonly Detail[] = DETAILS.filter(
  (detail) => detail !== 'empty' && detail !== 'missing',
)
const SIZE = TOLD.length

/** Per detail what one unit of the weights of a table is worth, and its constant. */
export interface Scale {
  readonly units: readonly number[]
  readonly bias: readonly number[]
}

/** What stands in the header of a model's file, as JSON. */
interface ModelHeader {
  readonly details: readonly Detail[]
  readonly bits: readonly [words: number, pieces: number]
  /** Digest of the lines and rules that it was made from. */
  readonly madeFrom: string
  /** Ids of the rules that it has learnt to weigh. */
  readonly rules: readonly string[]
  readonly words: Scale
  readonly pieces: Scale
  /** Weights of the grounds of confidence (`groundsOf`), constant first. */
  readonly confidence: readonly number[]
  /** Answers that are surer than this need no second look. */
  readonly reviewBelow: number
}

/** Two trained models that err differently: for each row of their tables one weight a detail. */
export interface ResponseModel extends ModelHeader {
  /** Of words and facts. */
  readonly wordWeights: Int8Array
  /** Of pieces of words. */
  readonly pieceWeights: Int8Array
  /** One bit a stem: set for those that training has met more than once. */
  readonly knownStems: Uint8Array
}

/** Bytes of `knownStems`. */
export const STEM_BYTES = 2 ** (STEM_BITS - 3)
const WORD_BYTES = SIZE * 2 ** WORD_BITS
const PIECE_BYTES = SIZE * 2 ** PIECE_BITS

/** What the models make of a response. */
export interface Opinion {
  /** The likeliest detail of the likeliest status. */
  readonly detail: Detail
  /** Probability of each of the model's details: the mean of both models' log odds. */
  readonly shares: readonly number[]
  /** The same by words and facts alone, and by pieces alone. */
  readonly byWords: readonly number[]
  readonly byPieces: readonly number[]
  /** Share of the words that occurred in training, 0 to 1; 1 where there are no words. */
  readonly familiarity: number
}

/*
 * File: 4 bytes 'ZRM3', length of the header as 4 bytes little-endian, the header as JSON, then
 * one bit a stem, then one signed byte a row and detail, words before pieces.
 */
const MAGIC = 0x334d525a
const PREFIX = 8

/** The model in a file that `storeModel` wrote. Throws `READ_ERROR` where the bytes are no such file. */
export function loadModel(bytes: Uint8Array): ResponseModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isModel = bytes.length > PREFIX && view.getUint32(0, true) === MAGIC
  const end = isModel ? PREFIX + view.getUint32(4, true) : 0
  const header = isModel && end < bytes.length ? readHeader(bytes.subarray(PREFIX, end)) : null
  const isFitting =
    header?.bits[0] === WORD_BITS &&
    header.bits[1] === PIECE_BITS &&
    header.details.join() === TOLD.join() &&
    bytes.length === end + STEM_BYTES + WORD_BYTES + PIECE_BYTES
  if (!header || !isFitting)
    throw new ZvitError(
      'READ_ERROR',
      'The model of responses is damaged or of another zvit; install zvit again, or train anew.',
    )
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset + end + STEM_BYTES)
  return {
    ...header,
    knownStems: bytes.subarray(end, end + STEM_BYTES),
    wordWeights: weights.subarray(0, WORD_BYTES),
    pieceWeights: weights.subarray(WORD_BYTES, WORD_BYTES + PIECE_BYTES),
  }
}

function readHeader(bytes: Uint8Array): ModelHeader | null {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as ModelHeader
  } catch {
    return null // The caller tells that the file is damaged.
  }
}

/** The bytes of a model's file; the same model gives the same bytes. */
export function storeModel({
  wordWeights,
  pieceWeights,
  knownStems,
  ...header
}: ResponseModel): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header))
  const bytes = new Uint8Array(PREFIX + json.length + STEM_BYTES + WORD_BYTES + PIECE_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, json.length, true)
  let at = PREFIX
  for (const part of [json, knownStems, bytesOf(wordWeights), bytesOf(pieceWeights)]) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

function bytesOf({ buffer, byteOffset, length }: Int8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length)
}

/** What two multinomial logistic regressions say; each group of features counts by the root of its size. */
export function predict(features: Features, model: ResponseModel): Opinion {
  const words = scoresOf(features.words, model.wordWeights, model.words)
  const pieces = scoresOf(features.pieces, model.pieceWeights, model.pieces)
  const shares = softmax(words.map((score, detail) => (score + (pieces[detail] ?? 0)) / 2))
  return {
    detail: likeliest(shares),
    shares,
    byWords: softmax(words),
    byPieces: softmax(pieces),
    familiarity: familiarityOf(features, model),
  }
}

/** The opinion where a detail cannot be: what it had speaks for no other. */
export function withoutDetail(opinion: Opinion, detail: Detail): Opinion {
  const kept = (shares: readonly number[]) =>
    shares.map((share, at) => (TOLD[at] === detail ? 0 : share))
  const shares = kept(opinion.shares)
  const [byWords, byPieces] = [kept(opinion.byWords), kept(opinion.byPieces)]
  return { ...opinion, detail: likeliest(shares), shares, byWords, byPieces }
}

/** The likeliest detail of the likeliest status. */
function likeliest(shares: readonly number[]): Detail {
  const byStatus = STATUSES.map((one) => statusShare(shares, one))
  const status = STATUSES[byStatus.indexOf(largest(byStatus))]
  let best: Detail = 'unclear'
  let most = -1
  for (let index = 0; index < SIZE; index += 1) {
    const detail = TOLD[index]
    const share = shares[index] ?? 0
    if (!detail || STATUS_OF[detail] !== status || share <= most) continue
    best = detail
    most = share
  }
  return best
}

function scoresOf(groups: readonly Group[], table: Int8Array, { units, bias }: Scale) {
  const scores = [...bias]
  for (const group of groups) {
    const sums = new Int32Array(SIZE)
    let count = group.rows.length
    for (let index = 0; index < group.units.length; index += 1) {
      const unit = group.units[index]
      if (!unit) continue
      count += unit.rows.length
      const own = unit.sumsIn(table, SIZE)
      for (let detail = 0; detail < SIZE; detail += 1)
        sums[detail] = (sums[detail] ?? 0) + (own[detail] ?? 0)
    }
    addRows(sums, group.rows, table)
    const scale = scaleOf(count)
    for (let detail = 0; detail < SIZE; detail += 1)
      scores[detail] = (scores[detail] ?? 0) + (sums[detail] ?? 0) * (units[detail] ?? 0) * scale
  }
  return scores
}

/** What one of so many features of a group counts, so that long responses are no surer than short ones. */
export function scaleOf(count: number): number {
  return 1 / Math.sqrt(Math.max(1, count))
}

export function softmax(scores: readonly number[]): readonly number[] {
  const highest = largest(scores)
  const powers: number[] = []
  let total = 0
  for (let index = 0; index < scores.length; index += 1) {
    const power = Math.exp((scores[index] ?? 0) - highest)
    powers.push(power)
    total += power
  }
  for (let index = 0; index < powers.length; index += 1)
    powers[index] = (powers[index] ?? 0) / total
  return powers
}

/** Probability that a status is right: of all its details. */
export function statusShare(shares: readonly number[], status: Status): number {
  let sum = 0
  for (let index = 0; index < SIZE; index += 1) {
    const detail = TOLD[index]
    if (detail && STATUS_OF[detail] === status) sum += shares[index] ?? 0
  }
  return sum
}

/** How much a word alone speaks for a detail rather than for others. */
export function wordWeight({ rows }: Word, detail: Detail, model: ResponseModel): number {
  const { units } = model.words
  const sums = rows.unit.sumsIn(model.wordWeights, SIZE)
  const weights = units.map((unit, at) => unit * (sums[at] ?? 0))
  const own = weights[TOLD.indexOf(detail)] ?? 0
  return own - (weights.reduce((sum, weight) => sum + weight, 0) - own) / (SIZE - 1)
}

/** Share of the stems that training has met more than once. */
function familiarityOf({ stems }: Features, { knownStems }: ResponseModel): number {
  if (stems.length === 0) return 1
  let known = 0
  for (const stem of stems)
    if (((knownStems[stem >>> 3] ?? 0) & (1 << (stem & 7))) !== 0) known += 1
  return known / stems.length
}
