import { TradingError } from '@tradingboost/domain'
import { readMembers } from '../connection/read-reply.ts'
import { defineScript, type RedisScript, type ScriptCall } from '../connection/redis-script.ts'
import type { LayoutPhase } from './report-phase.ts'
import type { LayoutWatch } from './watch-layouts.ts'

/**
 * The phases before the cut-over in which both layouts are written: from the beginning of a migration on, and after it was
 * rolled back too, somebody may read the old one.
 */
export const beforeCutOver: readonly LayoutPhase[] = ['off', 'expand', 'backfill', 'verify']

/** The phases after the cut-over in which both layouts are written. */
export const afterCutOver: readonly LayoutPhase[] = ['cutover']

/** What one try to write both layouts came to: written, or another phase, or another old key than it was made for. */
export type BothOutcome<Reply> =
  | { readonly kind: 'done'; readonly reply: Reply }
  | { readonly kind: 'moved-on' | 'changed' }

const mostTries = 100

/** Tries to write both layouts until it is done. Throws a TradingError `conflict` when it never is. */
export async function tryBoth<Reply>(
  watch: LayoutWatch,
  keys: readonly string[],
  attempt: () => Promise<BothOutcome<Reply>>,
): Promise<Reply> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const outcome = await attempt()
    if (outcome.kind === 'done') return outcome.reply
    if (outcome.kind === 'moved-on') await watch.refresh()
  }
  throw new TradingError('conflict', 'the old layout changed each time between reading and writing it: try again', {
    retry: 'now',
    details: { keys },
  })
}

/** What else a script of both layouts takes than the script of the new one. */
interface OldPart {
  readonly keys: readonly string[]
  /** The last of ARGV, as JSON. */
  readonly plan: object
  readonly args?: readonly (string | number)[]
}

/** Makes a script of both layouts of one that writes the new one, once for each, and calls of it. */
export function scriptsOfBoth(
  name: string,
  luaOf: (newLayoutLua: string) => string,
): <Reply>(call: ScriptCall<Reply>, old: OldPart) => ScriptCall<BothOutcome<Reply>> {
  const scripts = new Map<string, RedisScript>()
  return (call, { keys, args = [], plan }) => {
    const script = scripts.get(call.script.name) ?? defineScript(`${call.script.name}-${name}`, luaOf(call.script.lua))
    scripts.set(call.script.name, script)
    return {
      script,
      keys: [...call.keys, ...keys],
      args: [...call.args, ...args, JSON.stringify(plan)],
      read: (reply) => {
        const [kind] = readMembers(reply)
        return kind === 'moved-on' || kind === 'changed' ? { kind } : { kind: 'done', reply: call.read(reply) }
      },
    }
  }
}
