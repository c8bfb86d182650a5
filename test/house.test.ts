import { readFileSync } from 'node:fs'
import { sep } from 'node:path'
import { expect, test } from 'vitest'
import { circlesOf, readSources } from '../scripts/house/measure.ts'
import {
  ALLOWED,
  BUDGETS,
  KNOTS,
  LARGEST_CIRCLE,
  MOST_FILES,
  MOST_LINES,
  ROOMS,
} from '../scripts/house/rooms.ts'

/* What keeps the house as docs/architecture.md draws it; `npm run house` prints the figures. */

const files = readSources()
const total = (of: (file: (typeof files)[number]) => number) =>
  files.reduce((sum, file) => sum + of(file), 0)

test('every file stands in a room of the picture', () => {
  expect(files.length).toBeGreaterThan(50)
  expect([...new Set(files.map(({ room }) => room))].filter((room) => !ROOMS[room])).toEqual([])
})

test('rooms import only through their doors', () => {
  const wrong = files.flatMap(({ name, room, imports }) =>
    imports
      .map((target) => ({ target, other: target.split(sep)[0]?.replace(/\.ts$/, '') ?? '' }))
      .filter(({ other }) => other !== room && !ROOMS[room]?.doors.includes(other))
      .filter(({ other }) => !KNOTS.includes(`${room} → ${other}`))
      .map(({ target }) => `${name} → ${target}`),
  )
  expect(wrong).toEqual([])
})

test('no door is listed as open that is shut', () => {
  const open = new Set(
    files.flatMap(({ room, imports }) =>
      imports.map((target) => `${room} → ${target.split(sep)[0]?.replace(/\.ts$/, '')}`),
    ),
  )
  expect(KNOTS.filter((knot) => !open.has(knot))).toEqual([])
})

/** A picture is laid out, and told of, as the pages of a PDF are that are pictures. */
const TELLERS = ['image → pdf']

test('readers of one format do not import another format', () => {
  const formatOf = (name: string) => /^read[/\\](\w+)[/\\]/.exec(name)?.[1] ?? null
  const wrong = files.flatMap(({ name, imports }) =>
    imports
      .filter((target) => formatOf(name) !== null && formatOf(target) !== null)
      .filter((target) => formatOf(target) !== formatOf(name))
      .filter((target) => !TELLERS.includes(`${formatOf(name)} → ${formatOf(target)}`))
      .map((target) => `${name} → ${target}`),
  )
  expect(wrong).toEqual([])
})

test('a file holds one idea, which has an end', () => {
  expect(files.filter(({ lines }) => lines > 620).map(({ name }) => name)).toEqual([])
})

test.each(Object.entries(BUDGETS))('%s keeps its budget', (name, [lines, most]) => {
  const own = files.filter(({ room }) => room === name)
  expect(own.reduce((sum, file) => sum + file.lines, 0)).toBeLessThanOrEqual(lines)
  expect(own.length).toBeLessThanOrEqual(most)
})

test('the house as a whole keeps its budget', () => {
  expect(total(({ lines }) => lines)).toBeLessThanOrEqual(MOST_LINES)
  expect(files.length).toBeLessThanOrEqual(MOST_FILES)
})

test('what is counted becomes fewer: Ukrainian in code, numbers in code, circles', () => {
  expect(total(({ ukrainian }) => ukrainian.length)).toBeLessThanOrEqual(ALLOWED.ukrainian)
  expect(total(({ numbers }) => numbers)).toBeLessThanOrEqual(ALLOWED.numbers)
  const circles = circlesOf(files).filter(({ length }) => length > LARGEST_CIRCLE)
  expect(circles.length).toBeLessThanOrEqual(ALLOWED.circles)
})

test('one table says what a reading of a row is: no second switch over its name', () => {
  const switches = files.filter(({ text }) => /switch \((?:\w+\.)*(?:reading|name)\)/.test(text))
  const rooms = switches.filter(({ room }) => ['tables', 'decode', 'tree'].includes(room))
  expect(rooms.length).toBeLessThanOrEqual(ALLOWED.switches)
})

test('what the house weighs stands beside what it reads of documents first seen', () => {
  const page = readFileSync('docs/evaluation.md', 'utf8')
  const stages = [...page.matchAll(/^\| \d{4}-\d\d-\d\d [^|]*\| *([\d ,]+) \|/gm)]
  const last = Number(stages.at(-1)?.[1]?.replace(/\D/g, ''))
  expect(Math.abs(last - total(({ lines }) => lines))).toBeLessThanOrEqual(ALLOWED.linesUntold)
})

test('no stage gives a call as many arguments as a document has lines', () => {
  // V8 throws a RangeError beyond some 120,000; `text/lists.ts` takes any number.
  const call = /\.(?:push|unshift|fromCharCode)\(\.\.\.|Math\.(?:max|min)\((?:[^()]*, )?\.\.\./
  const wrong = files
    .filter(({ room }) => !['cli', 'run', 'stats', 'write', 'grammar'].includes(room))
    .filter(({ text }) => call.test(text.replace(/^ *\*? ?\/?\*.*$/gm, '')))
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test('the page of the house is one page and names every room', () => {
  const page = readFileSync('docs/architecture.md', 'utf8')
  expect(page.split('\n').length).toBeLessThanOrEqual(120)
  const rooms = Object.keys(ROOMS).filter((room) => !page.includes(`\`${room}`))
  expect(rooms).toEqual([])
})

test('pages on rooms name files that are there', () => {
  const pages = ['documents', 'pages', 'rows', 'values', 'responses', 'run', 'serve']
  const known = new Set(files.map(({ name }) => name.split(sep).at(-1)))
  const gone = pages.flatMap((page) =>
    [
      ...readFileSync(`docs/rooms/${page}.md`, 'utf8').matchAll(
        /`(?!scripts)(?:[\w./-]*\/)?([\w-]+\.ts)`/g,
      ),
    ]
      .map((match) => match[1] ?? '')
      .filter((file) => !known.has(file) && !file.endsWith('.test.ts'))
      .map((file) => `${page}: ${file}`),
  )
  expect(gone).toEqual([])
})
