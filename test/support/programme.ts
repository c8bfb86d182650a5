/** A measure as one report prints it. */
export interface PrintedMeasure {
  readonly label: string
  readonly text: string
  readonly executors: string
  readonly response: string
}

/** A report of one section as text, a row a line, cells apart by tabs. */
export function programmeReport(measures: readonly PrintedMeasure[]): string {
  const heading = '№ з/п\tЗавдання\tНайменування заходу\tСтрок виконання\tВиконавці\tСтан виконання'
  const rows = measures.map(({ label, text, executors, response }, index) => {
    const item = index === 0 ? ['1.', 'Благоустрій'] : ['', '']
    return [...item, `${label}) ${text}`, '2016-2017 роки', executors, response].join('\t')
  })
  return [heading, 'I. Благоустрій міста', ...rows, ''].join('\n')
}
