/** Few texts are longer, and those are not worth their place. */
const longest = 48
const mostRemembered = 10_000

/**
 * Reads texts, and those that were read before at once: positions are listed again and again, and most of what they say they
 * have said before. What is read must never change, for many hold the same. Undefined, which is not remembered, is for a
 * text that cannot be read.
 */
export function remember<Value>(read: (text: string) => Value | undefined): (text: string) => Value | undefined {
  const remembered = new Map<string, Value>()
  return (text) => {
    const known = remembered.get(text)
    if (known !== undefined) return known
    const value = read(text)
    if (value === undefined || text.length > longest) return value
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(text, value)
    return value
  }
}
