/* A made-up programme of a made-up community and what its bodies answer: the example of the README. */

export const PROGRAMME = 'Програма благоустрою Верхньолипської громади на 2024–2025 роки'

export interface PlannedMeasure {
  readonly id: string
  readonly text: string
  readonly deadline: string
  readonly executors: string
}

export interface PlannedItem {
  readonly title: string
  readonly measures: readonly PlannedMeasure[]
}

export interface PlannedSection {
  readonly title: string
  readonly items: readonly PlannedItem[]
}

const YEARS = '2024-2025 роки'
const WORKS = 'управління благоустрою міської ради'
const ALL = 'структурні підрозділи міської ради'

export const SECTIONS: readonly PlannedSection[] = [
  {
    title: 'Озеленення',
    items: [
      {
        title: 'Дерева і квітники',
        measures: [
          {
            id: 'I.1.1',
            text: 'висаджування дерев уздовж вулиць і в парках',
            deadline: YEARS,
            executors: `${WORKS}, комунальне підприємство «Зеленбуд»`,
          },
          {
            id: 'I.1.2',
            text: 'облаштування квітників біля шкіл і дитячих садків',
            deadline: 'до 1 червня 2024 року',
            executors: 'відділ освіти міської ради',
          },
          {
            id: 'I.1.3',
            text: 'догляд за насадженнями біля бібліотек і музеїв',
            deadline: YEARS,
            executors: 'відділ культури міської ради',
          },
        ],
      },
      {
        title: 'Парки',
        measures: [
          {
            id: 'I.2.1',
            text: 'відновлення алей міського парку',
            deadline: '2024 рік',
            executors: WORKS,
          },
          {
            id: 'I.2.2',
            text: 'полив насаджень у посушливий період',
            deadline: 'щороку',
            executors: 'комунальне підприємство «Водоканал»',
          },
        ],
      },
    ],
  },
  {
    title: 'Чисте місто',
    items: [
      {
        title: 'Поводження з відходами',
        measures: [
          {
            id: 'II.1.1',
            text: 'ліквідація стихійних сміттєзвалищ',
            deadline: 'щокварталу',
            executors: WORKS,
          },
          {
            id: 'II.1.2',
            text: 'встановлення контейнерів для роздільного збирання відходів',
            deadline: '2024 рік',
            executors: `${WORKS}, відділ архітектури міської ради`,
          },
          { id: 'II.1.3', text: 'проведення весняної толоки', deadline: 'щороку', executors: ALL },
        ],
      },
      {
        title: 'Вулиці та майданчики',
        measures: [
          {
            id: 'II.2.1',
            text: 'заміна світильників вуличного освітлення на енергоощадні',
            deadline: YEARS,
            executors: WORKS,
          },
          {
            id: 'II.2.2',
            text: 'облаштування спортивних майданчиків',
            deadline: YEARS,
            executors: 'відділ молоді та спорту міської ради',
          },
          {
            id: 'II.2.3',
            text: 'улаштування пандусів біля зупинок',
            deadline: YEARS,
            executors:
              'відділ архітектури міської ради, управління соціального захисту міської ради',
          },
        ],
      },
    ],
  },
  {
    title: 'Участь громади',
    items: [
      {
        title: 'Інформування та залучення',
        measures: [
          {
            id: 'III.1.1',
            text: 'висвітлення заходів Програми на офіційному вебсайті',
            deadline: 'постійно',
            executors: ALL,
          },
          {
            id: 'III.1.2',
            text: 'залучення молоді до озеленення',
            deadline: YEARS,
            executors: 'відділ молоді та спорту міської ради, відділ освіти міської ради',
          },
          {
            id: 'III.1.3',
            text: 'підготовка пропозицій щодо фінансування Програми',
            deadline: 'щороку до 1 вересня',
            executors: 'фінансове управління міської ради',
          },
        ],
      },
    ],
  },
]
