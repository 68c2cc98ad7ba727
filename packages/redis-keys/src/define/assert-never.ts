/** The end of a switch over a union; it compiles only when every case is taken. */
export function assertNever(value: never): never {
  throw new TypeError(`no case for ${JSON.stringify(value)}`)
}
