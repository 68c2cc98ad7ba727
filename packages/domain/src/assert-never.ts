/** Ends a switch over a union: the compiler refuses it while a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`a case is missing for ${JSON.stringify(value)}: add it to the switch`)
}
