import { parseArgs } from 'node:util'
import { ZvitError } from '../model/error.ts'
import { type Texts, textsOf } from '../resources.ts'

/* What people read on the terminal, in their language; codes and what programs read have none. */

const LANGUAGES = ['uk', 'en'] as const
/** What tells the language of a process, the first that is set (POSIX, 8.2). */
const LOCALE = ['LC_ALL', 'LC_MESSAGES', 'LANG']

let language: string = 'en'
let isTyped = false

/**
 * The arguments without `--lang`, whose language is spoken from now on, else that of the locale. Throws `USAGE` for a
 * language that has no words.
 */
export function takeLanguage(given: readonly string[]): readonly string[] {
  const locale = LOCALE.map((name) => process.env[name]).find(Boolean) ?? ''
  language = /^uk(?:[_.@-]|$)/i.test(locale) ? 'uk' : 'en'
  isTyped = false
  const { tokens } = parseArgs({ args: [...given], strict: false, options: LANG, tokens: true })
  const taken = new Set<number>()
  for (const token of tokens) {
    if (token.kind !== 'option' || token.rawName !== '--lang') continue
    taken.add(token.index)
    if (token.inlineValue !== true) taken.add(token.index + 1)
    speak(token.value ?? '')
    isTyped = true
  }
  return given.filter((_, index) => !taken.has(index))
}

const LANG = { lang: { type: 'string' } } as const

/** Speaks the language that settings ask for, where none was typed. Throws `USAGE` as `takeLanguage` does. */
export function speakAsSettingsSay(name: string): void {
  if (!isTyped) speak(name)
}

function speak(name: string): void {
  if (!LANGUAGES.some((known) => known === name))
    throw new ZvitError('USAGE', `Unknown language '${name}'. Known: ${LANGUAGES.join(', ')}.`)
  language = name
}

/** Whether people are told things in Ukrainian. */
export function speaksUkrainian(): boolean {
  return language === 'uk'
}

/** Forms of a word behind a number, in the order in which texts have them. */
const FORMS: Readonly<Record<string, readonly Intl.LDMLPluralRule[]>> = {
  en: ['one', 'other'],
  uk: ['one', 'few', 'many'],
}

/**
 * A text in the language of the reader, `{name}` in it replaced by the value of that name, `{count:file|files}` by the
 * form of the word that the number asks for. Throws where there is no such text: a fault of the program.
 */
export function words(key: string, values: Readonly<Record<string, unknown>> = {}): string {
  const text = wordsOrNull(key)
  if (text === null) throw new RangeError(`locales/terminal.${language}.json has no text «${key}».`)
  return text.replace(/\{(\w+)(?::([^{}]*))?\}/g, (whole, name: string, forms?: string) => {
    if (!Object.hasOwn(values, name)) return whole
    if (forms === undefined) return String(values[name])
    const form = new Intl.PluralRules(language).select(Number(values[name]))
    return forms.split('|').at(FORMS[language]?.indexOf(form) ?? 0) ?? forms
  })
}

/** A number with so many decimals, behind the comma or the point of the language. */
export function decimal(value: number, digits: number): string {
  return written(value.toFixed(digits))
}

/** A number behind the comma or the point of the language. */
export function written(value: number | string): string {
  return speaksUkrainian() ? String(value).replace('.', ',') : String(value)
}

/** The text as it stands, null where there is none. */
export function wordsOrNull(key: string): string | null {
  return textsOf(`terminal.${language}`)[key] ?? null
}

/** What an option takes (`NAME|FILE`), its words in capitals in the language of the reader. */
export function inWords(value: string): string {
  return value.replace(/\b[A-Z]+\b/g, (word) => wordsOrNull(`values.${word}`) ?? word)
}

/** What stands between brackets in a template of a message. */
const SLOT = /\{\w+\}/

interface Template {
  readonly shape: RegExp
  readonly translation: string
}

let templates: readonly Template[] | null = null

/**
 * A message of the library, which is in English wherever programs read it, in the language of the reader; what
 * nobody has translated stays as it is. The words in it that are messages themselves are translated, too.
 */
export function translated(message: string, isWanted = speaksUkrainian()): string {
  if (!isWanted) return message
  const known = textsOf('messages.uk')
  const direct = known[message]
  if (direct !== undefined) return direct
  templates ??= templatesOf(known)
  for (const { shape, translation } of templates) {
    const slots = shape.exec(message)
    if (slots)
      return translation.replace(/\{(\d)\}/g, (_, slot) =>
        translated(slots[Number(slot) + 1] ?? '', true),
      )
  }
  return message
}

/** Those with more words of their own first: others may fit by chance. */
function templatesOf(known: Texts): readonly Template[] {
  return Object.entries(known)
    .filter(([message]) => SLOT.test(message))
    .map(([message, translation]) => {
      const parts = message.split(SLOT).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      return {
        shape: new RegExp(`^${parts.join('(.*?)')}$`, 's'),
        translation,
        own: parts.join('').length,
      }
    })
    .sort((left, right) => right.own - left.own)
}
