/** Milliseconds before the server is asked again, decisions sent at once, cards left when more are asked for, files sent at once. */
export const PACE = { pause: 1000, decisions: 200, cards: 20, files: 3 } as const

/** The element of an id, where it is there and of the kind. */
export function byId<Kind extends Element>(id: string, kind: new () => Kind): Kind | null {
  const found = document.getElementById(id)
  return found instanceof kind ? found : null
}

/** A text of the page's own, `{name}` in it replaced. */
export function textOf(
  element: HTMLElement,
  name: string,
  values: Readonly<Record<string, unknown>> = {},
): string {
  return (element.dataset[name] ?? '').replace(/\{(\w+)\}/g, (_, key) => `${values[key]}`)
}

/** Tells something that a screen reader reads out; nothing takes it away. */
export function tell(name: string, values: Readonly<Record<string, unknown>> = {}): void {
  const told = byId('told', HTMLElement)
  if (told === null) return
  told.textContent = name === '' ? '' : textOf(document.body, name, values)
  told.hidden = name === ''
}

/** Sends JSON and gives the answer. */
export function sendJson(address: string, value: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(address, { method: 'POST', body: JSON.stringify(value), headers })
}
