import { type Line, linesOf, type PlanParagraph } from '../fixtures/plan.ts'
import { type FieldWords, type Head, labelOf, type Row } from './content.ts'
import type { Choice } from './space.ts'

/** Paragraphs in lines of their own. */
export function paragraphOf(
  lines: readonly Line[],
  style: PlanParagraph['style'] = 'plain',
): PlanParagraph {
  return { kind: 'paragraph', style, lines, startsPage: false }
}

/** Label and title of a heading; those above the section have no automatic numbers. */
export function headLines(head: Head, row: Row): readonly Line[] {
  const level = row.path.at(-1) === head ? 'item' : row.path.at(-2) === head ? 'section' : null
  const label = level && labelOf(row, level)
  if (label || !head.label) return linesOf(head.title, label)
  return linesOf(`${head.label} ${head.title}`)
}

/** A measure with deadline and executors in brackets behind it. */
export function inBrackets({ text, deadline, executors }: Row): string {
  const parts = [deadline.text, executors.text].filter((part) => part !== '')
  return parts.length > 0 ? `${text} (${parts.join('; ')})` : text
}

/** What stands in those brackets, told apart. */
export function apart({ text, deadline, executors, other }: Row): Row['other'] & object {
  return { ...other, text, deadline, executors }
}

/** A value behind the word that names it. */
export function fieldText(word: string, text: string, form: Choice): string {
  return `${word}${form.fieldSign === 'dash' ? ' –' : ':'} ${text}`
}

/** Lines of deadline and executors, each led by a field word. */
export function whenLines(row: Row, form: Choice, fields: FieldWords): readonly Line[] {
  const parts = (['deadline', 'executors'] as const).flatMap((role) => {
    const { text } = row[role]
    return text === '' ? [] : [fieldText(fields[role], text, form)]
  })
  return linesOf(parts.join(form.fieldLines === 'together' ? '; ' : '\n'))
}
