/** A request that cannot be served as it was written: `main` prints the sentence and ends with exit code 2. */
export class KeysCliError extends Error {
  override readonly name = 'KeysCliError'
}
