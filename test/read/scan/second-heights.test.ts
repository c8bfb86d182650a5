import { expect, test } from 'vitest'
import { withoutSecondHeights } from '../../../src/ocr/tesseract.ts'

test.each([
  ['мМмоОолодежных', 'молодежных'],
  ['отТноситТся', 'относится'],
  ['Введення', 'Введення'],
  ['оОО', 'о'],
  ['СНІДу', 'СНІДу'],
])('«%s» is «%s»', (seen, text) => expect(withoutSecondHeights(seen)).toBe(text))
