import { z } from 'zod'
import { LockError } from './lock-error.ts'
import { lockedFamily, lockedSegment, type Lock } from './locked-family.ts'
import { familyHash } from './write-lock.ts'

const lockFile = z.strictObject({
  format: z.literal(1),
  segments: z.record(z.string(), lockedSegment),
  families: z.record(z.string(), lockedFamily.extend({ hash: z.string() })),
})

/** The families of a lock file. @throws LockError when it is no lock file or a family does not have its hash. */
export function readLock(text: string, file = 'keys.lock.json'): Lock {
  const { segments, families } = parse(text, file)
  const checked = Object.entries(families).map(([name, { hash, ...family }]) => {
    if (hash !== familyHash(family)) {
      throw new LockError(
        `the lock of ${name} in ${file} does not have its hash, so somebody edited it or a merge went wrong: ` +
          'take the file of the target branch and run `keys lock`',
      )
    }
    return [name, family] as const
  })
  return { segments, families: Object.fromEntries(checked) }
}

function parse(text: string, file: string): z.infer<typeof lockFile> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new LockError(`${file} is no JSON: resolve its merge conflicts, then run \`keys lock\``, { cause })
  }
  const read = lockFile.safeParse(json)
  if (read.success) return read.data
  throw new LockError(`${file} has another form than this program reads: ${z.prettifyError(read.error)}`)
}
