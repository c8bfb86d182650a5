import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  type ExecutorsMemory,
  NO_MEMORY,
  readExecutors,
} from '../../src/values/bodies/executors.ts'
import { standing } from '../../src/values/bodies/standing.ts'
import { tryBodies } from '../../src/values/try.ts'
import { grammarPart } from '../support/grammar.ts'
import { compileLexicon, lexicon } from './lexicon.ts'

const D = 'департамент житлово-комунального господарства облдержадміністрації'

function stands(respondent: string, executors: string): string {
  return standing(respondent, readExecutors(executors, NO_MEMORY, lexicon).bodies, lexicon)
}

test.each([
  [D, 'Департамент ЖКГ', 'named'],
  ['Департамент освіти ОДА', 'Деп. освіти ОДА', 'named'],
  ["Міністерство соціальної політики, сім'ї та єдності України", 'Мінсоцполітики', 'named'],
  ['Міністерство фінансів України', 'інші заінтересовані ЦОВВ', 'group'],
  ['Міністерство фінансів України', 'міністерства та інші ЦОВВ', 'group'],
  ['Пенсійний фонд України', 'центральні органи виконавчої влади', 'group'],
  ['Пенсійний фонд України', 'Пенсійним фондом України', 'named'],
  ['Міністерство фінансів України', 'державні органи', 'broad'],
  ['Департамент освіти ОВА', 'департаменти ОВА', 'group'],
  [
    'Державна екологічна інспекція України',
    'Державна екологічна інспекція у Бурівській області',
    'none',
  ],
  ['Державна екологічна інспекція України', 'Держекоінспекція', 'named'],
  [
    'Управління освіти Бурівської міської ради',
    'управління освіти Бурівської, Яснодарської міських рад',
    'named',
  ],
  [
    'Управління освіти Зелендольської міської ради',
    'управління освіти Бурівської, Яснодарської міських рад',
    'none',
  ],
  [D, 'ДЖКГ ОДА', 'named'],
  [
    D,
    'Департамент житлово-комунального господарства Бурівської обласної державної адміністрації',
    'named',
  ],
  [D, 'департаменту житлово-комунального господарства ОВА', 'named'],
  [D, 'ДЕПАРТАМЕНТ ЖИТЛОВО-КОМУНАЛЬНОГО ГОСПОДАРСТВА', 'named'],
  [
    'Департамент ЖКГ Бурівської ОДА',
    'департамент житлово-комунального господарства Зелендольської облдержадміністрації',
    'none',
  ],
  [D, 'Департамент освіти і науки облдержадміністрації', 'none'],
  [D, 'управління житлово-комунального господарства міської ради', 'none'],
  [D, 'структурні підрозділи облдержадміністрації', 'group'],
  [D, 'структурні підрозділи ОДА', 'group'],
  [D, 'структурні підрозділи обласної військової адміністрації', 'group'],
  [D, 'структурні підрозділи', 'group'],
  [D, 'структурні підрозділи райдержадміністрацій', 'none'],
  [D, 'департаменти, управління облдержадміністрації', 'group'],
  [D, 'органи виконавчої влади', 'broad'],
  [D, 'місцеві органи виконавчої влади', 'broad'],
  [D, 'обласна державна адміністрація', 'broad'],
  [D, 'ОДА', 'broad'],
  [D, 'усі виконавці', 'broad'],
  [D, 'відповідно до компетенції', 'broad'],
  [D, 'органи місцевого самоврядування', 'none'],
  [D, 'райдержадміністрації', 'none'],
  [D, 'апарат облдержадміністрації', 'broad'],
  [
    'Департамент житлово-комунального господарства',
    'структурні підрозділи облдержадміністрації',
    'group',
  ],
  ['Бурівська районна державна адміністрація', 'райдержадміністрації', 'group'],
  ['Бурівська районна державна адміністрація', 'Бурівська райдержадміністрація', 'named'],
  ['Бурівська районна державна адміністрація', 'Зелендольська райдержадміністрація', 'none'],
  ['Бурівська РДА', 'районні державні адміністрації', 'group'],
  ['Бурівська районна військова адміністрація', 'РВА', 'group'],
  ['відділ освіти Бурівської райдержадміністрації', 'райдержадміністрації', 'broad'],
  [
    'відділ освіти Бурівської райдержадміністрації',
    'структурні підрозділи райдержадміністрацій',
    'group',
  ],
  ['Бурівська райдержадміністрація', 'органи виконавчої влади', 'broad'],
  ['виконавчий комітет Яснодарської міської ради', 'виконавчі комітети міських рад', 'group'],
  ['виконавчий комітет Яснодарської міської ради', 'виконкоми', 'group'],
  ['виконавчий комітет Яснодарської міської ради', 'органи місцевого самоврядування', 'broad'],
  ['Яснодарська міська рада', 'органи місцевого самоврядування', 'broad'],
  ['Яснодарська міська рада', 'міські ради', 'group'],
  ['управління освіти Яснодарської міської ради', 'органи місцевого самоврядування', 'broad'],
  ['управління освіти Яснодарської міської ради', 'виконавчі комітети міських рад', 'broad'],
  ['управління освіти Яснодарської міської ради', 'органи виконавчої влади', 'none'],
  [
    'управління освіти Яснодарської міської ради',
    'структурні підрозділи облдержадміністрації',
    'none',
  ],
  [
    'Головне управління Держгеокадастру у Бурівській області',
    'Головне управління Держгеокадастру у Бурівській області',
    'named',
  ],
  [
    'Головне управління Держгеокадастру у Бурівській області',
    'територіальні підрозділи центральних органів виконавчої влади',
    'group',
  ],
  [
    'Головне управління Держгеокадастру у Бурівській області',
    'ГУ Держгеокадастру у Бурівській області',
    'named',
  ],
  [
    'Головне управління Держгеокадастру у Бурівській області',
    'структурні підрозділи облдержадміністрації',
    'none',
  ],
  ['облдержадміністрація', 'обласна державна адміністрація', 'named'],
  ['Бурівська обласна державна адміністрація', 'облдержадміністрація', 'named'],
  ['Бурівська ОДА', 'обласна, районні держадміністрації', 'named'],
  [
    'сектор з питань запобігання та виявлення корупції апарату облдержадміністрації',
    'сектор з питань запобігання та виявлення корупції апарату обласної держадміністрації',
    'named',
  ],
  [
    'сектор з питань запобігання та виявлення корупції апарату облдержадміністрації',
    'апарат, структурні підрозділи облдержадміністрації',
    'group',
  ],
  [
    'сектор з питань запобігання та виявлення корупції апарату облдержадміністрації',
    'апарат облдержадміністрації',
    'broad',
  ],
  [
    'Управління цивільного захисту облдержадміністрації',
    'управління з питань цивільного захисту облдержадміністрації',
    'named',
  ],
  ['Департамент освіти і науки ОДА', 'ДОН ОДА', 'named'],
  ['Вишнедольська селищна територіальна громада', 'ОТГ', 'group'],
  ['Вишнедольська селищна рада', 'територіальні громади', 'group'],
  ['Вишнедольська селищна рада', 'органи місцевого самоврядування', 'broad'],
  ['Департамент розвитку ОДА', 'Департамент розвитку промисловості ОДА', 'none'],
  ['Міністерство освіти і науки України', 'МОН', 'named'],
  ['Міністерство освіти і науки України', 'центральні органи виконавчої влади', 'group'],
  [D, 'облдержадміністрація (департамент ЖКГ)', 'named'],
  [D, 'структурні підрозділи облдержадміністрації, у межах компетенції', 'group'],
  ['', 'облдержадміністрація', 'none'],
  ['Державний архів Бурівської області', 'структурні підрозділи облдержадміністрації', 'group'],
  [
    'управління культури Бурівської обласної державної адміністрації',
    'обласна, районні держадміністрації',
    'broad',
  ],
  [D, 'керівники структурних підрозділів облдержадміністрації', 'group'],
  [D, 'департамент житлово-комуналього господарства', 'named'],
  ['апарат облдержадміністрації', 'апарат, структурні підрозділи облдержадміністрації', 'named'],
] as const)('%s: %s', (respondent, executors, expected) =>
  expect(stands(respondent, executors)).toBe(expected),
)

test('the closest of several bodies counts', () => {
  expect(stands(D, 'органи виконавчої влади, структурні підрозділи ОДА')).toBe('group')
  expect(stands(D, 'структурні підрозділи ОДА, Департамент ЖКГ, МОН')).toBe('named')
  expect(stands(D, '')).toBe('none')
})

describe('the lexicon', () => {
  test('its examples come out', () => expect(tryBodies(lexicon)).toEqual([]))

  const text = grammarPart('bodies')
  test('an example that fails is told with its line', () => {
    const line = text.slice(0, text.indexOf('  examples:')).split('\n').length + 1
    const wrong = text.replace(
      '  examples:\n',
      "  examples:\n    - { executors: 'X, Y', names: [X] }\n",
    )
    expect(tryBodies(compileLexicon(wrong))).toMatchObject([{ line }])
  })
  test('an office adds a class of its own in YAML', () => {
    const added = text.replace(
      '  classes:\n',
      '  classes:\n    - name: козаки\n      forms: [козаки району]\n      group: [курен*]\n',
    )
    const { bodies } = readExecutors('козаки району', NO_MEMORY, lexicon)
    expect(standing('курінь', bodies, lexicon)).toBe('none')
    expect(standing('куренівський загін', bodies, compileLexicon(added))).toBe('group')
  })
  test.each([
    ['an unknown key', (yaml: string) => yaml.replace('  same:', '  sane:')],
    ['a missing key', (yaml: string) => yaml.replace(/ {2}alias:.*\n/, '')],
    [
      'a class that holds nobody',
      (yaml: string) => yaml.replace('  classes:\n', '  classes:\n    - { name: X, forms: [x] }\n'),
    ],
    ['an adjective of another shape', (yaml: string) => yaml.replace('- обласний', '- середня')],
    ['a broken phrase', (yaml: string) => yaml.replace('[цнап*]', "['(цнап*']")],
    ['an unknown gender', (yaml: string) => yaml.replace('gender: neuter', 'gender: neutral')],
    ['an unknown standing', (yaml: string) => yaml.replace('standing: broad', 'standing: wide')],
    ['half an example', (yaml: string) => yaml.replace(', standing: none', '')],
    [
      'a many that is no truth value',
      (yaml: string) => yaml.replace('      many: true', '      many: sure'),
    ],
  ])('refuses %s', (_, damage) => {
    const damaged = damage(text)
    expect(damaged).not.toBe(text)
    expect(() => compileLexicon(damaged)).toThrow(/bodies\.yaml:\d+:\d+ /)
  })
  test('is plain JSON', () => expect(JSON.parse(JSON.stringify(lexicon))).toEqual(lexicon))
})

const SEED = new URL('../../../shared/seed/expected.json', import.meta.url)

interface SeedMeasure {
  readonly id: string
  readonly executors: string
}

test.skipIf(!existsSync(SEED))('the real report (skipped where ../shared is missing)', () => {
  const tree = JSON.parse(readFileSync(SEED, 'utf8')) as {
    sections: { items: { measures: SeedMeasure[] }[] }[]
  }
  let memory: ExecutorsMemory = NO_MEMORY
  const found: Record<string, string> = {}
  for (const { id, executors } of tree.sections.flatMap(({ items }) =>
    items.flatMap((item) => item.measures),
  )) {
    const read = readExecutors(executors, memory, lexicon)
    memory = read.memory
    found[id] = standing(D, read.bodies, lexicon)
  }
  expect(found).toMatchObject({
    'I.1.1': 'group',
    'I.2.1': 'none',
    'II.1.1': 'none',
    'II.6': 'broad',
    'IV.1.2': 'broad',
    'IV.3': 'broad',
    'IV.5.3': 'group',
    'IV.5.4': 'none',
  })
})
