/** A lock file that cannot be trusted: the sentence says what is wrong with it and how to mend it. */
export class LockError extends Error {
  override readonly name = 'LockError'
}
