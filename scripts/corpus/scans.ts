import type { CorpusDocument } from './document.ts'
import { printedFiles } from './office.ts'
import { type Order, shuffled } from './order.ts'
import { noisy, type Picture, quarterTurned, slanted } from './picture.ts'
import { writeJpeg, writePicturePdf, writePng, writeTiff } from './picture-files.ts'
import { type Random, randomOf } from './random.ts'
import { renderPages } from './render.ts'

interface ScanFlavour {
  readonly name: string
  readonly ending: 'pdf' | 'png' | 'jpg' | 'tif'
  readonly dpi: number
  /** What happens to a page on its way. */
  readonly change?: (page: Picture, random: Random) => Picture
  readonly write: (pages: readonly Picture[]) => Uint8Array
  /** Formats of one picture hold one page. */
  readonly onePage?: boolean
}

/** Most slant of a sheet that a person lays on the glass, degrees. */
const SLANT = 1.5

function worn(page: Picture, random: Random): Picture {
  const degrees = (random.below(2001) / 1000 - 1) * SLANT
  return noisy(slanted(page, degrees), random)
}

const pdf = (quality: number) => (pages: readonly Picture[]) => writePicturePdf(pages, quality)

const FLAVOURS: readonly ScanFlavour[] = [
  { name: 'pdf-300', ending: 'pdf', dpi: 300, write: pdf(85) },
  { name: 'pdf-200', ending: 'pdf', dpi: 200, write: pdf(85) },
  { name: 'pdf-300-worn', ending: 'pdf', dpi: 300, change: worn, write: pdf(85) },
  { name: 'pdf-200-worn', ending: 'pdf', dpi: 200, change: worn, write: pdf(85) },
  { name: 'pdf-200-packed', ending: 'pdf', dpi: 200, change: worn, write: pdf(40) },
  { name: 'pdf-200-turned', ending: 'pdf', dpi: 200, change: quarterTurned, write: pdf(85) },
  { name: 'tiff-300', ending: 'tif', dpi: 300, change: worn, write: (pages) => writeTiff(pages) },
  { name: 'tiff-200-bilevel', ending: 'tif', dpi: 200, write: (pages) => writeTiff(pages, true) },
  {
    name: 'png-300',
    ending: 'png',
    dpi: 300,
    change: worn,
    onePage: true,
    write: ([page]) => writePng(theOnly(page)),
  },
  {
    name: 'jpeg-200',
    ending: 'jpg',
    dpi: 200,
    change: worn,
    onePage: true,
    write: ([page]) => writeJpeg(theOnly(page), 85),
  },
]

function theOnly(page: Picture | undefined): Picture {
  if (!page) throw new Error('A picture needs a page.')
  return page
}

/** Pictures of printed reports, one report a flavour, drawn by the seed. */
export async function scans(order: Order): Promise<readonly CorpusDocument[]> {
  const printed = printedFiles(order)
  const made: CorpusDocument[] = []
  for (const flavour of FLAVOURS) {
    const random = randomOf(`${order.seed}/scan/${flavour.name}`)
    const scan = await scanOf(flavour, shuffled(printed, random.below), random)
    if (scan) made.push(scan)
    else order.tell(`${flavour.name}: no report fits on one page; not made.`)
  }
  return made
}

async function scanOf(
  flavour: ScanFlavour,
  printed: readonly CorpusDocument[],
  random: Random,
): Promise<CorpusDocument | null> {
  for (const one of printed) {
    const pages = await renderPages(one.bytes, flavour.dpi)
    if (flavour.onePage && pages.length > 1) continue
    const { change, ending, name } = flavour
    const changed = change ? pages.map((page) => change(page, random)) : pages
    return {
      ...one,
      format: 'scan',
      flavour: name,
      maker: 'zvit',
      ending,
      bytes: flavour.write(changed),
    }
  }
  return null
}
