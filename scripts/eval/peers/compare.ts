import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from '../../../src/index.ts'
import { flattenReport } from '../../../test/support/flat.ts'
import { compare, isRight, isWhole } from '../../../test/support/truth.ts'
import { readSources } from '../../corpus/sources.ts'
import { type CorpusFile, corpusFiles } from '../corpus.ts'
import { type Share, shareOf, shownShare } from '../share.ts'
import { textTable } from '../table.ts'
import { type Match, matchText } from './match.ts'
import { isInstalled, PEERS, type Peer } from './readers.ts'

const PAGE = fileURLToPath(new URL('../../../docs/evaluation.md', import.meta.url))
const [BEGIN, END] = ['<!-- peers: begin -->', '<!-- peers: end -->']

const HEADING = [
  'format',
  'reader',
  'documents',
  'refused',
  'whole rows',
  'numbers',
  'titles',
  'deadlines',
  'bodies',
  'statuses',
  'ms',
]

interface Outcome {
  readonly match: Match | null
  /** What an empty text would have. */
  readonly nothing: Match
  readonly bodies: Share | null
  readonly statuses: Share | null
  readonly milliseconds: number
}

type Run = (file: CorpusFile) => Promise<Omit<Outcome, 'nothing'>>

/**
 * Runs zvit and the other readers over the same files and prints one table, which it also writes
 * into docs/evaluation.md. zvit's rows are compared strictly, those of the others kindly.
 */
export async function comparePeers(only: string, tell: (line: string) => void): Promise<void> {
  const files = corpusFiles(tell).filter(
    ({ name, format }) => name.includes(only) && format !== 'scan',
  )
  const rows: string[][] = [HEADING]
  for (const format of new Set(files.map((file) => file.format))) {
    const own = files.filter((file) => file.format === format)
    rows.push(await rowOf('zvit', own, runZvit))
    for (const peer of PEERS[format]) {
      if (await isInstalled(peer)) rows.push(await rowOf(peer.name, own, runPeer(peer)))
      else tell(`${peer.name} is not installed: left out.`)
    }
  }
  if (rows.length === 1) return
  console.log(textTable(rows))
  if (only === '') save(textTable(rows, true))
}

async function rowOf(reader: string, files: readonly CorpusFile[], run: Run): Promise<string[]> {
  const outcomes: Outcome[] = []
  for (const file of files) outcomes.push({ nothing: nothingOf(file), ...(await run(file)) })
  const matches = outcomes.flatMap(({ match }) => (match ? [match] : []))
  // What a refused document holds counts as not found.
  const total = (read: (match: Match) => Share) =>
    shownShare(sum(outcomes.map(({ match, nothing }) => read(match ?? nothing))))
  const optional = (shares: readonly (Share | null)[]) => {
    const known = shares.filter((share) => share !== null)
    return known.length === 0 ? '–' : shownShare(sum(known))
  }
  const times = outcomes.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  return [
    files[0]?.format ?? '',
    reader,
    String(files.length),
    String(files.length - matches.length),
    total(({ rows }) => rows),
    total(({ numbers }) => numbers),
    total(({ titles }) => titles),
    total(({ deadlines }) => deadlines),
    optional(outcomes.map(({ bodies }) => bodies)),
    optional(outcomes.map(({ statuses }) => statuses)),
    (times[Math.floor(times.length / 2)] ?? 0).toFixed(1),
  ]
}

function nothingOf(file: CorpusFile): Match {
  const layout = layouts.get(file.report)
  if (!layout) throw new Error(`${file.name}: the written report '${file.report}' is gone.`)
  const { rows, numbers, titles, deadlines } = matchText('', file.truth(), layout)
  const none = ({ of }: Share) => ({ right: 0, of })
  return {
    rows: none(rows),
    numbers: none(numbers),
    titles: none(titles),
    deadlines: none(deadlines),
  }
}

function sum(shares: readonly Share[]): Share {
  return {
    right: shares.reduce((all, { right }) => all + right, 0),
    of: shares.reduce((all, { of }) => all + of, 0),
  }
}

const runZvit: Run = async (file) => {
  const { bytes, name, facts, truth } = file.open()
  const start = performance.now()
  const report = await parse(bytes, { name, ...facts }).catch(() => null)
  const milliseconds = performance.now() - start
  if (!report) return { match: null, bodies: null, statuses: null, milliseconds }
  const { pairs } = compare(truth, flattenReport(report))
  const measures = pairs.filter(({ expected }) => expected.level === 'measure')
  return {
    match: {
      rows: shareOf(measures.map(isWhole)),
      numbers: shareOf(pairs.map((pair) => isRight(pair, 'number'))),
      titles: shareOf(
        pairs.map((pair) => (pair.expected.values.title === '' ? null : isRight(pair, 'title'))),
      ),
      deadlines: shareOf(measures.map((pair) => isRight(pair, 'deadline'))),
    },
    bodies: shareOf(measures.map((pair) => isRight(pair, 'bodies'))),
    statuses: shareOf(measures.map((pair) => isRight(pair, 'status'))),
    milliseconds,
  }
}

const layouts = new Map(readSources().map(({ name, layout }) => [name, layout]))

function runPeer(peer: Peer): Run {
  return async (file) => {
    const { bytes } = file.open()
    const start = performance.now()
    const texts = await peer.read(bytes).catch(() => null)
    const milliseconds = performance.now() - start
    const layout = layouts.get(file.report)
    if (!texts || !layout) return { match: null, bodies: null, statuses: null, milliseconds }
    const matches = texts.map((text) => matchText(text, file.truth(), layout))
    const best = matches.reduce((one, other) => (other.rows.right > one.rows.right ? other : one))
    return { match: best, bodies: null, statuses: null, milliseconds }
  }
}

function save(table: string): void {
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : ''
  const [start, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (start < 0 || end < start)
    throw new Error(`docs/evaluation.md has no place for the table: ${BEGIN} … ${END}`)
  writeFileSync(PAGE, `${page.slice(0, start + BEGIN.length)}\n${table}\n${page.slice(end)}`)
}
