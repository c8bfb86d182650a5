import type { Handler, Reading, Words } from './reading.ts'
import { CHARACTER_WORDS } from './words.ts'

const LONGEST_NAME = 256

/** Words inside the style sheet (RTF 1.9.1, «Style Sheet»): the names of paragraph styles. */
export function styleWords(): {
  readonly words: Words
  readonly write: (reading: Reading, text: string) => void
} {
  let number = 0
  let isParagraph = true
  let name = ''
  const other: Handler = () => {
    isParagraph = false
  }
  const words: Words = new Map([
    ...CHARACTER_WORDS,
    [
      's',
      (_, value) => {
        number = value ?? 0
      },
    ],
    ['cs', other],
    ['ds', other],
    ['ts', other],
  ])
  return {
    words,
    write: ({ styles }, text) => {
      const end = text.indexOf(';')
      if (name.length < LONGEST_NAME) name += end < 0 ? text : text.slice(0, end)
      if (end < 0) return
      if (isParagraph && name.trim() !== '') styles.set(number, name.normalize('NFC').trim())
      number = 0
      isParagraph = true
      name = ''
    },
  }
}
