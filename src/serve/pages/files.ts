import { html, type Markup } from '../../write/html.ts'
import type { View } from '../frame.ts'
import { TAKES } from '../take.ts'

/** Where files are dropped, how far their import is, and what may be taken away. */
export function filesPage(view: View): Markup {
  const { phrase } = view.words
  return html`<section><h2>${phrase('files.bring')}</h2>
<div id="drop" class="drop"><p>${phrase('files.drop')}</p>
<label class="button">${phrase('files.choose')} <input type="file" id="some" multiple></label>
<label class="button">${phrase('files.folder')} <input type="file" id="folder" webkitdirectory></label></div>
${importingPart(view)}</section>
<section><h2>${phrase('files.take')}</h2><p>${phrase('files.about')}</p>
<ul class="takes">${Object.keys(TAKES).map((name) => html`<li><a href="/take/${name}" download>${phrase(`take.${name}`)}</a> <small>${name}</small></li>`)}</ul></section>`
}

/** How far an import is, or how the last one ended, which the script keeps true. */
export function importingPart({ words: { phrase } }: View): Markup {
  return html`<p id="importing" role="status" aria-live="polite" data-running="${phrase('files.running')}" data-elsewhere="${phrase('files.elsewhere')}" data-ended="${phrase('files.ended')}" data-sending="${phrase('files.sending')}" data-duplicate="${phrase('files.duplicate')}" data-refused="${phrase('files.refused')}" data-renamed="${phrase('files.renamed')}"></p>
<progress id="bar" max="1" value="0" aria-labelledby="importing" hidden></progress>
<ul id="failures"></ul>`
}
