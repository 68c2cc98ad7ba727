export { isBefore, mayMove, phases, type Phase } from './state/phase.ts'
export type { Scope } from './define/find-source.ts'
export { planMigration, type MigrationPlan, type PlanRequest } from './plan/plan-migration.ts'
export type { PlannedRefusal, PlanTally } from './plan/plan-tally.ts'
export { runMigration, type RunReport } from './run/run-migration.ts'
export type { CutOverReport } from './run/cut-over.ts'
export type { Instance } from './session/await-instances.ts'
export type { Refusal, RefusalCounts, RefusalSummary } from './state/refusals.ts'
export type { ReturnRequest, RunRequest } from './session/run-setup.ts'
export type { RunProgress } from './session/session.ts'
export type { VerifyReport } from './verify/verify-report.ts'
export { verifyMigration, type ComparisonReport } from './verify/verify-migration.ts'
export type { StrayWriter } from './fence/raise-fence.ts'
export type { FeedKind } from './feed/open-feed.ts'
export { defaultLimits, type ThrottleLimits } from './session/decide-throttle.ts'
export { rollbackMigration, type RollbackReport } from './rollback/rollback-migration.ts'
export { restoreMigration, type RestoreReport } from './rollback/restore-migration.ts'
export {
  controlMigration,
  migrationAudit,
  migrationStatus,
  type Control,
  type MigrationStatus,
} from './run/control-migration.ts'
