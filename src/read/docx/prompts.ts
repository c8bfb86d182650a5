import { child, children, ownText, type XmlElement } from '../../containers/xml/element.ts'
import { stringOf, switchOf } from './properties.ts'
import type { Styles } from './styles.ts'

/** What the content controls of a document ask for while they are empty. */
export interface Prompts {
  /** The runs of a control (`w:sdt`) that shows nothing but its prompt; none where it was filled. */
  readonly runsOf: (control: XmlElement) => readonly XmlElement[]
}

// What Word calls the style of prompts, whatever the language of the program.
const STYLE = 'placeholder text'

/**
 * Tells prompts such as «Виберіть елемент» from answers (ECMA-376 Part 1, 17.5.2.25, 17.5.2.39).
 * Programs that fill a control often leave it marked as empty, so the text must be that of the
 * glossary or, where that has none, be written in the style of prompts. The glossary is asked for
 * when the first control marked as empty comes.
 */
export function createPrompts(styles: Styles, glossary: () => XmlElement | null): Prompts {
  let texts: ReadonlyMap<string, string> | null = null
  return {
    runsOf: (control) => {
      const properties = child(control, 'w:sdtPr')
      if (properties === null || switchOf(properties, 'w:showingPlcHdr') !== true) return []
      const runs = findRuns(control)
      const text = runs.map(textOf).join('').trim()
      if (text === '') return []
      texts ??= readGlossary(glossary())
      const name = stringOf(child(properties, 'w:placeholder'), 'w:docPart')
      const prompt = name === null ? undefined : texts.get(name)
      const isPrompt =
        prompt === undefined ? runs.every((run) => isPromptStyle(run, styles)) : text === prompt
      return isPrompt ? runs : []
    },
  }
}

function isPromptStyle(run: XmlElement, styles: Styles): boolean {
  const id = stringOf(child(run, 'w:rPr'), 'w:rStyle')
  if (id === null) return textOf(run).trim() === ''
  return styles.character(id).name?.toLowerCase() === STYLE || id === 'PlaceholderText'
}

function readGlossary(root: XmlElement | null): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const part of children(child(root, 'w:docParts'), 'w:docPart')) {
    const name = stringOf(child(part, 'w:docPartPr'), 'w:name')
    const body = child(part, 'w:docPartBody')
    if (name !== null && body !== null) texts.set(name, findRuns(body).map(textOf).join('').trim())
  }
  return texts
}

/** All runs inside, without those of controls inside. */
function findRuns(element: XmlElement): readonly XmlElement[] {
  const runs: XmlElement[] = []
  const visit = (inside: XmlElement): void => {
    for (const node of children(inside)) {
      if (node.name === 'w:r') runs.push(node)
      else if (node.name !== 'w:sdt') visit(node)
    }
  }
  visit(element)
  return runs
}

function textOf(run: XmlElement): string {
  return children(run, 'w:t').map(ownText).join('')
}
