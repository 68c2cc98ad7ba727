/** The fields of a record in the order HSET takes them; a field that is undefined is left out. */
export function flatFields(record: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(record).flatMap(([field, text]) => (text === undefined ? [] : [field, text]))
}
