export { defineMigration } from './define/define-migration.ts'
export type { KeyContent } from './define/key-content.ts'
export type { Inversion, Migration, SourceKey, SourceRecord, TransformOptions } from './define/migration.ts'
export { oldLayoutOf, oldLayoutsOf } from './define/old-layout-of.ts'
export type { TargetKey, TargetMember, Transformation } from './define/transformation.ts'

export { isBefore, mayMove, phases, type Phase } from './phase/phase.ts'
export type { Scope } from './source/find-source.ts'
export { planMigration, type MigrationPlan, type PlanRequest } from './plan/plan-migration.ts'
export type { PlannedRefusal, PlanTally } from './plan/plan-tally.ts'
export { runMigration, type RunReport } from './run/run-migration.ts'
export type { CutOverReport } from './run/cut-over.ts'
export type { Instance } from './run/await-instances.ts'
export type { Refusal, RefusalCounts, RefusalSummary } from './state/refusals.ts'
export type { ReturnRequest, RunRequest } from './run/run-setup.ts'
export type { RunProgress } from './run/session.ts'
export type { VerifyReport } from './verify/verify-report.ts'
export { verifyMigration, type ComparisonReport } from './verify/verify-migration.ts'
export type { StrayWriter } from './fence/raise-fence.ts'
export type { FeedKind } from './feed/open-feed.ts'
export { defaultLimits, type ThrottleLimits } from './throttle/decide-throttle.ts'
export { rollbackMigration, type RollbackReport } from './rollback/rollback-migration.ts'
export { restoreMigration, type RestoreReport } from './restore/restore-migration.ts'
export {
  controlMigration,
  migrationAudit,
  migrationStatus,
  type Control,
  type MigrationStatus,
} from './control/control-migration.ts'
export { gridPositions } from './migrations/0003-grid-positions/grid-positions.ts'
export { migrations } from './migrations/migrations.ts'
