import type { CorpusDocument } from './document.ts'
import { printedFiles } from './office.ts'
import { type Order, shuffled } from './order.ts'
import { noisy, type Picture, quarterTurned, slanted } from './picture.ts'
import { writeJpeg, writePicturePdf, writePng, writeTiff } from './picture-files.ts'
import { type Random, randomOf } from './random.ts'
import { renderPages } from './render.ts'
import {
  onGreyPaper,
  photographed,
  photographedAside,
  punched,
  shadowedAtEdges,
  stamped,
  twoUp,
  unevenlyLit,
  upsideDown,
  withBrokenLines,
} from './worn.ts'

/**
 * `fair`: as most offices scan. `stress`: worn, packed, turned. `damaged`: one thing badly wrong with
 * the paper or the picture.
 */
type Kind = 'fair' | 'stress' | 'damaged'

interface ScanFlavour {
  readonly kind: Kind
  readonly name: string
  readonly ending: 'pdf' | 'png' | 'jpg' | 'tif'
  readonly dpi: number
  /** What happens to all pages together, then to each on its way. */
  readonly arrange?: (pages: readonly Picture[]) => readonly Picture[]
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

/** As a sheet lies in a feeder: hardly askew, a little noise. */
function fed(page: Picture, random: Random): Picture {
  const degrees = (random.below(2001) / 1000 - 1) * FED
  const slightly = degrees === 0 ? page : slanted(page, degrees)
  return { ...slightly, grey: slightly.grey.map((value) => brightened(value, random)) }
}

const FED = 0.4

function brightened(value: number, random: Random): number {
  return Math.max(0, Math.min(255, 10 + value * 0.95 + random.below(9) - 4))
}

const pdf = (quality: number) => (pages: readonly Picture[]) => writePicturePdf(pages, quality)

const STRESS: readonly Omit<ScanFlavour, 'kind'>[] = [
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

const FAIR: readonly Omit<ScanFlavour, 'kind'>[] = [
  { name: 'pdf-300', ending: 'pdf', dpi: 300, change: fed, write: pdf(80) },
  { name: 'pdf-200', ending: 'pdf', dpi: 200, change: fed, write: pdf(80) },
  { name: 'pdf-250-packed', ending: 'pdf', dpi: 250, change: fed, write: pdf(60) },
  { name: 'tiff-300', ending: 'tif', dpi: 300, change: fed, write: (pages) => writeTiff(pages) },
  {
    name: 'tiff-300-bilevel',
    ending: 'tif',
    dpi: 300,
    change: fed,
    write: (pages) => writeTiff(pages, true),
  },
]

const damaged = (
  name: string,
  change: (page: Picture, random: Random) => Picture,
): Omit<ScanFlavour, 'kind'> => ({
  ...{ name, ending: 'pdf', dpi: 200, write: pdf(80) },
  change: (page, random) => change(fed(page, random), random),
})

const DAMAGED: readonly Omit<ScanFlavour, 'kind'>[] = [
  damaged('lit', unevenlyLit),
  damaged('grey', onGreyPaper),
  damaged('shadow', shadowedAtEdges),
  damaged('stamp', stamped),
  damaged('punched', punched),
  damaged('broken-lines', withBrokenLines),
  damaged('upside-down', upsideDown),
  { ...damaged('two-up', (page) => page), arrange: twoUp },
  damaged('photo', photographed),
  damaged('photo-aside', photographedAside),
]

const FLAVOURS: readonly ScanFlavour[] = [
  ...FAIR.map((flavour) => ({ kind: 'fair' as const, ...flavour })),
  ...STRESS.map((flavour) => ({ kind: 'stress' as const, ...flavour })),
  ...DAMAGED.map((flavour) => ({ kind: 'damaged' as const, ...flavour })),
]

function theOnly(page: Picture | undefined): Picture {
  if (!page) throw new Error('A picture needs a page.')
  return page
}

/** Pictures of printed reports, drawn by the seed: several a fair flavour, one of the others. */
export async function scans(order: Order): Promise<readonly CorpusDocument[]> {
  // «20І6» is «2016» on paper: typing damage is no truth of a picture.
  const printed = printedFiles(order).filter(({ report }) => !report.includes('damaged'))
  const made: CorpusDocument[] = []
  for (const flavour of FLAVOURS) {
    const random = randomOf(`${order.seed}/scan/${flavour.name}`)
    const choice = shuffled(printed, random.below)
    const count = flavour.kind === 'fair' ? order.each : 1
    for (let index = 0; index < count; index += 1) {
      const scan = await scanOf(flavour, choice.slice(index), random)
      if (scan) made.push(scan)
      else order.tell(`${flavour.name}: no report fits on one page; not made.`)
    }
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
    const { arrange, change, ending, kind, name } = flavour
    const arranged = arrange ? arrange(pages) : pages
    const changed = change ? arranged.map((page) => change(page, random)) : arranged
    return {
      ...one,
      format: 'scan',
      flavour: `${kind}-${name}`,
      maker: 'zvit',
      ending,
      bytes: flavour.write(changed),
    }
  }
  return null
}
