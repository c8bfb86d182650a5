import { COMMONEST, CYRILLIC_TWINS, LATIN_TWINS } from '../text/letters.ts'
import type { Glyphs, LayerFault } from './engine.ts'
import { findLayerFault } from './layer.ts'

/*
 * Fonts without a Unicode map give the codes of their letters: Windows-1251 is taken for Latin-1
 * («Çâ³ò» is «Звіт»). Others map letters to Latin ones of the same shape.
 */

const FIRST_HIGH = 0x80
const LAST_HIGH = 0xff
/** In no text that is not Ukrainian the commonest letters make up so much. */
const COMMON = new RegExp(`[${COMMONEST}]`, 'gu')
const LEAST_COMMON = 0.25
const LOOK_ALIKES = new Map(
  Array.from(`${LATIN_TWINS}Ïï`, (latin, index) => [
    latin.charCodeAt(0),
    `${CYRILLIC_TWINS}Її`.charCodeAt(index),
  ]),
)

/** `/`, `@` stand beside the parts of an address, which are Latin. */
const ADDRESS: ReadonlySet<number> = new Set([0x2f, 0x40])

interface Repaired {
  readonly glyphs: Glyphs
  /** Characters that were read as others than the file says. */
  readonly repaired: number
}

/** The characters of a page and what is still wrong with them. */
interface Checked extends Repaired {
  readonly fault: LayerFault | null
}

/**
 * The characters as the page shows them, where a wrong map of a whole page can be undone; of them
 * `broken` have no Unicode value.
 */
export function repairGlyphs(glyphs: Glyphs, broken: number): Checked {
  const fault = findLayerFault(glyphs)
  const { glyphs: better, repaired } = undo(glyphs, fault)
  if (repaired > 0) return { glyphs: better, repaired, fault: findLayerFault(better) }
  return { glyphs, repaired, fault: broken > 0 ? findLayerFault(glyphs, broken) : fault }
}

function undo(glyphs: Glyphs, fault: LayerFault | null): Repaired {
  switch (fault) {
    case 'foreign':
      return readAsWindows(glyphs)
    case 'look_alikes':
      return readLookAlikes(glyphs)
    case 'unmapped':
    case 'letters_lost':
    case 'strange':
    case 'torn':
    case null:
      return { glyphs, repaired: 0 }
  }
}

function readAsWindows(glyphs: Glyphs): Repaired {
  const bytes = Uint8Array.from({ length: LAST_HIGH - FIRST_HIGH + 1 }, (_, index) => index + 128)
  const letters = new TextDecoder('windows-1251').decode(bytes)
  const codes = glyphs.codes.map((code) =>
    code >= FIRST_HIGH && code <= LAST_HIGH ? letters.charCodeAt(code - FIRST_HIGH) : code,
  )
  const text = String.fromCodePoint(...codes.subarray(0, Math.min(glyphs.count, 2000)))
  const all = text.match(/\p{L}/gu)?.length ?? 0
  const isUkrainian = (text.match(COMMON)?.length ?? 0) > LEAST_COMMON * all
  return isUkrainian ? changed(glyphs, codes) : { glyphs, repaired: 0 }
}

function changed(glyphs: Glyphs, codes: Uint32Array): Repaired {
  let repaired = 0
  for (let index = 0; index < glyphs.count; index += 1)
    if (codes[index] !== glyphs.codes[index]) repaired += 1
  return { glyphs: { ...glyphs, codes }, repaired }
}

/** In words of both scripts, and in words that are nothing but look-alikes and no Roman number. */
function readLookAlikes(glyphs: Glyphs): Repaired {
  const codes = glyphs.codes.slice()
  let start = 0
  for (let index = 0; index <= glyphs.count; index += 1) {
    const isInside = index < glyphs.count && isLetter(glyphs.codes[index] ?? 0)
    if (isInside && glyphs.runOf[index] === glyphs.runOf[start]) continue
    if (!ADDRESS.has(codes[start - 1] ?? 0) && !ADDRESS.has(codes[index] ?? 0))
      repairWord(codes.subarray(start, index))
    start = isInside ? index : index + 1
  }
  return changed(glyphs, codes)
}

function isLetter(code: number): boolean {
  return code > 0x40 && /[\p{L}'’]/u.test(String.fromCodePoint(code))
}

const ROMAN: ReadonlySet<number> = new Set(Array.from('IVXLCDM', (digit) => digit.charCodeAt(0)))

function repairWord(word: Uint32Array): void {
  const isCyrillic = word.some((code) => code >= 0x0400 && code <= 0x04ff)
  const isAlike = word.every((code) => LOOK_ALIKES.has(code))
  const isRoman = word.every((code) => ROMAN.has(code))
  if (!isCyrillic && (!isAlike || isRoman)) return
  word.forEach((code, index) => {
    word[index] = LOOK_ALIKES.get(code) ?? code
  })
}
