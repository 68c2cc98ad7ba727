import { systemClock, TradingError } from '@tradingboost/domain'
import { streamAudit, type AuditOptions, type AuditTally, type FindingStore } from '@tradingboost/redis-audit'
import { addressOf } from '../address-options.ts'
import { KeysCliError } from '../keys-cli-error.ts'
import { auditProgress } from './audit-progress.ts'
import { scopeOf, type ScopeOptions } from './audit-options.ts'

/** Audits the Redis that the options name, into a store, with progress. Throws a KeysCliError when it ends early. */
export async function runAudit(
  options: ScopeOptions & { readonly json?: true },
  findings: FindingStore,
  more: Pick<AuditOptions, 'isKnown' | 'proposals'> = {},
): Promise<AuditTally> {
  const address = addressOf(options)
  const progress = auditProgress(process.stderr, systemClock, options.json === true)
  const audit = { ...scopeOf(options), ...more, resumeWithinMs: 30_000, clock: systemClock, onProgress: progress.show }
  try {
    return await streamAudit(address, audit, findings.add)
  } catch (cause) {
    throw cause instanceof TradingError ? new KeysCliError(cause.message, { cause }) : cause
  } finally {
    progress.clear()
  }
}
