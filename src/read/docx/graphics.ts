import type { XmlElement } from '../../containers/xml/element.ts'
import type { Draft, Story } from './reading.ts'
import { readBranch } from './wrappers.ts'

/** Elements whose content is a picture of something, and what it is called. */
const PICTURES: ReadonlyMap<string, string> = new Map([
  ['a:blip', 'A picture'],
  ['v:imagedata', 'A picture'],
  ['v:textpath', 'A word art text'],
  ['c:chart', 'A chart'],
  ['dgm:relIds', 'A diagram'],
  ['o:OLEObject', 'An embedded object'],
  ['w:control', 'A form control'],
])

/** Text that stands in a drawing without a text box around it. */
const TEXT: ReadonlySet<string> = new Set(['a:p', 'w:p', 'w:r', 'w:t', 'w:tbl'])

/**
 * Finds the text boxes in a drawing and leaves them with the draft; tells of pictures.
 * `isHidden` is that of the run that holds the drawing.
 */
export function readGraphic(
  element: XmlElement,
  draft: Draft,
  { story, isHidden }: { readonly story: Story; readonly isHidden: boolean },
): void {
  const { notes } = story.reading.builder
  const visit = (inside: XmlElement): void => {
    const picture = PICTURES.get(inside.name)
    if (picture !== undefined)
      notes.add(
        'READ_PICTURE',
        draft.paragraph.place,
        `${picture} was passed over; it may hold text.`,
      )
    if (inside.name === 'w:txbxContent') draft.boxes.push({ nodes: inside.children, isHidden })
    else if (TEXT.has(inside.name)) draft.boxes.push({ nodes: [inside], isHidden })
    else if (inside.name === 'mc:AlternateContent') {
      const branch = readBranch(inside, story.reading)
      if (branch !== null) visit(branch)
    } else for (const node of inside.children) if (typeof node !== 'string') visit(node)
  }
  visit(element)
}
