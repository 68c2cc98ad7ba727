/** The fields of a record in the order HSET takes them; a field that is undefined is left out. */
export function flatFields(record: Readonly<Record<string, string | undefined>>): readonly string[] {
  const flat: string[] = []
  for (const field in record) {
    const text = record[field]
    if (text !== undefined) flat.push(field, text)
  }
  return flat
}
