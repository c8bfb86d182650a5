import type { Random } from '../corpus/random.ts'
import type { Row } from './content.ts'
import type { Choice } from './space.ts'

/** Words damaged as typists, printers and recognisers do; the truth has what is printed. */
const DAMAGES: Readonly<Record<string, (text: string, random: Random) => string>> = {
  torn: (text, random) =>
    inOneWord(text, random, 8, (word) => `${word.slice(0, 4)} ${word.slice(4)}`),
  glued: (text, random) => {
    const blanks = [...text.matchAll(/(?<=\p{Ll}) (?=\p{Ll})/gu)].map(({ index }) => index)
    if (blanks.length === 0) return text
    const at = random.pick(blanks)
    return text.slice(0, at) + text.slice(at + 1)
  },
  latin: (text, random) =>
    inOneWord(text, random, 5, (word) =>
      word.replaceAll('і', 'i').replaceAll('о', 'o').replaceAll('а', 'a').replaceAll('е', 'e'),
    ),
}

function inOneWord(
  text: string,
  random: Random,
  shortest: number,
  change: (word: string) => string,
): string {
  const words = [...text.matchAll(/(?<!\p{L})\p{Ll}+(?!\p{L})/gu)].filter(
    ([word]) => word.length >= shortest,
  )
  if (words.length === 0) return text
  const { 0: word, index } = random.pick(words)
  return text.slice(0, index) + change(word) + text.slice(index + word.length)
}

/** The rows with the damage of the form in their texts and numbers. */
export function damageTexts(rows: readonly Row[], form: Choice, random: Random): readonly Row[] {
  if (form.damage === 'number_lost') return withoutNumber(rows, random)
  const damage = DAMAGES[form.damage ?? '']
  if (!damage) return rows
  return rows.map((row) => {
    const text = random.chance(0.5) ? damage(row.text, random) : row.text
    const { response } = row
    const answer = random.chance(0.4) ? damage(response.text, random) : response.text
    return { ...row, text, response: { ...response, text: answer } }
  })
}

/** One number between two that are printed is lost. */
function withoutNumber(rows: readonly Row[], random: Random): readonly Row[] {
  const inside = rows.filter((row, at) => {
    const [before, after] = [rows[at - 1], rows[at + 1]]
    return before?.path.at(-1) === row.path.at(-1) && after?.path.at(-1) === row.path.at(-1)
  })
  if (inside.length === 0) return rows
  const lost = random.pick(inside)
  return rows.map((row) => (row === lost ? { ...row, label: null } : row))
}
