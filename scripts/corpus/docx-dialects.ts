import { escapeXml } from '../fixtures/xml.ts'
import type { ZipEntry } from '../fixtures/zip.ts'
import type { Random } from './random.ts'

/** Parts of a Word file written otherwise: the same report as another program would store it. */
export type Dialect = (parts: readonly ZipEntry[], random: Random) => readonly ZipEntry[]

const RUN = /<w:r><w:t xml:space="preserve">([^<]*)<\/w:t><\/w:r>/gu
const ROW = /<w:tr>.*?<\/w:tr>/gu
const TRACKED = 'w:author="Редактор" w:date="2020-01-01T00:00:00Z"'

/** Runs cut anywhere, also in words, with fonts, spelling marks and bookmarks, as Word saves them. */
export const splitRuns: Dialect = ofDocument((xml, random) => {
  let mark = 0
  const run = (text: string) => {
    mark += 1
    const fonts = random.chance(0.5)
      ? '<w:rFonts w:cs="Times New Roman"/>'
      : '<w:spacing w:val="-2"/>'
    const language = '<w:lang w:val="uk-UA"/>'
    const wrong = random.chance(0.3)
    const proof = (side: string) => (wrong ? `<w:proofErr w:type="spell${side}"/>` : '')
    const bookmark = random.chance(0.1)
      ? `<w:bookmarkStart w:id="${mark}" w:name="_GoBack${mark}"/><w:bookmarkEnd w:id="${mark}"/>`
      : ''
    const broken = random.chance(0.05) ? '<w:lastRenderedPageBreak/>' : ''
    return (
      `${bookmark}${proof('Start')}<w:r w:rsidR="00${100000 + random.below(800000)}">` +
      `<w:rPr>${fonts}${language}</w:rPr>${broken}<w:t xml:space="preserve">${text}</w:t></w:r>` +
      proof('End')
    )
  }
  return xml
    .replace(RUN, (_, text: string) => cut(text, random).map(run).join(''))
    .replaceAll('<w:tr>', '<w:tr w:rsidR="00A77B3E" w:rsidTr="00A77B3E">')
    .replaceAll('<w:p>', '<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E">')
})

/** Runs, paragraphs, cells and rows inside content controls. */
export const contentControls: Dialect = ofDocument((xml, random) => {
  const control = (inside: string) =>
    `<w:sdt><w:sdtPr><w:alias w:val="Поле"/><w:id w:val="${random.below(1e6)}"/></w:sdtPr>` +
    `<w:sdtContent>${inside}</w:sdtContent></w:sdt>`
  const wrapped = (share: number) => (inside: string) =>
    random.chance(share) ? control(inside) : inside
  return xml
    .replace(RUN, wrapped(0.2))
    .replace(/(?<=<\/w:tcPr>)<w:p>.*?(?=<\/w:tc>)/gu, wrapped(0.3))
    .replace(/<w:tc>.*?<\/w:tc>/gu, wrapped(0.2))
    .replace(ROW, wrapped(0.2))
})

/** Insertions accepted or not, deleted words, and deleted rows that once stood there. */
export const trackedChanges: Dialect = ofDocument((xml, random) => {
  let id = 0
  const marked = (kind: string, inside: string) => {
    id += 1
    return `<w:${kind} w:id="${id}" ${TRACKED}>${inside}</w:${kind}>`
  }
  const gone = (text: string) =>
    marked('del', `<w:r><w:delText xml:space="preserve">${text}</w:delText></w:r>`)
  const changed = xml.replace(RUN, (run: string) => {
    const before = random.chance(0.15) ? gone('викреслено ') : ''
    const after = random.chance(0.15) ? gone(' не вносити') : ''
    return before + (random.chance(0.3) ? marked('ins', run) : run) + after
  })
  return changed.replace(ROW, (row: string) => {
    if (!random.chance(0.15) || row.includes('vMerge') || row.includes('gridSpan')) return row
    const plain = row.replace(/<w:trPr>.*?<\/w:trPr>/u, '').replace(/<w:del .*?<\/w:del>/gu, '')
    const runs = plain.replace(/<w:ins [^>]*>|<\/w:ins>/gu, '')
    const deleted = runs.replace(RUN, (_, text: string) => gone(text))
    id += 1
    return (
      row + deleted.replace('<w:tr>', `<w:tr><w:trPr><w:del w:id="${id}" ${TRACKED}/></w:trPr>`)
    )
  })
})

/** The namespaces of Strict Open XML (ISO/IEC 29500-1, annex A). */
export const strict: Dialect = (parts) =>
  parts.map(([name, content]) => [
    name,
    String(content)
      .replaceAll(
        'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
        'http://purl.oclc.org/ooxml/wordprocessingml/main',
      )
      .replaceAll(
        'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
        'http://purl.oclc.org/ooxml/officeDocument/relationships',
      ),
  ])

/** The whole document in the only cell of a table that serves as a frame. */
export const layoutTable: Dialect = ofDocument((xml) =>
  xml.replace(
    /<w:body>(.*)(<w:sectPr>.*?<\/w:sectPr>)<\/w:body>/u,
    (_, body: string, section: string) =>
      '<w:body><w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>' +
      '<w:tblGrid><w:gridCol w:w="15000"/></w:tblGrid><w:tr><w:tc><w:tcPr/>' +
      `${body}<w:p/></w:tc></w:tr></w:tbl><w:p/>${section}</w:body>`,
  ),
)

/** Words that are stored and not shown. */
export const hiddenText: Dialect = ofDocument((xml, random) =>
  xml.replace(RUN, (run: string) =>
    random.chance(0.1)
      ? `${run}<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve"> службова позначка</w:t></w:r>`
      : run,
  ),
)

/** Words that are results of fields or links. */
export const fields: Dialect = ofDocument((xml, random) =>
  xml.replace(RUN, (run: string) => {
    switch (random.below(8)) {
      case 0:
        return (
          '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' +
          '<w:r><w:instrText xml:space="preserve"> HYPERLINK \\l "місце" </w:instrText></w:r>' +
          `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${run}` +
          '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
      case 1:
        return `<w:fldSimple w:instr=" HYPERLINK \\l &quot;місце&quot; ">${run}</w:fldSimple>`
      case 2:
        return `<w:hyperlink w:anchor="місце">${run}</w:hyperlink>`
      case 3:
        return `<w:smartTag w:uri="urn:schemas" w:element="place">${run}</w:smartTag>`
      default:
        return run
    }
  }),
)

/** As Google Docs writes: every property said, also where it is off. */
export const google: Dialect = ofDocument((xml) =>
  xml
    .replace(RUN, (run: string) => run.replace('<w:r>', '<w:r><w:rPr><w:rtl w:val="0"/></w:rPr>'))
    .replaceAll('<w:p/>', '<w:p><w:pPr></w:pPr></w:p>')
    .replaceAll('<w:p><w:pPr>', '<w:p w:rsidR="00000000" w:rsidP="00000000"><w:pPr>')
    .replaceAll('</w:pPr></w:p>', '</w:pPr><w:r><w:rPr><w:rtl w:val="0"/></w:rPr></w:r></w:p>')
    .replaceAll('<w:vMerge/>', '<w:vMerge w:val="continue"/>')
    .replaceAll('</w:tcPr>', '<w:vAlign w:val="top"/></w:tcPr>')
    .replace(/<w:tr>(?!<w:trPr>)/gu, () => '<w:tr><w:trPr><w:cantSplit w:val="0"/></w:trPr>')
    .replaceAll('<w:cantSplit w:val="0"/>', '<w:cantSplit w:val="0"/><w:tblHeader w:val="0"/>')
    .replaceAll(
      '<w:tblLayout w:type="fixed"/>',
      '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0600"/>',
    ),
)

const WPS_NAMESPACES =
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ' +
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" ' +
  'xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData" ' +
  'mc:Ignorable="w14 wpsCustomData"'

/** As WPS Office writes: eastern fonts, paragraph ids, alternate content, data of its own. */
export const wps: Dialect = ofDocument((xml, random) =>
  xml
    .replace('<w:document ', `<w:document ${WPS_NAMESPACES} `)
    .replace(RUN, (run: string) =>
      run.replace(
        '<w:r>',
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="宋体"/><w:vertAlign w:val="baseline"/></w:rPr>',
      ),
    )
    .replace(RUN_OF_WPS, (run: string) =>
      random.chance(0.1)
        ? `<mc:AlternateContent><mc:Choice Requires="wpsCustomData">${run}</mc:Choice>` +
          `<mc:Fallback>${run}</mc:Fallback></mc:AlternateContent>`
        : run,
    )
    .replaceAll('<w:p>', '<w:p w14:paraId="1F2E3D4C">'),
)
const RUN_OF_WPS = /<w:r><w:rPr><w:rFonts w:hint.*?<\/w:r>/gu

/** Rows that begin behind empty columns instead of having empty cells. */
export const gridBefore: Dialect = ofDocument((xml) =>
  xml.replace(ROW, (row: string) => {
    const empty = /^<w:tr>((?:<w:tc><w:tcPr><w:tcW [^>]*\/><\/w:tcPr><w:p\/><\/w:tc>)+)(?=<w:tc>)/u
    return row.replace(empty, (_, cells: string) => {
      const count = cells.split('<w:tc>').length - 1
      return `<w:tr><w:trPr><w:gridBefore w:val="${count}"/></w:trPr>`
    })
  }),
)

/** No borders anywhere. */
export const noBorders: Dialect = ofDocument((xml) =>
  xml.replace(/<w:tblBorders>.*?<\/w:tblBorders>/gu, ''),
)

/** Text of all cells in their middle. */
export const centred: Dialect = ofDocument((xml) =>
  xml.replace(/<w:tc>.*?<\/w:tc>/gu, (cell) =>
    cell.replace(/<w:p>(?:<w:pPr>(?:<w:jc [^>]*>)?(.*?)<\/w:pPr>)?/gu, (_, rest = '') => {
      return `<w:p><w:pPr>${rest}<w:jc w:val="center"/></w:pPr>`
    }),
  ),
)

/** The same, and no lines around them. */
export const centredNoBorders: Dialect = (parts, random) =>
  noBorders(centred(parts, random), random)

/** Paragraphs of a cell parted by line breaks instead. */
export const lineBreaks: Dialect = ofDocument((xml) =>
  xml.replace(
    /(<\/w:r>)<\/w:p><w:p><w:pPr>(?:<w:jc [^>]*>)?<\/w:pPr>(?=<w:r>)(?=(?:(?!<w:tbl>|<\/w:body>).)*<\/w:tc>)/gu,
    (_, end: string) => `${end}<w:r><w:br/></w:r>`,
  ),
)

/** Relationships to parts that are not there, no styles, no settings. */
export const brokenParts: Dialect = (parts) =>
  parts.filter(([name]) => name !== 'word/styles.xml' && name !== 'word/settings.xml')

/** Running heads with page numbers, footnotes and comments. */
export const notes: Dialect = (parts, random) => {
  let count = 0
  const marked = ofDocument((xml) =>
    xml
      .replace(RUN, (run: string) => {
        if (count >= NOTES.length || !random.chance(0.04)) return run
        count += 1
        return (
          `<w:commentRangeStart w:id="${count}"/>${run}<w:commentRangeEnd w:id="${count}"/>` +
          `<w:r><w:commentReference w:id="${count}"/></w:r><w:r><w:footnoteReference w:id="${count}"/></w:r>`
        )
      })
      .replace('<w:document ', `<w:document xmlns:r="${RELATIONS}" `)
      .replace(
        '<w:sectPr>',
        '<w:sectPr><w:headerReference w:type="default" r:id="rId91"/><w:footerReference w:type="default" r:id="rId92"/>',
      )
      .replaceAll('w:header="0" w:footer="0"', 'w:header="400" w:footer="400"'),
  )(parts, random)
  const running = (text: string) => `<w:p><w:r><w:t>${escapeXml(text)}</w:t></w:r>${PAGE}</w:p>`
  return NOTE_PARTS.reduce<readonly ZipEntry[]>(
    (all, [kind, inside]) => addPart(all, kind, inside(running, count)),
    marked,
  )
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const PAGE = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
const NOTES = ['За даними відділу обліку.', 'Уточнені дані.', 'Без урахування громад.']

type Inside = (running: (text: string) => string, notes: number) => string

const NOTE_PARTS: readonly (readonly ['header' | 'footer' | 'footnotes' | 'comments', Inside])[] = [
  ['header', (running) => running('Продовження додатка, с. ')],
  ['footer', (running) => running('Сторінка ')],
  [
    'footnotes',
    (_, notes) =>
      '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>' +
      '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>' +
      NOTES.slice(0, notes)
        .map(
          (text, at) =>
            `<w:footnote w:id="${at + 1}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> ${text}</w:t></w:r></w:p></w:footnote>`,
        )
        .join(''),
  ],
  [
    'comments',
    (_, notes) =>
      NOTES.slice(0, notes)
        .map(
          (_text, at) =>
            `<w:comment w:id="${at + 1}" ${TRACKED}><w:p><w:r><w:t>Перевірити.</w:t></w:r></w:p></w:comment>`,
        )
        .join(''),
  ],
]
const ROOTS = {
  header: 'hdr',
  footer: 'ftr',
  footnotes: 'footnotes',
  comments: 'comments',
} as const
const IDS = { header: 'rId91', footer: 'rId92', footnotes: 'rId93', comments: 'rId94' } as const

function addPart(parts: readonly ZipEntry[], kind: keyof typeof ROOTS, inside: string) {
  const type = `application/vnd.openxmlformats-officedocument.wordprocessingml.${kind}+xml`
  const root = ROOTS[kind]
  const changed = parts.map(([name, content]): ZipEntry => {
    if (name === '[Content_Types].xml') {
      const override = `<Override PartName="/word/${kind}.xml" ContentType="${type}"/>`
      return [name, String(content).replace('</Types>', `${override}</Types>`)]
    }
    if (name !== 'word/_rels/document.xml.rels') return [name, content]
    const link = `<Relationship Id="${IDS[kind]}" Type="${RELATIONS}/${kind}" Target="${kind}.xml"/>`
    return [name, String(content).replace('</Relationships>', `${link}</Relationships>`)]
  })
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<w:${root} xmlns:w="${MAIN}">${inside}</w:${root}>`
  return [...changed, [`word/${kind}.xml`, xml] as const]
}

/** A dialect of the main part alone. */
function ofDocument(change: (xml: string, random: Random) => string): Dialect {
  return (parts, random) =>
    parts.map(([name, content]) => [
      name,
      name === 'word/document.xml' ? change(String(content), random) : content,
    ])
}

/** A text of XML in pieces; character references stay whole. */
function cut(text: string, random: Random): readonly string[] {
  const letters = text.match(/&\w+;|[\s\S]/gu) ?? []
  const pieces: string[] = []
  while (letters.length > 0) pieces.push(letters.splice(0, 1 + random.below(24)).join(''))
  return pieces
}
