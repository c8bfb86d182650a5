import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Random, randomOf } from '../../scripts/corpus/random.ts'
import { LEDGER, readDecisions } from '../../src/corrections/ledger.ts'
import { programmeReport } from './programme.ts'
import { MAIN, zvit } from './zvit.ts'

/*
 * An office whose people decide while its files are renamed and changed, read by other grammars and
 * manifests, and its runs killed. What a row truly is is known here, and not by what is read of it.
 */

const ANSWERS = [
  'Виконано',
  'Не належить до компетенції',
  'Висаджено 120 дерев уздовж вулиць, акт від 12.05.2016',
  'Роботу розпочато, завершення заплановано на наступний рік',
  '–',
]
const DETAILS = ['evidenced', 'stated', 'partial', 'planned', 'not_done', 'disclaimed', 'filler']
const VERBS = ['ремонт', 'прибирання', 'висаджування', 'обстеження', 'освітлення', 'фарбування']
const THINGS = ['парку', 'скверу', 'вулиці', 'мосту', 'майданчика', 'фонтана', 'ставка', 'алеї']

interface Row {
  readonly text: string
  answer: string
}

interface Paper {
  readonly body: string
  file: string
  rows: Row[]
}

/** What a test knows of a round that broke a law. */
export interface Office {
  readonly papers: readonly Paper[]
  /** Runs that were ended in their middle. */
  readonly killed: number
  readonly states: Readonly<Record<string, number>>
  readonly breaches: readonly string[]
}

/** Decides about every row, then rounds of changes, kills and imports; tells each breach of a law. */
export async function runOffice(
  folder: string,
  {
    bodies,
    measures,
    rounds,
    seed,
  }: Readonly<Record<'bodies' | 'measures' | 'rounds' | 'seed', number>>,
): Promise<Office> {
  const random = randomOf(String(seed))
  const { pick } = random
  const papers = Array.from(
    { length: bodies },
    (_, index): Paper => ({
      body: `Відділ № ${index + 1}`,
      file: `${index + 1}.txt`,
      rows: Array.from({ length: measures }, (__, row) => ({
        text: `${VERBS[row % VERBS.length]} ${THINGS[Math.floor(row / VERBS.length) % THINGS.length]} № ${row + 1}`,
        answer: pick(ANSWERS),
      })),
    }),
  )
  const breaches: string[] = []
  const run = (args: readonly string[]) => zvit(folder, args)
  lay(folder, papers, true)
  const importing = ['import', 'in', '--out', 'out']
  run([...importing, '--manifest', 'facts.csv'])
  let killed = 0

  const wanted = decide(folder, random, 'Ганна')
  const writing = ['correct', 'out', '--from', 'decided.csv']
  killed += await killSoon(spawnZvit(folder, writing), random.below(1500))
  const torn = ledgerOf(folder)
  run(writing)
  const whole = ledgerOf(folder)
  if (!whole.startsWith(torn)) breaches.push('what a killed writer left was rewritten')
  const { decisions } = readDecisions(whole)
  if (new Set(decisions.map(({ about }) => about.key)).size !== wanted)
    breaches.push(`of ${wanted} decisions ${decisions.length} are written`)

  for (let round = 1; round <= rounds; round += 1) {
    change(papers, random, round)
    const isTold = round % 3 !== 0
    lay(folder, papers, isTold)
    writeFileSync(
      join(folder, 'office.yaml'),
      `extends: programme-report\ngrammar: office\nversion: 1.0.${round}\nbodies: { ignored: [слово${round}] }\n`,
    )
    const grammar = round % 2 === 1 ? ['--grammar', 'office.yaml'] : []
    const args = [...importing, ...(isTold ? ['--manifest', 'facts.csv'] : []), ...grammar]
    killed += await killSoon(spawnZvit(folder, args), 300 + random.below(2500))
    run(args)
    if (ledgerOf(folder) !== whole) breaches.push(`round ${round}: the decisions changed`)
    breaches.push(...lawsBroken(folder, papers).map((breach) => `round ${round}: ${breach}`))
  }
  const states: Record<string, number> = {}
  for (const { state } of listed(folder)) states[state] = (states[state] ?? 0) + 1
  return { papers, killed, states, breaches }
}

function lay(folder: string, papers: readonly Paper[], isTold: boolean): void {
  rmSync(join(folder, 'in'), { recursive: true, force: true })
  mkdirSync(join(folder, 'in'), { recursive: true })
  const facts = ['file;respondent;programme;period']
  for (const { body, file, rows } of papers) {
    const measures = rows.map(({ text, answer }, index) => ({
      label: String(index + 1),
      text,
      executors: 'відділи міської ради',
      response: answer,
    }))
    writeFileSync(join(folder, 'in', file), programmeReport(measures))
    facts.push(`${file};${body};Програма «Місто»;2016`)
  }
  if (isTold) writeFileSync(join(folder, 'facts.csv'), facts.join('\n'))
}

/** A file of decisions about all rows; gives how many. */
function decide(folder: string, { pick }: Random, by: string): number {
  const { stdout } = zvit(folder, ['query', 'out', 'select key, responseText from allMeasures'])
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>)
  const quoted = (text = '') => `"${text.replaceAll('"', '""')}"`
  const lines = rows.map(
    ({ key, responseText }) => `${key};${pick(DETAILS)};${by};${quoted(responseText)}`,
  )
  writeFileSync(
    join(folder, 'decided.csv'),
    ['key;right status;by;responseText', ...lines].join('\n'),
  )
  return rows.length
}

/** Renames, rewords, renumbers and removes, a little each. */
function change(papers: Paper[], { below, chance, pick }: Random, round: number): void {
  for (const [index, paper] of papers.entries()) {
    if (chance(0.2)) paper.file = `${index + 1} v${round}.txt`
    if (chance(0.15))
      paper.rows.unshift({ text: `нагляд за роботами № ${round}`, answer: pick(ANSWERS) })
    if (chance(0.1)) paper.rows.splice(below(paper.rows.length), 1)
    for (const row of paper.rows) if (chance(0.02)) row.answer = `Роботу ${round} виконано`
  }
  if (round === REMOVED_IN) papers.splice(0, 1)
}

/** The round in which a paper goes for good. */
const REMOVED_IN = 5

function spawnZvit(folder: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { cwd: folder, stdio: 'ignore' })
}

/** Ends a run without warning; 1 where it had not ended by itself. */
async function killSoon(child: ChildProcess, milliseconds: number): Promise<number> {
  const ended = new Promise((resolve) => child.once('close', resolve))
  await Promise.race([ended, wait(milliseconds)])
  const isAlive = child.exitCode === null
  child.kill('SIGKILL')
  await ended
  return isAlive ? 1 : 0
}

function ledgerOf(folder: string): string {
  const file = join(folder, 'out', LEDGER)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

interface Listed {
  readonly id: string
  readonly state: string
}

function listed(folder: string): readonly Listed[] {
  const { stdout } = zvit(folder, ['correct', 'out', '--list', '--json'])
  return JSON.parse(stdout).corrections
}

const KNOWN_STATES = new Set(['applied', 'changed', 'gone'])

/** Every decision applies or is asked; what applies is about the same words of the same body; what is seen is what was decided. */
function lawsBroken(folder: string, papers: readonly Paper[]): readonly string[] {
  const ids = new Set(readDecisions(ledgerOf(folder)).decisions.map(({ id }) => id))
  const told = listed(folder)
  const breaches = told
    .filter(({ state }) => !KNOWN_STATES.has(state))
    .map(({ id, state }) => `${id} is ${state}`)
  for (const id of ids) if (!told.some((one) => one.id === id)) breaches.push(`${id} is lost`)
  const { stdout } = zvit(folder, [
    'query',
    'out',
    `select c.id, c.state, c.decided, c.measureText as judged, c.responseText as judgedAnswer,
       m.measureText, m.responseText, m.status, m.detail, m.correctedBy, m.sourceName
     from corrections c join allMeasures m using (reportKey, measureId)
     where c.state = 'applied'`,
  ])
  const bodyOf = new Map(papers.map(({ file, body }) => [file, body]))
  const judgedBody = new Map(
    readDecisions(ledgerOf(folder)).decisions.map(({ id, about }) => [id, about.respondent]),
  )
  const applied = stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  for (const row of applied) {
    if (row.judged !== row.measureText || row.judgedAnswer !== row.responseText)
      breaches.push(`${row.id} applies to other words: ${row.responseText}`)
    if (bodyOf.get(row.sourceName) !== judgedBody.get(row.id))
      breaches.push(`${row.id} applies to the words of ${bodyOf.get(row.sourceName)}`)
    const { class: judged } = JSON.parse(row.decided)
    if (row.status !== judged.status || row.detail !== judged.detail || row.correctedBy !== 'Ганна')
      breaches.push(`${row.id} is not seen in its row`)
  }
  const appliedIds = new Set(told.filter(({ state }) => state === 'applied').map(({ id }) => id))
  const seenIds = new Set(applied.map(({ id }) => id))
  for (const id of appliedIds) if (!seenIds.has(id)) breaches.push(`${id} applies nowhere`)
  const { stdout: others } = zvit(folder, [
    'query',
    'out',
    `select count(*) as rows from allMeasures m
     anti join (from corrections where state = 'applied') c using (reportKey, measureId)
     where correctedBy is not null`,
  ])
  if (JSON.parse(others).rows !== 0) breaches.push('rows are corrected that no decision applies to')
  return breaches
}
