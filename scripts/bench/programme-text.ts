import { writeRoman } from '../../src/text/roman.ts'

export interface TextFacts {
  readonly programme: number
  readonly body: number
  readonly period: number
  readonly year: number
  readonly bodyName: (body: number) => string
  readonly bodies: number
  /** Of each section. */
  readonly measures?: number
}

const SECTIONS = 5
const MEASURES = 10
/** From this year on every third measure has other words. */
const REWORDED = 2022

const DEEDS = ['проведення', 'оприлюднення', 'забезпечення', 'здійснення', 'організація']
const MORE_DEEDS = ['удосконалення', 'розроблення', 'оновлення', 'вивчення', 'підготовка']
const OBJECTS = [
  'навчання працівників з питань охорони праці',
  'перевірки стану утримання доріг місцевого значення',
  'моніторингу якості питної води у сільських населених пунктах',
  'обстеження будівель закладів освіти та культури',
  'інформування громадян про хід виконання програми',
  'ремонту зовнішнього освітлення на вулицях громади',
  'обліку зелених насаджень і висаджування молодих дерев',
  'закупівлі обладнання для пунктів незламності',
  'конкурсу соціальних проєктів для молоді',
  "паспортизації об'єктів комунальної власності",
]
const PLACES = [
  'у закладах освіти',
  'на територіях громад',
  "в установах охорони здоров'я",
  'у структурних підрозділах',
  "на об'єктах критичної інфраструктури",
]
const ANSWERS: readonly ((number: number) => string)[] = [
  (n) => `Проведено ${n} заходів, охоплено ${n * 17} осіб, інформацію розміщено на вебсайті.`,
  (n) => `Виконано. Обстежено ${n} об'єктів, за результатами складено ${n} актів.`,
  () => 'Не належить до компетенції департаменту.',
  () => 'Робота проводиться постійно.',
  () => '',
  (n) => `Заплановано на ${1 + (n % 4)} квартал наступного року.`,
  (n) => `Виконується. Опрацьовано ${n + 3} звернень громадян та надано роз'яснення.`,
  () => 'Не належить до компетенції департаменту.',
]

/** A report of 50 measures, or as many as are asked for, as text, cells apart by tabs. */
export function programmeText(facts: TextFacts): string {
  const { measures = MEASURES } = facts
  const rows = ['№ з/п\tЗавдання\tНайменування заходу\tСтрок виконання\tВиконавці\tСтан виконання']
  for (let section = 0; section < SECTIONS; section += 1) {
    rows.push(`${writeRoman(section + 1)}. Напрям ${section + 1} діяльності`)
    for (let measure = 0; measure < measures; measure += 1)
      rows.push(rowOf(facts, section, measure, section * measures + measure).join('\t'))
  }
  return `${rows.join('\n')}\n`
}

function rowOf(
  facts: TextFacts,
  section: number,
  measure: number,
  number: number,
): readonly string[] {
  return [
    measure === 0 ? '1.' : '',
    measure === 0 ? `Завдання ${section + 1}` : '',
    `${measure + 1}) ${words(facts, section, measure)}`,
    `${facts.year} рік`,
    executors(facts, number),
    answer(facts, number),
  ]
}

function words({ programme, year }: TextFacts, section: number, measure: number): string {
  const deeds = [...DEEDS, ...MORE_DEEDS]
  const deed = deeds[(measure * 3 + section + programme * 5) % deeds.length]
  const object = OBJECTS[(measure + section * 3 + programme) % OBJECTS.length]
  const place = PLACES[(measure + section) % PLACES.length]
  const isReworded = year >= REWORDED && measure % 3 === 0
  return isReworded ? `${deed} щороку ${object} ${place} області` : `${deed} ${object} ${place}`
}

function executors({ body, bodies, bodyName }: TextFacts, number: number): string {
  switch (number % 4) {
    case 0:
      return bodyName(body)
    case 1:
      return 'структурні підрозділи облдержадміністрації'
    default:
      return `${bodyName(1 + (number % bodies))}, районні державні адміністрації`
  }
}

function answer({ programme, body, period, year }: TextFacts, number: number): string {
  const changes = number % 5 === 0 ? year : 0
  const figure = 1 + ((body * 7 + period * 3 + number * 5 + programme) % 97)
  return ANSWERS[(body + number + changes) % ANSWERS.length]?.(figure) ?? ''
}
