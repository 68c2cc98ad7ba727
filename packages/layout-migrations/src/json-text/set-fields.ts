import { fieldOf, type JsonObjectText } from './json-text.ts'

/**
 * The text of an object with the values of some fields replaced, each by JSON text, and every other character as it was;
 * a field that it lacks is added at its end, spelled as Python does.
 */
export function setFields(object: JsonObjectText, values: ReadonlyMap<string, string>): string {
  let { text } = object
  const standing = [...values]
    .map(([name, json]) => ({ value: fieldOf(object, name), json }))
    .filter(({ value }) => value !== undefined)
    // From the end, so that the places before it stay.
    .toSorted((one, other) => (other.value?.at ?? 0) - (one.value?.at ?? 0))
  for (const { value, json } of standing) {
    if (value === undefined) continue
    const at = value.at - object.at
    text = text.slice(0, at) + json + text.slice(at + value.text.length)
  }
  const lacking = [...values].filter(([name]) => fieldOf(object, name) === undefined)
  if (lacking.length === 0) return text
  const added = lacking.map(([name, json]) => `${JSON.stringify(name)}: ${json}`).join(', ')
  const end = text.lastIndexOf('}')
  return `${text.slice(0, end)}${object.fields.length === 0 ? '' : ', '}${added}${text.slice(end)}`
}
