import { expect, test } from 'vitest'
import { placeWords } from '../../src/stats/evidence.ts'

test.each([
  [
    'docx',
    [{ table: 1, row: 5, column: 4, paragraph: 0 }],
    'таблиця 2, рядок 6, стовпець 5, абзац 1',
  ],
  ['docx', [{ paragraph: 7 }], 'абзац 8'],
  ['txt', [{ line: 12 }], 'рядок 13'],
  [
    'pdf',
    [{ page: 3, box: [72.4, 140, 300, 420.6] }],
    'сторінка 3, від 72 до 300 зліва і від 140 до 421 згори (пунктів)',
  ],
  ['pdf', [{ page: 3 }, { page: 4 }, { page: 4 }], 'сторінка 3; сторінка 4'],
  ['xlsx', [{ table: 0, row: 2, column: 27, paragraph: 0 }], 'аркуш 1, клітинка AB3'],
  [
    'image',
    [{ page: 1, ocr: true, confidence: 0.87 }],
    'сторінка 1, розпізнано із зображення, певність 0,87',
  ],
  ['docx', [{ part: 'footnote', paragraph: 0 }], 'виноска, абзац 1'],
  ['docx', [], 'у файлі такого місця немає'],
] as const)('%s %j', (format, places, words) => expect(placeWords(places, format)).toBe(words))
