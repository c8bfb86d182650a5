import { openFont } from './fonts.ts'
import { LEVELS, type LevelDraft, type ListTables, openLevel } from './numbers.ts'
import { type Group, type Handler, own, printNothing, type Reading } from './reading.ts'
import { CHARACTER_WORDS } from './words.ts'

/*
 * Destinations that describe: fonts, styles, lists. What they say prints
 * nothing where it stands.
 */

const LONGEST_NAME = 256
const LONGEST_NUMBER_TEXT = 64
const MOST_OVERRIDES = 100_000

type Sink = Pick<Group, 'words' | 'write'>

/** The font table (RTF 1.9.1, «Font Table»): the text in it is the names of fonts. */
export const FONT_TABLE: Sink = {
  words: new Map<string, Handler>([
    [
      'f',
      ({ fonts }, value) => {
        fonts.current = openFont()
        fonts.byNumber.set(value ?? 0, fonts.current)
      },
    ],
    ['fcharset', ({ fonts }, value) => Object.assign(fonts.current, { charset: value })],
    ['cpg', ({ fonts }, value) => Object.assign(fonts.current, { codePage: value })],
  ]),
  write: ({ fonts: { current } }, text) => {
    if (current.name.length < LONGEST_NAME) current.name += text.replace(/;\s*$/, '')
  },
}

/** The style sheet (RTF 1.9.1, «Style Sheet»): the names of paragraph styles. */
export function styleSheet(): Sink {
  let number = 0
  let isParagraph = true
  let name = ''
  const other: Handler = () => {
    isParagraph = false
  }
  return {
    words: new Map([
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
    ]),
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

/** Changes what is being described, where anything is. */
function on<Part>(
  find: (tables: ListTables) => Part | undefined,
  change: (part: Part, value: number | null, reading: Reading) => void,
): Handler {
  return (reading, value) => {
    const part = find(reading.lists)
    if (part !== undefined) change(part, value, reading)
  }
}

const lastList = ({ lists }: ListTables) => lists.at(-1)
const lastOverride = ({ overrides }: ListTables) => overrides.at(-1)
const lastOverrideLevel = (tables: ListTables) => lastOverride(tables)?.levels.at(-1)

/** The list table (RTF 1.9.1, «List Table»). */
export const LIST_TABLE: Sink = {
  words: new Map<string, Handler>([
    ['list', ({ lists }) => lists.lists.push({ id: 0, levels: [] })],
    [
      'listlevel',
      on(lastList, ({ levels }) => {
        if (levels.length < LEVELS) levels.push(openLevel())
      }),
    ],
    ['listid', on(lastList, (list, value) => Object.assign(list, { id: value ?? 0 }))],
    ...levelWords((tables) => lastList(tables)?.levels.at(-1)),
  ]),
  write: printNothing,
}

/** The list override table (RTF 1.9.1, «List Override Table»). */
export const OVERRIDE_TABLE: Sink = {
  words: new Map<string, Handler>([
    [
      'listoverride',
      ({ lists: { overrides } }) => {
        if (overrides.length < MOST_OVERRIDES) overrides.push({ list: 0, number: 0, levels: [] })
      },
    ],
    [
      'listid',
      on(lastOverride, (override, value) => Object.assign(override, { list: value ?? 0 })),
    ],
    ['ls', on(lastOverride, (override, value) => Object.assign(override, { number: value ?? 0 }))],
    [
      'lfolevel',
      on(lastOverride, ({ levels }) => {
        if (levels.length < LEVELS) levels.push({ start: null, hasStart: false, level: null })
      }),
    ],
    [
      'listoverridestartat',
      on(lastOverrideLevel, (level) => Object.assign(level, { hasStart: true })),
    ],
    ['listlevel', on(lastOverrideLevel, (level) => Object.assign(level, { level: openLevel() }))],
    ...levelWords((tables) => lastOverrideLevel(tables)?.level ?? undefined),
    [
      'levelstartat',
      on(lastOverrideLevel, (override, value) => {
        Object.assign(override.level ?? override, { start: value ?? 1 })
      }),
    ],
  ]),
  write: printNothing,
}

function levelWords(
  find: (tables: ListTables) => LevelDraft | undefined,
): readonly (readonly [string, Handler])[] {
  const set = (change: (value: number | null) => Partial<LevelDraft>): Handler =>
    on(find, (level, value) => Object.assign(level, change(value)))
  const capture = (part: 'text' | 'positions'): Handler =>
    on(find, (level, _, reading) => {
      // The first character is the length; nothing longer is printed.
      const write = (_: Reading, text: string) => {
        if (level[part].length < LONGEST_NUMBER_TEXT) level[part] += text
      }
      Object.assign(own(reading), { write, words: new Map() })
    })
  return [
    ['levelnfc', set((value) => ({ format: value ?? 0 }))],
    ['levelnfcn', set((value) => ({ format: value ?? 0 }))],
    ['levelstartat', set((value) => ({ start: value ?? 1 }))],
    ['levellegal', set((value) => ({ isLegal: value !== 0 }))],
    ['levelpicture', set(() => ({ isPicture: true }))],
    ['levelnorestart', set((value) => ({ restart: value === 0 ? null : 0 }))],
    ['f', set((value) => ({ font: value ?? 0 }))],
    ['leveltext', capture('text')],
    ['levelnumbers', capture('positions')],
  ]
}
