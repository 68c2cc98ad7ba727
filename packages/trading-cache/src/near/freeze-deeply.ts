/** Freezes a value and all that it holds, so that who is handed a copy cannot alter it; answers the same value. */
export function freezeDeeply<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  const held: readonly unknown[] = Object.values(value)
  for (const content of held) freezeDeeply(content)
  return value
}
