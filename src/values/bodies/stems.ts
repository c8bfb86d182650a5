const ENDINGS = new Set(
  'ями ами ими ого ому ові еві єю ої ою ею ій ий ім им их іх ям ам ах ях ів їв ей ом ем ю я а и і ї у е є о ь й'.split(
    ' ',
  ),
)
const LONGEST_ENDING = 3
const SHORTEST_STEM = 3

/** A folded word without its case ending and apostrophes; at least three letters stay. */
export function stem(word: string): string {
  const letters = word.replaceAll("'", '')
  for (let length = LONGEST_ENDING; length > 0; length -= 1)
    if (ENDINGS.has(letters.slice(-length)) && letters.length > length)
      return letters.length - length >= SHORTEST_STEM ? letters.slice(0, -length) : letters
  return letters
}

/** True for what can follow a stem in some case («ії» of «адміністрації»), also for nothing. */
export function isEnding(letters: string): boolean {
  const rest = letters.startsWith('і') ? letters.slice(1) : letters
  return rest === '' || ENDINGS.has(letters) || ENDINGS.has(rest)
}
