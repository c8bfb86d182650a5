import { say } from '../resources.ts'
import { comparable, likeness, profileOf } from './likeness.ts'

/** What is known of a report before its measures are looked at; dates are ISO 8601. */
export interface Version {
  readonly reportKey: string
  readonly sourceName: string
  readonly sourcePart: number
  readonly sha256: string
  readonly programme: string | null
  readonly respondent: string | null
  readonly periodFrom: string | null
  readonly periodTo: string | null
  /** Whether text of the report was recognised from pictures. */
  readonly isRecognised: boolean
  /** Why it is on something else than was asked for; null where it is not, or a person says that it counts. */
  readonly foreign?: Rule | null
  /** Whether it counts as the manifest decides; undefined where the manifest does not say. */
  readonly decided?: boolean | undefined
  readonly responses: readonly string[]
}

/** Why a version counts or not; `docs/data.md` tells each. */
export type Rule =
  | 'only_answers'
  | 'facts_unknown'
  | 'same_bytes'
  | 'same_answers'
  | 'scan_of_the_same'
  | 'corrected_by_name'
  | 'later_by_name'
  | 'decided'
  | 'left_out'
  | 'other_programme'
  | 'other_period'
  | 'nothing_of_plan'

export interface Ruling {
  readonly counts: boolean
  readonly rule: Rule
  /** Whether it is on something else than was asked for. */
  readonly isForeign?: boolean
  /** The key of the report that counts instead; null where this one counts. */
  readonly insteadKey: string | null
  /** False where only the order of names told which version is the later one. */
  readonly isSure: boolean
}

/** Below this likeness a recognised response is another response, not the same one badly read. */
const SAME_RESPONSE = 0.8
/** Beginnings of words that a corrected report is named with, and those that its number follows. */
const CORRECTION = new RegExp(
  `${say('versions.corrected')}|(?<![\\p{L}\\p{N}])(?:${say('versions.edition')}) ?[2-9]`,
  'u',
)
const EXTENSION = /\.[^./]{1,5}$/
const NATURAL = new Intl.Collator('uk', { numeric: true })

/**
 * Which of the versions of each report counts. Programme, respondent, period and the number of the
 * report in its file say which report it is; where one of them is not known, a version is only
 * compared by its bytes. A resubmission that differs supersedes what came before; the same answers
 * in another file, or read from a scan, count once. What the manifest decides goes before all else.
 */
export function ruleVersions(versions: readonly Version[]): ReadonlyMap<string, Ruling> {
  const rulings = new Map<string, Ruling>()
  const apart = { counts: false, insteadKey: null, isSure: true }
  const meant = versions.filter(({ reportKey, foreign, decided }) => {
    const rule = decided === false ? 'left_out' : (foreign ?? null)
    if (rule !== null) rulings.set(reportKey, { ...apart, rule, isForeign: decided !== false })
    return rule === null
  })
  for (const group of groupBy(meant, identity).values())
    for (const [key, ruling] of ruleGroup(group)) rulings.set(key, ruling)
  return rulings
}

/** Groups of the values with equal keys, in the order of their first members. */
export function groupBy<Value>(
  values: Iterable<Value>,
  keyOf: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>()
  for (const value of values) {
    const group = groups.get(keyOf(value))
    if (group) group.push(value)
    else groups.set(keyOf(value), [value])
  }
  return groups
}

type Identified = Pick<
  Version,
  'programme' | 'respondent' | 'periodFrom' | 'periodTo' | 'sourcePart' | 'sha256'
>

/** Equal for versions of one report. */
export function identity(version: Identified): string {
  const { programme, respondent, periodFrom, periodTo, sourcePart, sha256 } = version
  if (programme === null || respondent === null || periodFrom === null)
    return JSON.stringify(['bytes', sha256, sourcePart])
  const facts = [comparable(programme), comparable(respondent), periodFrom, periodTo, sourcePart]
  return JSON.stringify(['facts', ...facts])
}

function ruleGroup(group: readonly Version[]): ReadonlyMap<string, Ruling> {
  const clusters = clustersOf([...group].sort(bySubmission))
  const last = clusters.at(-1)
  const rulings = new Map<string, Ruling>()
  if (last === undefined) return rulings
  const { best } = last
  const isDecided = best.decided === true
  const isTold =
    isDecided ||
    (isCorrection(best) && clusters.slice(0, -1).every((one) => !isCorrection(one.best)))
  const byName: Rule = isTold ? 'corrected_by_name' : 'later_by_name'
  const supersedes: Rule = isDecided ? 'decided' : byName
  const alone: Rule = isKnown(best) ? 'only_answers' : 'facts_unknown'
  const isSure = clusters.length === 1 || isTold
  for (const cluster of clusters)
    for (const version of cluster.versions) {
      const rule = cluster === last ? whySame(best, version) : supersedes
      rulings.set(version.reportKey, { counts: false, rule, insteadKey: best.reportKey, isSure })
    }
  const rule = clusters.length > 1 ? supersedes : alone
  return rulings.set(best.reportKey, { counts: true, rule, insteadKey: null, isSure })
}

/** Versions with the same answers, and the one of them that was not read from pictures. */
interface Cluster {
  best: Version
  readonly versions: Version[]
}

function clustersOf(versions: readonly Version[]): readonly Cluster[] {
  const clusters: Cluster[] = []
  for (const version of versions) {
    const same = clusters.find(({ best }) => isSame(best, version))
    if (same === undefined) clusters.push({ best: version, versions: [version] })
    else {
      same.versions.push(version)
      if (same.best.isRecognised && !version.isRecognised) same.best = version
    }
  }
  return clusters
}

function isSame(left: Version, right: Version): boolean {
  return left.sha256 === right.sha256 || sameAnswers(left, right)
}

function whySame(best: Version, version: Version): Rule {
  if (best.sha256 === version.sha256) return 'same_bytes'
  return version.isRecognised && !best.isRecognised ? 'scan_of_the_same' : 'same_answers'
}

/** Whether both give the same answers; what was recognised from a picture may differ a little. */
function sameAnswers(left: Version, right: Version): boolean {
  if (left.responses.length !== right.responses.length) return false
  const isRead = left.isRecognised || right.isRecognised
  return left.responses.every((response, index) => {
    const [one, other] = [comparable(response), comparable(right.responses[index] ?? '')]
    if (one.replaceAll(' ', '') === other.replaceAll(' ', '')) return true
    return isRead && likeness(profileOf(one), profileOf(other)) >= SAME_RESPONSE
  })
}

function bySubmission(left: Version, right: Version): number {
  return (
    Number(left.decided === true) - Number(right.decided === true) ||
    Number(isCorrection(left)) - Number(isCorrection(right)) ||
    NATURAL.compare(stem(left), stem(right)) ||
    (left.sourceName < right.sourceName ? -1 : 1)
  )
}

function isCorrection({ sourceName }: Version): boolean {
  return CORRECTION.test(sourceName.normalize('NFC').toLowerCase())
}

function stem({ sourceName }: Version): string {
  return sourceName.normalize('NFC').replace(EXTENSION, '')
}

function isKnown({ programme, respondent, periodFrom }: Version): boolean {
  return programme !== null && respondent !== null && periodFrom !== null
}
