/*
 * Codes 0x20 to 0xFE of the font Symbol as characters (Unicode consortium, VENDORS/ADOBE/symbol.txt;
 * brackets in pieces and the undefined codes stand as U+FFFD).
 */
const SYMBOL =
  ' !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼' +
  `${'\ufffd'.repeat(33)}€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓` +
  `◊⟨®©™∑${'\ufffd'.repeat(10)}⟩∫`

// Only what documents use: marks, boxes, arrows, circled numbers (Wingdings to Unicode, L2/12-368).
const WINGDINGS = codes({
  32: ' ',
  40: '☎',
  42: '✉',
  63: '✍',
  70: '☞',
  74: '☺',
  76: '☹',
  108: '●',
  109: '❍',
  110: '■',
  111: '□',
  113: '❑',
  114: '❒',
  117: '◆',
  118: '❖',
  119: '⬥',
  158: '·',
  159: '•',
  161: '○',
  167: '▪',
  168: '◻',
  171: '★',
  216: '➢',
  220: '➲',
  223: '←',
  224: '→',
  225: '↑',
  226: '↓',
  232: '➔',
  239: '⇦',
  240: '⇨',
  251: '✗',
  252: '✓',
  253: '☒',
  254: '☑',
})
const WINGDINGS_2 = codes({
  32: ' ',
  79: '✗',
  80: '✓',
  81: '☒',
  82: '☑',
  83: '☒',
  84: '☒',
  163: '□',
})
const FONTS: ReadonlyMap<string, (code: number) => string | undefined> = new Map([
  ['symbol', (code: number) => SYMBOL[code - 0x20]],
  ['wingdings', (code: number) => wingdings(code)],
  ['wingdings 2', (code: number) => WINGDINGS_2.get(code)],
])
const UNKNOWN = '\ufffd'

/** Whether the letters of a font are pictures. */
export function isSymbolFont(font: string | null): boolean {
  return font !== null && /^(?:symbol|wingdings|webdings)/i.test(font)
}

/**
 * The character of a `w:sym` (ECMA-376 Part 1, 17.3.3.30): one UTF-16 unit, U+FFFD where the font
 * is not known or has no such character.
 */
export function symbolCharacter(font: string | null, code: string | null): string {
  if (code === null || !/^[0-9a-f]{1,4}$/i.test(code)) return UNKNOWN
  const value = Number.parseInt(code, 16)
  const isPrivate = value >= 0xf000 && value <= 0xf0ff
  const find = FONTS.get(font?.toLowerCase() ?? '')
  if (find !== undefined && (isPrivate || value <= 0xff)) return find(value & 0xff) ?? UNKNOWN
  const isCharacter = value >= 0x20 && (value < 0xd800 || value > 0xf8ff) && value < 0xfffe
  return isCharacter && !isSymbolFont(font) ? String.fromCharCode(value) : UNKNOWN
}

function wingdings(code: number): string | undefined {
  if (code >= 0x81 && code <= 0x8a) return String.fromCharCode(0x2460 + code - 0x81)
  if (code >= 0x8c && code <= 0x95) return String.fromCharCode(0x2776 + code - 0x8c)
  return WINGDINGS.get(code)
}

function codes(characters: Record<number, string>): ReadonlyMap<number, string> {
  return new Map(Object.entries(characters).map(([code, character]) => [Number(code), character]))
}
