import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

/** Where the written truth of the two programmes and the documents made of it stand. */
export const PROGRAMMES = fileURLToPath(new URL('../../fixtures/programmes/', import.meta.url))

/** Name in the truth, words, executors. */
export type MeasureLine = readonly [name: string, text: string, executors: string]

export interface EditionSection {
  readonly section: string
  readonly items: readonly { readonly item: string; readonly measures: readonly MeasureLine[] }[]
}

/** Names of a programme, its edition (a year) and the body that reports. */
export type Of = readonly [programme: string, year: number, body: string]

/** A report as it was written; `fixtures/programmes/truth.yaml` tells what each key means. */
export interface WrittenReport {
  readonly file: string
  readonly of: Of
  readonly broken?: true
  readonly without?: readonly string[]
  readonly words?: Readonly<Record<string, string>>
  readonly own?: readonly { readonly after: string; readonly measure: MeasureLine }[]
  readonly sections?: readonly string[]
  readonly answers?: Readonly<Record<string, string>>
}

/** A report that was printed and scanned. */
export interface ScannedReport {
  readonly file: string
  readonly scanOf: string
}

export type YearBodyMeasure = readonly [year: number, body: string, measure: string]

export interface ProgrammesTruth {
  readonly bodies: Readonly<Record<string, string>>
  readonly roster: Readonly<Record<string, readonly string[]>>
  readonly programmes: Readonly<
    Record<
      string,
      {
        readonly title: string
        readonly editions: Readonly<Record<string, readonly EditionSection[]>>
      }
    >
  >
  readonly reports: readonly (WrittenReport | ScannedReport)[]
  readonly lists: {
    readonly blank: Readonly<Record<string, readonly YearBodyMeasure[]>>
    readonly disclaimed: Readonly<Record<string, readonly YearBodyMeasure[]>>
    readonly unclaimed: readonly (readonly [year: number, measure: string])[]
    readonly contradictions: Readonly<Record<string, readonly YearBodyMeasure[]>>
    readonly copied: readonly (readonly [number, readonly string[], readonly string[]])[]
    readonly changes: readonly (readonly [string, string, string, string, 'same'?])[]
  }
}

/** The truth as its author wrote it. */
export function readProgrammes(): ProgrammesTruth {
  return parse(readFileSync(`${PROGRAMMES}truth.yaml`, 'utf8')) as ProgrammesTruth
}

/** The reports that were written, those that only exist as scans left out. */
export function writtenReports({ reports }: ProgrammesTruth): readonly WrittenReport[] {
  return reports.filter((report) => 'of' in report)
}

/** The sections of a report: its edition with what the report itself changed. */
export function sectionsOf(
  { programmes }: ProgrammesTruth,
  { of: [programme, year], without = [], words = {}, own = [], sections }: WrittenReport,
): readonly EditionSection[] {
  const edition = programmes[programme]?.editions[year] ?? []
  const place = ({ section }: EditionSection) => sections?.indexOf(section) ?? 0
  const ordered = [...edition].sort((left, right) => place(left) - place(right))
  const changed = ordered.map(({ section, items }) => ({
    section,
    items: items.map(({ item, measures }) => ({
      item,
      measures: measures
        .flatMap((line) => [
          line,
          ...own.filter(({ after }) => after === line[0]).map(({ measure }) => measure),
        ])
        .filter(([name]) => !without.includes(name))
        .map(([name, text, executors]) => [name, words[name] ?? text, executors] as const),
    })),
  }))
  return changed.map(({ section, items }) => ({
    section,
    items: items.filter(({ measures }) => measures.length > 0),
  }))
}
