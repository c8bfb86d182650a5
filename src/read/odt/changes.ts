import { attribute, child, children, type XmlElement } from '../../containers/xml/element.ts'
import { noteDeleted, type Scope } from './reading.ts'

/**
 * The changes of a body that delete text and keep none of it. LibreOffice since 7 leaves deleted
 * text in its place, between marks, where changes are shown; else it stands in the list of changes
 * (OpenDocument 1.3 Part 3, 5.5), which is not read.
 */
export function findDeletions(body: XmlElement): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const region of children(body, 'text:tracked-changes').flatMap((list) => children(list))) {
    if (child(region, 'text:deletion') === null) continue
    for (const name of ['xml:id', 'text:id']) {
      const id = attribute(region, name)
      if (id !== null) ids.add(id)
    }
  }
  return ids
}

/** Takes the begin or end mark of a change into account. */
export function passChangeMark(mark: XmlElement, { story, base }: Scope): void {
  const id = attribute(mark, 'text:change-id') ?? ''
  if (!story.deletions.has(id)) return
  if (mark.name === 'text:change-end') story.deleting.delete(id)
  else {
    story.deleting.add(id)
    noteDeleted(story, base, 'Deleted text was left out.')
  }
}
