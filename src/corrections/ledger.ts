import { hash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Check } from 'typebox/value'
import { ZvitError } from '../model/error.ts'
import { type Decision, DecisionSchema, isClass, type Known } from './decision.ts'

/** Where decisions lie in a results folder. */
export const LEDGER = 'corrections.ndjson'
const ID_LENGTH = 16
const LINE_END = '\n'

/** What a file of decisions holds. */
export interface Ledger {
  readonly decisions: readonly Known[]
  /** 1-based numbers of the lines that are no decision: torn by a kill, or by somebody's editor. */
  readonly odd: readonly number[]
}

/** Keeps others from appending until the function that it gives is called. */
export type Hold = () => Promise<() => Promise<void>>

/** The decisions of a results folder, none where nobody has decided anything. */
export async function readLedger(folder: string): Promise<Ledger> {
  return readDecisions((await textOf(path.join(folder, LEDGER))) ?? '')
}

/** The decisions of a text, each once, in its order. */
export function readDecisions(text: string): Ledger {
  const decisions = new Map<string, Known>()
  const odd: number[] = []
  for (const [index, written] of text.split(LINE_END).entries()) {
    const line = written.trim()
    if (line === '') continue
    const decision = readDecision(line)
    if (decision === null) odd.push(index + 1)
    else decisions.set(decision.id, decision)
  }
  return { decisions: [...decisions.values()], odd }
}

function readDecision(line: string): Known | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null // Told as odd: what a kill left of a line is no JSON.
  }
  if (!Check(DecisionSchema, value)) return null
  if (value.decided.class && !isClass(value.decided.class)) return null
  return { ...value, id: idOf(line) }
}

/** The id of a decision by its line. */
export function idOf(line: string): string {
  return hash('sha256', line, 'hex').slice(0, ID_LENGTH)
}

/**
 * Appends to the decisions of a folder those that are made of them, all or, where the process is killed
 * meanwhile, some. They are on the disk when it returns. Throws what the disk throws.
 */
export async function appendDecisions(
  folder: string,
  hold: Hold,
  make: (known: readonly Known[]) => Promise<readonly Decision[]>,
): Promise<void> {
  const release = await hold()
  try {
    const { decisions } = await readLedger(folder)
    await append(folder, (await make(decisions)).map(lineOf))
  } finally {
    await release()
  }
}

function lineOf(decision: Decision): string {
  const line = JSON.stringify(decision)
  // Nothing is written that would be told as odd when it is read.
  if (readDecision(line) === null)
    throw new ZvitError(
      'USAGE',
      `What ${decision.by} decides about ${decision.about.measureId} is no decision.`,
    )
  return line
}

/**
 * Appends the decisions of another file that the folder does not have, as their lines stand there.
 * Gives those that are new, and what of the other file is no decision.
 */
export async function mergeLedger(folder: string, text: string, hold: Hold): Promise<Ledger> {
  const { decisions, odd } = readDecisions(text)
  const lines = new Map(text.split(LINE_END).map((line) => [idOf(line.trim()), line.trim()]))
  const release = await hold()
  try {
    const known = new Set((await readLedger(folder)).decisions.map(({ id }) => id))
    const fresh = decisions.filter(({ id }) => !known.has(id))
    await append(
      folder,
      fresh.flatMap(({ id }) => lines.get(id) ?? []),
    )
    return { decisions: fresh, odd }
  } finally {
    await release()
  }
}

async function append(folder: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return
  const handle = await open(path.join(folder, LEDGER), 'a+')
  try {
    // What a kill left of a line must not swallow the next one.
    const start = (await isLineOpen(handle)) ? LINE_END : ''
    await handle.appendFile(start + lines.map((line) => line + LINE_END).join(''))
    await handle.datasync()
  } finally {
    await handle.close()
  }
}

async function isLineOpen(handle: Awaited<ReturnType<typeof open>>): Promise<boolean> {
  const { size } = await handle.stat()
  if (size === 0) return false
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer.toString() !== LINE_END
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error
  }
}
