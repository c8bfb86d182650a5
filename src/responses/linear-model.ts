import { ZvitError } from '../model/error.ts'
import { DETAILS, type Detail, STATUS_OF, type Status } from '../model/vocabulary.ts'
import { largest } from '../text/lists.ts'
import type { Features } from './features.ts'
import { FEATURE_BITS, STEM_BITS } from './words.ts'

/** Details that the words of a response tell; the others are told by its cell. */
export const TOLD: readonly Detail[] = DETAILS.filter(
  (detail) => detail !== 'empty' && detail !== 'missing',
)

/** What stands in the header of a model's file, as JSON. */
interface ModelHeader {
  readonly bits: number
  /** Digest of the lines and rules that it was made from. */
  readonly madeFrom: string
  readonly details: readonly Detail[]
  /** Per detail: what one unit of its weights is worth, and its constant. */
  readonly units: readonly number[]
  readonly bias: readonly number[]
  /** Weights of the grounds in the order of `GROUNDS`, constant first. */
  readonly confidence: readonly number[]
  /** Answers that are surer than this need no second look. */
  readonly reviewBelow: number
}

/** A trained model: for each row one weight a detail. */
export interface LinearModel extends ModelHeader {
  readonly weights: Int8Array
  /** One bit a stem: set for those that training has met more than once. */
  readonly knownStems: Uint8Array
}

/** Bytes of `knownStems`. */
export const STEM_BYTES = 2 ** (STEM_BITS - 3)

/** What a model makes of a response. */
export interface Opinion {
  readonly detail: Detail
  /** Probability of each of the model's details. */
  readonly shares: readonly number[]
  /** The same by the words alone, and by the clauses and rules alone. */
  readonly byText: readonly number[]
  readonly byFacts: readonly number[]
  /** Share of the words that occurred in training, 0 to 1; 1 where there are no words. */
  readonly familiarity: number
}

/*
 * File: 4 bytes 'ZRM1', length of the header as 4 bytes little-endian, the header as JSON, then
 * one bit a stem, then one signed byte a row and detail.
 */
const MAGIC = 0x314d525a
const PREFIX = 8

/** The model in a file that `storeModel` wrote. Throws `READ_ERROR` where the bytes are no such file. */
export function loadModel(bytes: Uint8Array): LinearModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isModel = bytes.length > PREFIX && view.getUint32(0, true) === MAGIC
  const end = isModel ? PREFIX + view.getUint32(4, true) : 0
  if (isModel && end < bytes.length) {
    const header = readHeader(bytes.subarray(PREFIX, end))
    const knownStems = bytes.subarray(end, end + STEM_BYTES)
    const weights = new Int8Array(bytes.buffer, bytes.byteOffset + end + knownStems.length)
    const size = (header?.details.length ?? 0) * 2 ** FEATURE_BITS
    if (header?.bits === FEATURE_BITS && bytes.length === end + STEM_BYTES + size)
      return { ...header, knownStems, weights: weights.subarray(0, size) }
  }
  throw new ZvitError('READ_ERROR', 'The model of responses is damaged; install zvit again.')
}

function readHeader(bytes: Uint8Array): ModelHeader | null {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as ModelHeader
  } catch {
    return null // The caller tells that the file is damaged.
  }
}

/** The bytes of a model's file; the same model gives the same bytes. */
export function storeModel({ weights, knownStems, ...header }: LinearModel): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header))
  const bytes = new Uint8Array(PREFIX + json.length + knownStems.length + weights.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, json.length, true)
  bytes.set(json, PREFIX)
  bytes.set(knownStems, PREFIX + json.length)
  const all = new Uint8Array(weights.buffer, weights.byteOffset, weights.length)
  bytes.set(all, PREFIX + json.length + knownStems.length)
  return bytes
}

/** Multinomial logistic regression: each group of features counts by the root of its size. */
export function predict(features: Features, model: LinearModel): Opinion {
  const { details, bias } = model
  const text = scoresOf(features.text, model)
  const facts = scoresOf(features.facts, model)
  const shares = softmax(
    bias.map((score, index) => score + (text[index] ?? 0) + (facts[index] ?? 0)),
  )
  const best = shares.indexOf(largest(shares))
  return {
    detail: details[best] ?? 'unclear',
    shares,
    byText: softmax(text),
    byFacts: softmax(facts),
    familiarity: familiarityOf(features, model),
  }
}

function scoresOf(
  rows: readonly number[],
  { details, units, weights }: LinearModel,
): readonly number[] {
  const size = details.length
  const scale = scaleOf(rows)
  const scores: number[] = []
  for (let detail = 0; detail < size; detail += 1)
    scores.push(sumOf(rows, weights, { size, detail }) * (units[detail] ?? 0) * scale)
  return scores
}

/** Detail by detail, so that the sum stays in a register; the rows are near after the first. */
function sumOf(
  rows: readonly number[],
  weights: Int8Array,
  { size, detail }: { readonly size: number; readonly detail: number },
): number {
  let sum = 0
  for (let index = 0; index < rows.length; index += 1)
    sum += weights[(rows[index] ?? 0) * size + detail] ?? 0
  return sum
}

/** What one feature of a group counts, so that long responses are no surer than short ones. */
export function scaleOf(rows: readonly number[]): number {
  return 1 / Math.sqrt(Math.max(1, rows.length))
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
export function statusShare(shares: readonly number[], status: Status, model: LinearModel): number {
  let sum = 0
  for (let index = 0; index < shares.length; index += 1) {
    const detail = model.details[index]
    if (detail && STATUS_OF[detail] === status) sum += shares[index] ?? 0
  }
  return sum
}

/** Share of the stems that training has met more than once. */
function familiarityOf({ stems }: Features, { knownStems }: LinearModel): number {
  if (stems.length === 0) return 1
  let known = 0
  for (const stem of stems)
    if (((knownStems[stem >>> 3] ?? 0) & (1 << (stem & 7))) !== 0) known += 1
  return known / stems.length
}
