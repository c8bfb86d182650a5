import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Styles text where the stream is a terminal that shows colours (https://no-color.org). */
export function colourFor(stream: {
  readonly isTTY?: boolean
}): (style: Style, text: string) => string {
  const isPlain = Boolean(process.env.NO_COLOR) || process.env.TERM === 'dumb'
  return stream.isTTY && !isPlain ? styleText : (_, text) => text
}
