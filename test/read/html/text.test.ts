import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import { readHtml } from '../../../src/read/html/index.ts'
import { charactersOf, paragraphsOf } from '../../support/blocks.ts'
import { asides, codes, lines, readPage } from '../../support/html.ts'

describe('the paragraphs of a page', () => {
  test.each<[string, string, readonly string[]]>([
    ['white space', '<p> а\n\t б  <b> в</b> </p>', ['а б в']],
    ['around lines', '<p>а <br> б<br/></p>', ['а\nб']],
    ['empty lines', '<div>а<br><br>б</div>', ['а', 'б']],
    ['blanks that stay', '<p>а&nbsp;&nbsp;б</p><p>&nbsp;</p>', ['а\u00a0\u00a0б']],
    ['kept lines', '<pre>\nа\n  б\n\nв</pre>', ['а\n  б', 'в']],
    ['kept by style', '<p style="white-space:pre-line">а  б\nв</p>', ['а б\nв']],
    ['blocks in blocks', '<div>а<p>б</p>в</div>г', ['а', 'б', 'в', 'г']],
    [
      'end tags left out',
      '<p>а<p>б<ul style="list-style:none"><li>в<li>г</ul>',
      ['а', 'б', 'в', 'г'],
    ],
    ['tags wrongly nested', '<p><b>а<i>б</b>в</i></p>', ['абв']],
    [
      'blocks by style',
      '<span style="display:block">а</span><div style="display:inline">б</div>в',
      ['а', 'бв'],
    ],
    [
      'references',
      '<p>&laquo;а&raquo; &#1111;&#x457; &lt;б&gt; &amp;amp; &shy;</p>',
      ['«а» її <б> &amp; \u00ad'],
    ],
    ['letters in two', '<p>и&#x306; и<b>&#x306;</b></p>', ['й й']],
    [
      'what is no text',
      '<script>"<p>а</p>"</script><style>p{}</style><!-- а --><p>б<!--в--></p>',
      ['б'],
    ],
    ['smart tags and empty marks', '<p>а<o:p></o:p><st1:City>б</st1:City></p>', ['аб']],
    [
      'hidden for other programs',
      '<!--[if gte mso 9]><p>а</p><![endif]--><![if !vml]><p>б</p><![endif]>',
      ['б'],
    ],
    ['lists of words', '<dl><dt>а<dd>б</dl>', ['а', 'б']],
    ['small numbers above', '<p>а<sup>1)</sup></p>', ['а1)']],
    ['CDATA in pictures', '<svg><text><![CDATA[а<б]]></text></svg>', ['а<б']],
    [
      'pictures and choices',
      '<p>а</p><svg><title>б</title><style>.x{}</style><text>в</text></svg><select><title>г</title></select>',
      ['а', 'в'],
    ],
    ['inserted text', '<p>а<ins cite="x">б</ins></p>', ['аб']],
    ['signs that are no tags', '<p>3 < 5 і 7 > 6 та a<1</p>', ['3 < 5 і 7 > 6 та a<1']],
  ])('%s', (_, body, expected) => {
    const document = readPage(body)
    expect(lines(document)).toEqual(expected)
    expect(document.source).toBe(charactersOf(document))
  })
})

describe('text beside the flow', () => {
  test.each<[string, string, readonly string[], readonly string[]]>([
    [
      'hidden by style',
      '<p>а<span style="display:none;mso-hide:all">б</span>в</p>',
      ['ав'],
      ['hidden: б'],
    ],
    [
      'hidden by attribute',
      '<div hidden><p>а</p><p>б</p></div>в',
      ['в'],
      ['hidden: а', 'hidden: б'],
    ],
    [
      'hidden tables',
      '<div style="visibility:hidden"><table><tr><td>а<td>б</table></div>в',
      ['в'],
      ['hidden: а', 'hidden: б'],
    ],
    [
      'not shown',
      '<noscript>а</noscript><p>в</p><template>б</template>',
      ['в'],
      ['hidden: а', 'hidden: б'],
    ],
    [
      'notes of Word',
      `<p>а<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a></p><div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> б</p></div></div>`,
      ['а'],
      ['footnote: [1]', 'footnote: [1] б'],
    ],
    [
      'notes of LibreOffice',
      '<p>а<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p><div id="sdfootnote1"><p><a name="sdfootnote1sym" href="#sdfootnote1anc">1</a> б</p></div><div title="footer"><p>в</p></div>',
      ['а'],
      ['footnote: 1', 'footnote: 1 б', 'page_furniture: в'],
    ],
    [
      'notes of Google Docs',
      '<p>а<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> б</p></div>',
      ['а'],
      ['footnote: [1]', 'footnote: [1] б'],
    ],
    [
      'menus',
      '<header>а</header><nav><a href=/>б</a></nav><article><header>в</header>г</article><footer>ґ</footer>',
      ['в', 'г'],
      ['page_furniture: а', 'page_furniture: б', 'page_furniture: ґ'],
    ],
    [
      'by class, where little else stands in it',
      `<div class="leftMenu"><a href=/>а</a></div><div id="breadcrumbs">б</div><div class=content>${'слово '.repeat(20)}</div>`,
      ['слово '.repeat(20).trim()],
      ['page_furniture: а', 'page_furniture: б'],
    ],
    [
      'lists of links',
      `<ul>${'<li><a href=/>меню</a></li>'.repeat(4)}</ul><p>а</p>`,
      ['а'],
      Array.from({ length: 4 }, () => 'page_furniture: меню'),
    ],
    [
      'things to click',
      '<button>а</button><select><option>б</select><p>в</p>',
      ['в'],
      ['page_furniture: а', 'page_furniture: б'],
    ],
  ])('%s', (_, body, flow, beside) => {
    const document = readPage(body)
    expect(lines(document)).toEqual(flow)
    expect(asides(document)).toEqual(beside)
    expect(document.source).toBe(charactersOf(document))
  })
})

describe('what looks like furniture and is none', () => {
  const row = '<tr><td>1.<td><a href=/>захід</a><td>виконано'
  test.each<[string, string, number]>([
    ['a table in it', `<div class="menu"><table>${row}${row}</table></div>`, 6],
    [
      'addresses in an answer',
      `<p>а</p><ul>${'<li><a href=/>https://x.example</a>'.repeat(5)}</ul>`,
      6,
    ],
    [
      'links in a table',
      `<table>${row}<tr><td>2.<td>б<td><ul>${'<li><a href=/>лист</a>'.repeat(5)}</ul></table>`,
      10,
    ],
    ['all of a page', '<nav><p>а</p></nav>', 1],
  ])('%s', (_, body, count) => {
    const document = readPage(body)
    expect(paragraphsOf(document.blocks)).toHaveLength(count)
    expect(document.asides).toEqual([])
  })
})

test.each([
  '<s>б</s>',
  '<strike>б</strike>',
  '<span style="text-decoration:line-through">б</span>',
])('crossed out %s is read and told', (struck) => {
  const document = readPage(`<p>а${struck}в</p>`)
  expect(lines(document)).toEqual(['абв'])
  expect(codes(document)).toEqual(['READ_STRUCK_TEXT'])
})

test('deleted text is left out and told', () => {
  const document = readPage('<p>а<del>б<b>в</b></del>г</p><del><p>ґ</p></del><p>д')
  expect(lines(document)).toEqual(['аг', 'д'])
  expect(codes(document)).toEqual(['READ_DELETED_TEXT'])
  expect(document.source).toBe(3)
})

test.each([
  '<p><del>а<p>б</del>в',
  '<p><b><del>а</b>б</p>в',
  '<div><del>а</div>б',
  '<del>а<div>б</p>в</div>г</del>ґ',
  '<p><del>а<ul><li>б</ul>в',
])('deletions end where a browser ends them: %s', (body) => {
  const document = readPage(body)
  expect(document.source).toBe(charactersOf(document))
})

test('styles are headings and classes; pages begin where they are broken', () => {
  const document = readPage(
    '<h2>а</h2><p class="MsoNormal x" style="page-break-before:always">б</p>',
  )
  expect(paragraphsOf(document.blocks)).toMatchObject([
    { style: 'heading 2' },
    { style: 'MsoNormal', startsPage: true },
  ])
})

test('pictures, frames and characters that are no text are told', () => {
  const document = readPage('<img src=x><iframe src=y>а</iframe><p>а\u0001&#0;')
  expect([...codes(document)].sort()).toEqual([
    'READ_CHARACTER_INVALID',
    'READ_CHARACTER_INVALID',
    'READ_EXTERNAL_TARGET',
    'READ_PICTURE',
  ])
})

test('XHTML is read as a page', () => {
  const document = readHtml(
    Buffer.from(
      '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>а<br/>б</p></body></html>',
    ),
    DEFAULT_LIMITS,
  )
  expect(lines(document)).toEqual(['а\nб'])
})
