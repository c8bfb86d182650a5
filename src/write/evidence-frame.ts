import { html, type Markup } from './html.ts'

/** How the pages of evidence look: on a screen and on paper, in black and white, without any file beside. */
const STYLE = `
body { font: 16px/1.5 'PT Serif', Georgia, 'Times New Roman', serif; color: #000; background: #fff;
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
h3 { font-size: 1.05rem; margin: 0 0 .3rem; }
dl { display: grid; grid-template-columns: 12rem 1fr; gap: .15rem 1rem; }
dt { font-weight: bold; } dd { margin: 0; overflow-wrap: anywhere; }
nav ol { padding-left: 1.5rem; } a { color: #000; }
article { border: 1px solid #000; padding: .8rem 1rem; margin: 1rem 0; }
blockquote { margin: .2rem 0; padding: .2rem .8rem; border-left: 4px solid #777; white-space: pre-wrap;
  overflow-wrap: anywhere; }
mark { background: #ddd; color: #000; font-weight: bold; border-bottom: 2px solid #000; }
.label { margin: .7rem 0 0; font-weight: bold; } .rule { margin: 0; } .small { font-size: .9rem; margin: .1rem 0; }
table { border-collapse: collapse; } th, td { border: 1px solid #000; padding: .3rem .6rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
.number { text-align: right; }
@media print {
  body { font-size: 10.5pt; margin: 0; max-width: none; padding: 0; }
  h2, h3, .label { break-after: avoid; } blockquote, .small { break-inside: avoid; }
  mark { background: none; }
}`

/** A whole page under its title: no script, nothing from a network. */
export function evidenceFrame(title: string, content: Markup): string {
  return html`<!doctype html>
<html lang="uk">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>
`.html
}
