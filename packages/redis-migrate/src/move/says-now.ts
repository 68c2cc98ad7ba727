import { isSettled } from '../ledger/is-settled.ts'
import type { MoveContext } from './move-context.ts'
import { saysSource, transformState } from './transform-state.ts'
import { findSource } from '../define/find-source.ts'
import { readContents } from '../content/read-contents.ts'
import { readSource } from '../ledger/read-source.ts'
import { sameContent } from '@tradingboost/layout-migrations'

const looks = 20

/**
 * Whether a source and its targets, read at one moment, say the same: then whoever writes it writes both layouts, however
 * often. A source that changes faster than it can be looked at does not count as such.
 */
export async function saysNow(context: MoveContext, key: string): Promise<boolean> {
  const { connection, keys, migration, scope, options } = context
  for (let look = 0; look < looks; look += 1) {
    const state = await connection.run(readSource(keys, key))
    const source = findSource(migration.from, key, scope, state.type)
    if (source === undefined || state.content === undefined) {
      return state.type === 'none' && (state.entry === undefined || isSettled(state, key))
    }
    const becomes = transformState(migration, source, state, options)
    if (becomes.kind !== 'moves') return true
    const [held, ...contents] = await connection.run(readContents([key, ...becomes.keys.map((target) => target.key)]))
    if (held === undefined || !sameContent(held, state.content)) continue
    const standing = becomes.keys.flatMap((target, at) => {
      const content = contents[at]
      return content === undefined ? [] : [{ ...target, content }]
    })
    return standing.length === becomes.keys.length && saysSource(context, source, state, standing)
  }
  return false
}
