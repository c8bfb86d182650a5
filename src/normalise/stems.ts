const ENDINGS =
  'ями|ами|ими|ого|ому|ові|еві|єю|ої|ою|ею|ій|ий|ім|им|их|іх|ям|ам|ах|ях|ів|їв|ей|ом|ем|ю|я|а|и|і|ї|у|е|є|о|ь|й'
const ENDING = new RegExp(`(?:${ENDINGS})$`, 'u')
const WHOLE_ENDING = new RegExp(`^і?(?:${ENDINGS})?$`, 'u')
const SHORTEST_STEM = 3

/** A folded word without its case ending and apostrophes; at least three letters stay. */
export function stem(word: string): string {
  const letters = word.replaceAll("'", '')
  const cut = letters.replace(ENDING, '')
  return cut.length >= SHORTEST_STEM ? cut : letters
}

/** True for what can follow a stem in some case («ії» of «адміністрації»), also for nothing. */
export function isEnding(letters: string): boolean {
  return WHOLE_ENDING.test(letters)
}
