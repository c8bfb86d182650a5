import type { Classes, Pattern, TextExample } from './class-rule.ts'
import type { Language } from './language.ts'
import type { Lexicon } from './lexicon.ts'

/*
 * A compiled grammar: plain JSON, made from YAML by the room `grammar`. Sources of regular
 * expressions take the flags `gu` and are matched against folded text.
 */

/** The levels of the tree, from the top down. */
export const LEVELS = ['part', 'section', 'item', 'measure'] as const
export type LevelName = (typeof LEVELS)[number]

/**
 * Shapes that a printed number can have. Where nothing is printed it is `none`, or `capitals` where
 * the words are in capitals; `word` is a number after a word of the level («Розділ 2»).
 */
export const LABEL_SHAPES = [
  'roman',
  'arabic',
  'decimal',
  'paren',
  'letter',
  'upper',
  'bullet',
  'none',
  'capitals',
  'word',
] as const
export type ShapeName = (typeof LABEL_SHAPES)[number]

export interface Level {
  /** What it costs that a heading of this level carries a label of that shape; absent: never. */
  readonly labels: Partial<Record<ShapeName, number>>
  /** Words that announce the level before its number («Розділ II»), as one source, or null. */
  readonly words: string | null
  /** Words that cite the level before its number («пункту 1 розділу I»), as one source, or null. */
  readonly cited: string | null
}

/** What a column holds; every role beyond the first six becomes `extra` of the measure. */
export const CORE_ROLES = [
  'number',
  'item',
  'measure',
  'deadline',
  'executors',
  'response',
] as const
export type CoreRole = (typeof CORE_ROLES)[number]

/**
 * Roles that the readings know. A second column of numbers belongs to the measures; columns left of
 * the items hold what these belong to: the direction the sections, the others the parts above them.
 */
export type FieldRole = CoreRole | 'measureNumber' | 'direction' | 'part' | 'upperPart'

export interface ColumnRole {
  readonly role: string
  /** Heading words, folded, letters and digits only. */
  readonly words: readonly string[]
  /** The same for words that cells hold as well («Структурні підрозділи»): only whole headings. */
  readonly exact: readonly string[]
  /** What a cell of such a column looks like; empty where nothing is said. */
  readonly content: readonly Pattern[]
  /** How the rest of a cell begins that a page has cut («2023 року»); mostly empty. */
  readonly fragments: readonly Pattern[]
  /** Words, each alone, that lead to what a cell looks like («до», «протягом»); mostly empty. */
  readonly leads: readonly Pattern[]
  /** Headings of a second such column, whose cells go on with the first («Співвиконавці»); mostly empty. */
  readonly further: readonly Pattern[]
  /** Words, each alone, that headings of the role are made of; mostly empty. */
  readonly hints: readonly Pattern[]
  /** What each evidence weighs for the role, in natural logarithms of odds; 0 where not given. */
  readonly weights: Readonly<Record<string, number>>
  readonly examples: readonly TextExample[]
}

/** Kinds of rows and paragraphs that hold no measure and are told by their words. */
export const ROW_KINDS = [
  'title',
  'title_line',
  'appendix',
  'preamble',
  'signature',
  'total_row',
  'passport',
  'page_furniture',
  'footnote',
  'answer',
  'rest',
  'letter',
] as const
export type RowKind = (typeof ROW_KINDS)[number]

export interface RowRule {
  readonly id: string
  readonly kind: RowKind
  readonly patterns: readonly Pattern[]
  readonly examples: readonly TextExample[]
}

/** What each step of a reading costs; the cheapest reading of the whole document wins. */
export const COST_NAMES = [
  'numberGap',
  'numberRepeated',
  'numberBackwards',
  'numberRepaired',
  'numberMissing',
  'parentDiffers',
  'parentMissing',
  'shapeChanges',
  'titleMissing',
  'lowerCaseStart',
  'impliedSection',
  'lateSection',
  'measureLikeItem',
  'flatMeasure',
  'emptySection',
  'emptyItem',
  'emptyItemLone',
  'labelIgnored',
  'levelWordUnknown',
  'layoutRows',
  'layoutFields',
  'layoutPoints',
  'layoutPairs',
  'layoutChanges',
  'untitledProse',
  'lineNumbered',
  'nextNumberIgnored',
  'nextHeadingIgnored',
  'answerUnread',
  'answerMissing',
  'labelUnread',
  'pointUnread',
  'contentUnlike',
  'responseMissing',
  'measureMissing',
  'measureAcross',
  'answersBlank',
  'answerCut',
  'executorsCut',
  'cellsDropped',
  'cellsShifted',
  'cellsShiftedInside',
  'cellsLostTwice',
  'continuation',
  'continuationInside',
  'continuationFilled',
  'continuationNumbered',
  'continuationCapital',
  'titleContinues',
  'titleCapital',
  'titleApart',
  'headingUnlike',
  'headingInAnswers',
  'headingOfFigures',
  'headingLong',
  'headingOfSentence',
  'headingLikePreamble',
  'headingLikeTitle',
  'headingInParagraph',
  'headingStyleIgnored',
  'measureInProse',
  'asideGoesOn',
  'asideLate',
  'belowTable',
  'fieldLineUnlike',
  'measureGoesOn',
  'fieldOfPoint',
  'answerUnlike',
  'sentenceUnlike',
  'insideTable',
  'insideTableCells',
  'insideTableMeasure',
  'titleAsPreamble',
  'lineAboveTable',
  'caption',
  'signatureUnlike',
  'rowOfFigures',
  'totalUnlike',
  'afterEnd',
  'newReport',
  'titleOfSentence',
  'newSheet',
  'untitledReport',
  'leadIn',
  'lineRepeated',
  'other',
  'otherMeasure',
] as const
export type CostName = (typeof COST_NAMES)[number]

/**
 * How sure a report and its rows are: what each doubt weighs against them, in natural logarithms of
 * odds; `always` is what speaks for one of which nothing is odd.
 */
export interface Certainty {
  readonly report: Readonly<Record<string, number>>
  /** The same for a row; `report` is what the odds of its report count for. */
  readonly row: Readonly<Record<string, number>>
  /** Chance of being right from which on a machine may load a report. */
  readonly load: number
}

export interface Grammar {
  readonly name: string
  readonly version: string
  /** SHA-256 of its YAML text, and of its model where it has one, hexadecimal. */
  readonly digest: string
  /** The file of a model of responses of its own, absolute. */
  readonly model?: string
  readonly levels: Record<LevelName, Level>
  readonly columns: readonly ColumnRole[]
  readonly rows: readonly RowRule[]
  readonly costs: Record<CostName, number>
  readonly certainty: Certainty
  readonly classes: Classes
  readonly bodies: Lexicon
  readonly language: Language
}
