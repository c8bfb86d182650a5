/*
 * What looks like time and is none. The patterns are matched against lower-cased text.
 */

/** Money is no time, nor is a bracket that speaks of it: «в межах кошторису на 2017 рік», «за рахунок коштів бюджету», «200,5 тис. грн». */
export const FUNDING =
  /\([^()]*(?:фінансу|кошт|кошторис|бюджетн)[^()]*\)|(?:[ву] межах (?:кошт|видат|асигн|фінанс|бюдж|наявн|передб|виділ|затв)|за (?:рахунок|кошти)|(?:обсяг[а-я]* )?фінансування|в пределах|за счет)(?:[^;,)]|,(?=\d))*|\d[\d ,.]*(?:тис\.?|млн\.?)?\s*грн/g
/** The date and number of an act are no deadline: «розпорядження від 12.03.2016 № 58». */
export const ACT =
  /від\s+["«]?\d{1,2}["»]?(?:\s*\.\s*\d{1,2}\s*\.\s*|\s+[а-яіїєґ]+\s+)\d{2,4}\s*(?:р\.|року)?\s*(?=№|n\s)|№\s*[^\s,;)]+/g

/** A date that another one took the place of: «01.10.2024 (перенесено з 01.07.2024)». */
export const MOVED_FROM =
  /(?:перенес|змінен|продовжен)[а-яіїє]*\s+(?:з|із|від)\s+\d{1,2}\s*\.\s*\d{1,2}\s*\.\s*\d{2,4}/g

/** Addresses: the numbers of a path are no dates. */
export const ADDRESS = /(?:https?:\/\/|www\.)\S+/g
/** Numbers of documents. */
export const DOCUMENT_NUMBER = /№\s*[^\s,;)]+/g
/** An act that a response only refers to; the date of the respondent's own order stays. */
export const ACT_REFERRED_TO =
  /(?:закон|постанов|указ|кодекс|відповідно до|згідно|на виконання)[^.;]{0,150}?від\s+["«]?\d{1,2}["»]?(?:\s*\.\s*\d{1,2}\s*\.\s*|\s+[а-яіїєґ]+\s+)\d{2,4}/g

/** The text at the same length, whatever a pattern matches replaced by blanks. */
export function blankOut(text: string, patterns: readonly RegExp[]): string {
  let result = text
  for (const pattern of patterns) {
    const lower = result.toLowerCase()
    // Lower case that changes the length («İ») would move the offsets.
    if (lower.length !== result.length) return result
    for (const match of lower.matchAll(pattern)) {
      const end = match.index + match[0].length
      result = result.slice(0, match.index) + ' '.repeat(match[0].length) + result.slice(end)
    }
  }
  return result
}
