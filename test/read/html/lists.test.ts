import { describe, expect, test } from 'vitest'
import { charactersOf } from '../../support/blocks.ts'
import { lines, readPage } from '../../support/html.ts'

const item = '<li>а</li>'

describe('the numbers of a list', () => {
  test.each<[string, string, readonly string[]]>([
    ['in digits', `<ol>${item}${item}</ol>`, ['1.|а', '2.|а']],
    ['from a start', `<ol start=3>${item}${item}</ol>`, ['3.|а', '4.|а']],
    ['with values of their own', `<ol>${item}<li value=7>б${item}</ol>`, ['1.|а', '7.|б', '8.|а']],
    ['in letters', `<ol type=a>${item}</ol><ol type=A>${item}</ol>`, ['a.|а', 'A.|а']],
    ['in Roman', `<ol type=i>${item}</ol><ol type=I start=4>${item}</ol>`, ['i.|а', 'IV.|а']],
    [
      'by style',
      `<ol style="list-style-type: upper-roman">${item}</ol><ol style="list-style: decimal-leading-zero inside">${item}</ol>`,
      ['I.|а', '01.|а'],
    ],
    [
      'in Ukrainian letters',
      `<ol start=4 style="list-style-type:lower-ukrainian">${item}</ol><ol style="list-style-type:upper-russian">${item}</ol>`,
      ['г.|а', 'А.|а'],
    ],
    ['as written', `<ul style="list-style-type: '– '">${item}</ul>`, ['–|а']],
    ['as bullets', `<ul>${item}<ul>${item}</ul></ul>`, ['•|а', '◦|а']],
    ['without any', `<ol style="list-style:none">${item}</ol>`, ['а']],
    ['in its first paragraph', '<ol><li><p>а</p><p>б</p></li></ol>', ['1.|а', 'б']],
    ['without text', '<ol><li></li><li><p></p></li></ol>', ['1.|', '2.|']],
    ['before a list inside', `<ol type=I><li><ol>${item}</ol></li></ol>`, ['I.|', '1.|а']],
    ['not of hidden items', `<ol><li hidden>б</li>${item}</ol>`, ['1.|а']],
    ['with damaged attributes', `<ol start=x type=Z>${item}</ol>`, ['1.|а']],
    [
      'far beyond',
      `<ol start=99999999999999>${item}${item}</ol>`,
      ['2147483647.|а', '2147483647.|а'],
    ],
  ])('%s', (_, body, expected) => {
    const document = readPage(body)
    expect(lines(document)).toEqual(expected)
    expect(document.source).toBe(charactersOf(document))
  })
})

test('classes say how lists are numbered', () => {
  const document = readPage(
    `<ol class="x">${item}</ol><ol class=y>${item}</ol>`,
    '<style>ol.x { list-style-type: upper-alpha } .y{list-style-type:none} @media print {.x{list-style:none}}</style>',
  )
  expect(lines(document)).toEqual(['A.|а', 'а'])
})

test('Google Docs prints its numbers by style sheet', () => {
  const sheet =
    '<style>ol.lst-kix_a-0,ol.lst-kix_a-1{list-style-type:none}' +
    '.lst-kix_a-0>li:before{content:"" counter(lst-ctn-kix_a-0,upper-roman) ". "}' +
    '.lst-kix_a-1 > li:before{content:"" counter(lst-ctn-kix_a-0,decimal) "." counter(lst-ctn-kix_a-1,decimal) ") "}' +
    'ul.lst-kix_b-0{list-style-type:none}.lst-kix_b-0>li:before{content:"\\0025cf  "}</style>'
  const document = readPage(
    `<ol class="c1 lst-kix_a-0 start" start="1">${item}</ol><ol class="c1 lst-kix_a-1 start" start="1">${item}${item}</ol>` +
      `<ol class="c1 lst-kix_a-0" start="2">${item}</ol><ul class="lst-kix_b-0">${item}</ul>`,
    sheet,
  )
  expect(lines(document)).toEqual(['I.|а', '1.1)|а', '1.2)|а', 'II.|а', '●|а'])
})

test('Google Docs counts its lists by style sheet and by `start`', () => {
  const sheet =
    '<style>ol.lst-kix_a-0{list-style-type:none}ol.lst-kix_a-0.start{counter-reset:lst-ctn-kix_a-0 0}' +
    '.lst-kix_a-0>li{counter-increment:lst-ctn-kix_a-0}' +
    '.lst-kix_a-0>li:before{content:"" counter(lst-ctn-kix_a-0,decimal) ". "}</style>'
  const document = readPage(
    `<ol class="lst-kix_a-0 start" start="1">${item}${item}</ol><ol class="lst-kix_a-0" start="3">${item}</ol>`,
    sheet,
  )
  expect(lines(document)).toEqual(['1.|а', '2.|а', '3.|а'])
})

describe('the numbers that Word writes as text', () => {
  const number = (text: string, font = '') =>
    `<![if !supportLists]><span style='${font}'><span style='mso-list:Ignore'>${text}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>`
  test.each<[string, string, readonly string[]]>([
    ['before a text', `<p style='mso-list:l0 level1 lfo1'>${number('II.')}а</p>`, ['II.|а']],
    ['before nothing', `<p>${number('1)')}<o:p></o:p></p><p>а</p>`, ['1)|', 'а']],
    ['as bullets', `<p>${number('·', 'font-family:Symbol')}а</p>`, ['•|а']],
    ['as marks', `<p>${number('ü', 'font-family:Wingdings')}а</p>`, ['✓|а']],
    [
      'in the other form of the comment',
      "<p><!--[if !supportLists]--><span style='mso-list:Ignore'>а)<span>&nbsp; </span></span><!--[endif]-->б</p>",
      ['а)|б'],
    ],
    ['too long to be one', `<p>${number('слово '.repeat(20))}</p>`, [`${'слово '.repeat(20)}`]],
  ])('%s', (_, body, expected) => {
    const document = readPage(body)
    expect(lines(document).map((line) => line.trim())).toEqual(expected.map((line) => line.trim()))
    expect(document.source).toBe(charactersOf(document))
  })
})
