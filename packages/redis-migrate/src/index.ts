export { defineMigration } from './define/define-migration.ts'
export type { KeyContent } from './define/key-content.ts'
export type { Inversion, Migration, SourceKey, SourceRecord, TransformOptions } from './define/migration.ts'
export type { TargetKey, TargetMember, Transformation } from './define/transformation.ts'
