import { CORE_ROLES, type CoreRole, type Grammar } from '../../src/model/grammar.ts'
import { type DrawnGroup, drawnGroups } from '../../src/tables/columns.ts'
import {
  type Column,
  columnsOf,
  EVIDENCE_NAMES,
  type EvidenceName,
  evidenceOf,
} from '../../src/tables/evidence.ts'
import { headingLetters } from '../../src/tables/roles.ts'
import { isFilled, type Slot, type Unit } from '../../src/tables/units.ts'
import type { FlatRow } from '../../test/support/flat.ts'

/** A column of a table whose role the truth tells. */
export interface Example {
  /** The written report that it comes from. */
  readonly family: string
  /** Its document, heading and first cell, for people. */
  readonly told: string
  /** True where the grammar knows the heading. */
  readonly isNamed: boolean
  /** By role, in the order of `EVIDENCE_NAMES`. */
  readonly evidence: readonly (readonly number[])[]
  /** Index of its role among `CORE_ROLES`; as many for an extra. */
  readonly right: number
}

export const EXTRA = CORE_ROLES.length
/** A role is told where so many of the cells stand in the truth as one. */
const MOST = 0.5
/** Shorter values stand in others by chance. */
const SHORTEST_PART = 12

type Values = Readonly<Record<CoreRole, ReadonlySet<string>>>

/**
 * The columns of a document, each several times: as they are; under headings of which none, or only
 * some, are known; without a heading; and with columns taken away.
 */
export function examplesOf(
  rows: readonly Unit[],
  {
    truth,
    family,
    name,
    grammar,
  }: { truth: readonly FlatRow[]; family: string; name: string; grammar: Grammar },
  random: () => number,
): readonly Example[] {
  const values = valuesOf(truth)
  return drawnGroups(rows, grammar).flatMap((drawn) => {
    const rights = drawn.columns.map((column) => roleOf(column, values))
    const full = { drawn, rights }
    const plain = look(full, (one) => one)
    const less = (isAway: (right: number | null) => boolean) => without(full, isAway, grammar)
    const half = (column: Column) => (random() < 0.5 ? unknown(column) : column)
    return [
      ...plain,
      ...vague(plain),
      ...vague(look(full, half)),
      ...mixed(plain, random),
      ...mixed(plain, random),
      ...look(full, unknown),
      ...look(full, half),
      ...look(full, bare),
      ...look(less(isAnswer), half),
      ...look(less(isAnswer), unknown),
      ...look(
        less(() => random() < AWAY),
        half,
      ),
    ].map((example) => ({ ...example, family, told: `${name}: ${example.told}` }))
  })
}

/** What the cells look like: authors write otherwise than the grammar knows. */
const LOOKS: readonly EvidenceName[] = [
  'numbers',
  'dates',
  'bodies',
  'deeds',
  'answers',
  'labelled',
  'sentences',
  'capitals',
  'smalls',
]

/** The same columns if their cells looked like nothing. */
function vague<One extends Pick<Example, 'evidence'>>(examples: readonly One[]): readonly One[] {
  const blur = (value: number, index: number) =>
    LOOKS.includes(EVIDENCE_NAMES[index] ?? 'always') ? 0 : value
  return examples.map((one) => ({ ...one, evidence: one.evidence.map((row) => row.map(blur)) }))
}

/** What its heading and its place tell of a column. */
const OUTSIDE: readonly EvidenceName[] = [
  'always',
  'words',
  'wordsWhole',
  'wordsElse',
  'wordsOfItem',
  'hinted',
  'unfamiliar',
  'unheaded',
  'spanned',
  'first',
  'last',
  'position',
  'behindMeasure',
]

/** Headings that are known are right, whatever stands below: with the cells of another column. */
function mixed<One extends Pick<Example, 'evidence' | 'isNamed'>>(
  examples: readonly One[],
  random: () => number,
): readonly One[] {
  return examples
    .filter(({ isNamed }) => isNamed)
    .map((one) => {
      const other = examples[Math.floor(random() * examples.length)] ?? one
      const evidence = one.evidence.map((row, role) =>
        row.map((value, index) =>
          OUTSIDE.includes(EVIDENCE_NAMES[index] ?? 'always')
            ? value
            : (other.evidence[role]?.[index] ?? 0),
        ),
      )
      return { ...one, evidence }
    })
}

/** Share of the columns that are taken away. */
const AWAY = 0.25

function look({ drawn: { columns }, rights }: View, change: (column: Column) => Column) {
  return columns.map(change).flatMap((column, index) => exampleOf(column, rights, index))
}

interface View {
  readonly drawn: DrawnGroup
  readonly rights: readonly (number | null)[]
}

function isAnswer(right: number | null): boolean {
  return right === CORE_ROLES.indexOf('response')
}

/** A table without some of its columns. */
function without(
  { drawn, rights }: View,
  isAway: (right: number | null) => boolean,
  grammar: Grammar,
): View {
  const kept = rights.flatMap((right, index) => (isAway(right) ? [] : [index]))
  const rows = drawn.rows.map((unit) => ({
    ...unit,
    slots: unit.slots.flatMap((slot) => {
      const column = kept.indexOf(slot.column)
      return column < 0 ? [] : [{ ...slot, column, columnSpan: 1 }]
    }),
  }))
  const headings = kept.flatMap((index) => drawn.columns[index]?.heading ?? [])
  return {
    drawn: {
      ...drawn,
      rows,
      columns: columnsOf(rows, headings, grammar),
    },
    rights: kept.map((index) => rights[index] ?? null),
  }
}

const NONE: ReadonlyMap<string, number> = new Map()

function unknown(column: Column): Column {
  return { ...column, named: NONE, namedAbove: NONE, hinted: [] }
}

function bare(column: Column): Column {
  return { ...unknown(column), heading: { lowest: null, above: null } }
}

function exampleOf(
  column: Column,
  rights: readonly (number | null)[],
  index: number,
): readonly Omit<Example, 'family'>[] {
  const right = rights[index] ?? null
  if (right === null) return []
  const measure = rights.indexOf(CORE_ROLES.indexOf('measure'))
  const isBehind = measure >= 0 && measure < index ? 1 : 0
  const found = evidenceOf(column)
  const evidence = CORE_ROLES.map((role) =>
    EVIDENCE_NAMES.map((name) => (name === 'behindMeasure' ? isBehind : found[role][name])),
  )
  const heading = column.heading.lowest?.text ?? '–'
  const told = `${heading}${column.named.size > 0 ? '' : ' (unknown)'} | ${column.filled[0]?.text.slice(0, 40)}`
  return [{ evidence, right, isNamed: column.named.size > 0, told: told.replace(/\s+/g, ' ') }]
}

function valuesOf(truth: readonly FlatRow[]): Values {
  const of = (level: FlatRow['level'] | null, field: string) =>
    new Set(
      truth
        .filter((row) => level === null || row.level === level)
        .map(({ values }) => headingLetters(values[field] ?? ''))
        .filter((text) => text !== ''),
    )
  const parents = truth.flatMap(
    ({ values }) => JSON.parse(values.parents ?? '[]') as [string | null, string][],
  )
  const parentsOf = (at: 0 | 1) =>
    parents.map((parent) => headingLetters(parent[at] ?? '')).filter(Boolean)
  return {
    number: new Set([...of(null, 'label'), ...of(null, 'number'), ...parentsOf(0)]),
    item: new Set([...of('item', 'title'), ...of('section', 'title'), ...parentsOf(1)]),
    measure: of('measure', 'text'),
    deadline: of('measure', 'deadlineText'),
    executors: of('measure', 'executorsText'),
    response: of('measure', 'responseText'),
  }
}

/** The role whose values stand in most of the cells; null where nothing stands in them. */
function roleOf({ filled }: Column, values: Values): number | null {
  if (filled.length === 0) return null
  const shares = CORE_ROLES.map(
    (role) => filled.filter((slot) => isOf(slot, role, values)).length / filled.length,
  )
  const best = shares.indexOf(Math.max(...shares))
  // A column of two roles is neither.
  if (shares.filter((share) => share >= MOST).length > 1) return null
  return (shares[best] ?? 0) >= MOST ? best : EXTRA
}

function isOf(slot: Slot, role: CoreRole, values: Values): boolean {
  if (!isFilled(slot)) return false
  const text = headingLetters(slot.text)
  if (role === 'number')
    return slot.text.length < SHORTEST_PART && (slot.marker !== null || values.number.has(text))
  if (values[role].has(text)) return true
  if (text.length < SHORTEST_PART) return false
  for (const value of values[role])
    if (value.length >= SHORTEST_PART && (value.includes(text) || text.includes(value))) return true
  return false
}
