import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseAst } from 'vitest/node'
import { readSources } from '../../scripts/house/measure.ts'
import { COMMANDS } from '../../src/cli/catalogue.ts'
import { takeLanguage, translated } from '../../src/cli/words.ts'
import { makeFolder, textReport, zvit } from '../support/zvit.ts'

/* What people read on the terminal is in their language; what programs read is the same in all. */

interface Node {
  readonly type: string
  readonly [name: string]: unknown
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

/** The text of a literal or template, each value in it as `slot()`; null for anything else. */
function textOf(node: unknown, slot: () => string): string | null {
  if (!isNode(node)) return null
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  if (node.type === 'TemplateLiteral') {
    const parts = (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked)
    return parts.reduce((text, part) => text + slot() + part)
  }
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return null
  const [left, right] = [textOf(node.left, slot), textOf(node.right, slot)]
  return left === null && right === null ? null : (left ?? slot()) + (right ?? slot())
}

function walk(node: unknown, visit: (node: Node) => boolean): void {
  if (Array.isArray(node)) for (const one of node) walk(one, visit)
  if (!isNode(node) || !visit(node)) return
  for (const value of Object.values(node)) walk(value, visit)
}

const sources = readSources().map(({ name, room, text }) => ({
  name,
  room,
  tree: parseAst(text, { lang: 'ts' }),
}))

/** Put together with others before they are told, or never told. */
const ASSEMBLED: ReadonlySet<string> = new Set([
  ' A file whose name begins with - is written ./-name.',
  'The $0$.',
  'The importer told the $0$ $1$, the document says $2$.',
  'What a person decided about a row; one a line in corrections.ndjson.',
])

test('every sentence of a message is there in Ukrainian', () => {
  takeLanguage(['--lang', 'uk'])
  const sentences = new Set<string>()
  for (const { tree } of sources.filter(({ room }) => room !== 'model'))
    walk(tree, (node) => {
      let slots = 0
      const text = textOf(node, () => `$${slots++}$`)
      if (text === null) return true
      const isSentence = /^[ A-Z'«{$-].*[a-z].* .*[.?!…]$/.test(text)
      if (isSentence && !/^(?:select|SELECT)/.test(text)) sentences.add(text)
      return node.type === 'TemplateLiteral'
    })
  expect(sentences.size).toBeGreaterThan(300)
  const left = [...sentences].filter((text) => !ASSEMBLED.has(text) && translated(text) === text)
  takeLanguage(['--lang', 'en'])
  expect(left).toEqual([])
})

/** Messages whose words are known only where they are told. */
const ASSEMBLED_SO = /^(?:Unknown|The importer told|The \{0\} \{1\}) /

test('nothing is translated that the program does not say', () => {
  const words = readFileSync('locales/uk.json', 'utf8')
  const code = [words, ...readSources().map(({ text }) => text)].join('\n').replaceAll('\\', '')
  const messages = JSON.parse(readFileSync('locales/messages.uk.json', 'utf8')) as object
  const stale = Object.keys(messages).filter((message) => {
    if (ASSEMBLED_SO.test(message)) return false
    const pieces = message.replaceAll('\\', '').split(/\{\d\}|['`]|(?<=[.?;:]) | (?=[(])/)
    const longest = pieces.reduce((one, other) => (other.length > one.length ? other : one))
    return longest.length > 9 && !code.includes(longest.trim())
  })
  expect(stale).toEqual([])
})

test('commands tell no words but those of the catalogues', () => {
  const bare: string[] = []
  for (const { name, tree } of sources.filter(({ room }) => room === 'cli'))
    walk(tree, (node) => {
      if (node.type !== 'CallExpression') return true
      const { callee, arguments: given } = node as unknown as { callee: Node; arguments: Node[] }
      if (['tell', 'tellRaw', 'print'].includes(String(callee.name))) {
        const text = textOf(given[0], () => '')
        if (text !== null && /[a-z]{3}/i.test(text)) bare.push(`${name}: ${text}`)
      }
      return true
    })
  expect(bare).toEqual([])
})

const CYRILLIC = /[а-яіїєґ]{3}/i

describe('Ukrainian', () => {
  test.each(Object.keys(COMMANDS))('help of %s', (name) => {
    const { stdout, stderr } = zvit('.', [name, '--help', '--lang', 'uk'])
    expect(stderr).toBe('')
    const [head = '', ...parts] = stdout.split('\n\n')
    expect(head).toMatch(CYRILLIC)
    for (const line of parts.join('\n').split('\n')) {
      if (line.startsWith('  --') && !line.startsWith('  --json')) expect(line).toMatch(CYRILLIC)
    }
  })

  test.each([
    ['prase', 'USAGE: Невідома команда «prase». Можливо, parse? Відомі: '],
    ['parse', 'USAGE: Чогось бракує. Виклик: zvit parse ФАЙЛ'],
    ['parse a.txt --prety', 'USAGE: Невідомий параметр «--prety». Можливо, --pretty? Відомі: '],
    ['parse none.docx', 'INPUT_NOT_FOUND: Файлу «none.docx» немає.'],
    ['parse empty.docx', 'FILE_EMPTY: «empty.docx» – це файл на 0 байтів. Попросіть надіслати'],
    ['parse a.gif', 'UNSUPPORTED_FORMAT: «a.gif» – це зображення GIF. Збережіть як PNG'],
    ['parse prose.txt', 'NO_MEASURES: Текст прочитано, але в ньому немає нічого схожого на захід'],
    ['parse a.txt --period колись', 'USAGE: «колись» – не період; пишіть 2016'],
    ['grammar check bad.yaml', 'GRAMMAR_INVALID: bad.yaml:1:1 немає «version»'],
    ['stats .', 'INPUT_NOT_FOUND: У «.» немає measures.ndjson; вкажіть теку'],
    [
      'import a.txt --out o --manifest facts.csv',
      'USAGE: Перелік файлів, рядок 1: немає графи «файл». Відомі графи: ',
    ],
    ['schema --lang de', 'USAGE: Невідома мова «de». Відомі: uk, en.'],
  ])('zvit %s', (typed, told) => {
    const folder = makeFolder({
      'a.txt': textReport(),
      'empty.docx': '',
      'a.gif': 'GIF89a\u0001\u0000\u0001\u0000',
      'prose.txt': 'Добрий день.\n',
      'bad.yaml': 'grammar: bad\n',
      'facts.csv': 'назва;чий\nx;y\n',
    })
    expect(zvit(folder, ['--lang', 'uk', ...typed.split(' ')]).stderr).toContain(told)
  })

  test('an import and its figures, with the words of the office and the same JSON', () => {
    const folder = makeFolder({ 'in/a.txt': textReport(), 'zvit.yaml': 'мова: uk\n' })
    const imported = zvit(folder, ['import', 'in', '--out', 'out'])
    expect(imported.stderr).toMatch(/^файли {15,}1 {2}\d+,\d с\nзвіти {16,}1/)
    expect(imported.stderr).toContain('  вважають не своїм')
    expect(zvit(folder, ['stats', 'out']).stdout).toMatch(/^Розділ +Назва розділу +усього/)
    const csv = ['stats', 'out', '--list', 'blank', '--csv']
    expect(zvit(folder, csv).stdout).toContain(';не заповнено;порожньо;')
    expect(zvit(folder, [...csv, '--lang=en']).stdout).toContain(';blank;empty;')
    const json = ['stats', 'out', '--json']
    expect(zvit(folder, json).stdout).toBe(zvit(folder, [...json, '--lang', 'en']).stdout)
    expect(zvit(folder, ['parse', 'in/a.txt']).stdout).toBe(
      zvit(folder, ['parse', 'in/a.txt', '--lang', 'en']).stdout,
    )
  })
})

test.each([
  ['uk_UA.UTF-8', undefined, 'uk'],
  ['en_US.UTF-8', 'uk_UA.UTF-8', 'en'],
  ['', 'uk', 'uk'],
  ['', 'ukl_XX', 'en'],
])('the language of LC_ALL=%s LANG=%s is %s', (all, lang, language) => {
  const before = { ...process.env }
  Object.assign(process.env, { LC_ALL: all, LC_MESSAGES: '', LANG: lang ?? '' })
  takeLanguage([])
  const said = translated('Save it as XLSX.')
  process.env = before
  takeLanguage(['--lang', 'en'])
  expect(said).toBe(language === 'uk' ? 'Збережіть як XLSX.' : 'Save it as XLSX.')
})
