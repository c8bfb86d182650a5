import type { ReadingName } from '../decode/construct.ts'
import type { CostName } from '../model/grammar.ts'

/* What `zvit explain` says in place of the names of the grammar. */

const READINGS: Readonly<Record<ReadingName, string>> = {
  part: 'a part above the sections',
  section: 'the heading of a section',
  item: 'the title of an item',
  item_measure: 'an item and its first measure in one row',
  measure: 'a measure',
  continuation: 'the rest of the row before it',
  paragraph_continues: 'the rest of its paragraph',
  cited_answer: 'an answer to a measure that was told before',
  other_measures: 'a statement about all other measures',
  title_continues: 'the rest of the title before it',
  repetition: 'a heading printed again',
  column_heading: 'the headings of the columns',
  column_number: 'the numbers of the columns',
  field: 'a word that names a field, alone',
  field_line: 'a field behind the word that names it',
  title: 'the title of the report',
  title_line: 'another line of the title',
  preamble: 'words before the measures',
  signature: 'a signature',
  total_row: 'a row of totals',
  passport: 'a table about the programme, no measures',
  page_furniture: 'a running head, a page number or the like',
  footnote: 'a footnote',
  hidden: 'hidden text',
  blank: 'nothing but blanks',
  appendix: 'a line that tells which appendix this is',
  other: 'nothing that the grammar knows',
}

const COSTS: Readonly<Record<CostName, string>> = {
  numberGap: 'numbers are left out before it (4 after 2)',
  numberRepeated: 'the number was there already (2 after 2)',
  numberBackwards: 'the number goes back (2 after 5)',
  numberRepaired: 'the number is damaged and was repaired',
  numberMissing: 'no number is printed, but its neighbours have one',
  parentDiffers: 'the number belongs under another item (1.2 under 3)',
  parentMissing: 'the number names a part that is not printed (1.2, and no 1)',
  shapeChanges: 'the number is written otherwise than those before it',
  titleMissing: 'the item has no title',
  lowerCaseStart: 'a heading that begins with a small letter',
  impliedSection: 'no section stands above it',
  lateSection: 'measures without a section stand above the first one',
  measureLikeItem: 'a number such as items have',
  flatMeasure: 'a second measure without a number under one item',
  emptySection: 'the section before has no items',
  emptyItem: 'the item before has no measures',
  emptyItemLone: 'the item before has no measures, as those before it have',
  levelWordUnknown: 'the word before the number announces no known level',
  layoutRows: 'the first answer in a row of a table',
  layoutFields: 'the first answer behind a field word',
  layoutPoints: 'the first answer behind the number of a point',
  layoutPairs: 'the first answer in a paragraph of its own',
  layoutChanges: 'answers before it were given in another way',
  untitledProse: 'a measure outside a table, and the document has no title',
  lineNumbered: 'its number opens nothing',
  nextNumberIgnored: 'its number would be the next',
  nextHeadingIgnored: 'it looks like the headings of this report',
  answerUnread: 'it looks like an answer and answers nothing',
  answerMissing: 'the measure before has no answer',
  labelIgnored: 'a number at the beginning was taken for words',
  labelUnread: 'the cell for the number holds something else',
  pointUnread: 'a point of a letter that answers nothing',
  contentUnlike: 'a cell does not look like its column',
  responseMissing: 'the row has no cell for the response',
  measureMissing: 'answers without a measure',
  measureAcross: 'a measure that lies across the columns of its answers',
  answersBlank: 'neither deadline nor executors',
  answerCut: 'a response at the top of a page begins with a small letter',
  executorsCut: 'its executors begin with a small letter',
  cellsDropped: 'empty cells are missing at the left',
  cellsShifted: 'the cells stand under other columns',
  cellsShiftedInside: 'one cell lost in the middle of a row',
  cellsLostTwice: 'cells lost at both ends of a row',
  continuation: 'it goes on with the row before',
  continuationInside: 'it goes on with the row before in the middle of a page',
  continuationFilled: 'it goes on, though it has a deadline of its own',
  continuationNumbered: 'it goes on, though it has a number of its own',
  continuationCapital: 'it goes on, though it begins with a capital',
  titleContinues: 'a title that goes on in this row',
  titleCapital: 'the title goes on with a capital',
  titleApart: 'the rest of a title in a paragraph or row of its own',
  headingUnlike: 'a heading in one narrow cell',
  headingInAnswers: 'a heading in the column of an answer',
  headingOfFigures: 'a heading that is a figure alone, as of a page',
  headingLong: 'a very long heading',
  headingOfSentence: 'a heading without a number that ends as a sentence does',
  headingLikePreamble: 'a heading in words of a preamble',
  headingLikeTitle: 'a heading in words of a title',
  headingInParagraph: 'a heading outside the table',
  measureInProse: 'a measure outside a table',
  asideGoesOn: 'who and when go on in a sentence of its own',
  asideLate: 'who and when, without a word that says so, behind the answer',
  belowTable: 'a line below a table goes on with what stands in it',
  fieldLineUnlike: 'a line that looks like something new goes on with a field',
  measureGoesOn: 'a measure outside a table goes on in another line',
  fieldOfPoint: 'who and when, by a word for it, in a point that is answered',
  answerUnlike: 'an answer that looks like none',
  insideTable: 'words before the measures inside a table',
  insideTableCells: 'words before the measures in three cells of a table',
  insideTableMeasure: 'words before the measures, though it holds a measure and an answer',
  titleAsPreamble: 'words of a title that are taken for others',
  lineAboveTable: 'a line right above a table of measures that tells nothing',
  caption: 'a line right above a table that holds no measures',
  signatureUnlike: 'a line behind the measures without words of a signature',
  rowOfFigures: 'a row of figures in another table',
  totalUnlike: 'a row that fills no column of a measure',
  afterEnd: 'it stands after the signature',
  newReport: 'a second title: the file holds another report',
  titleOfSentence: 'a title that ends as a sentence does',
  newSheet: 'another report on the next sheet',
  untitledReport: 'another report without a title of its own',
  leadIn: 'another report begins with other words behind a signature',
  lineRepeated: 'the title again at the top of a page',
  other: 'no rule of the grammar wants it',
  otherMeasure: 'no rule of the grammar wants it, though it holds a measure and an answer',
}

const SHAPES: Readonly<Record<string, string>> = {
  roman: 'a Roman number',
  arabic: 'a number like «2.»',
  decimal: 'a number like «1.2.»',
  paren: 'a number like «2)»',
  letter: 'a letter like «б)»',
  upper: 'a letter like «Б.»',
  bullet: 'a bullet',
  none: 'no number',
  capitals: 'capitals and no number',
  word: 'a number after a word',
}

/** What a reading is, in words. */
export function readingInWords(reading: string): string {
  return Object.hasOwn(READINGS, reading) ? READINGS[reading as ReadingName] : reading
}

/** Why something was paid for, in words; '' for a name that nobody wrote words for. */
export function reasonInWords(rule: string): string {
  if (Object.hasOwn(COSTS, rule)) return COSTS[rule as CostName]
  const [level = '', shape = ''] = rule.split('.')
  const written = SHAPES[shape]
  return written === undefined ? '' : `${written} is seldom seen at the level '${level}'`
}

const CLEAR = 0.9
const CLOSE = 0.6

/** How near a second reading came, in words. */
export function sureInWords(structure: number): string {
  if (structure >= CLEAR) return 'no other reading came near'
  return structure >= CLOSE
    ? 'another reading was possible'
    : 'look at it, another reading was nearly as good'
}
