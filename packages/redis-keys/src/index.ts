export { defineChannel, defineKey, defineMember } from './language.ts'
export { changesChannel } from './changes-channel.ts'
export type { Owner } from './owner.ts'
export { segments } from './segments.ts'

export type { AnyChannelFamily, ChannelDefinition, ChannelFamily } from './define/channel-family.ts'
export type { LooseParams } from './define/compile-template.ts'
export { day, hour, minute, second } from './define/duration.ts'
export { KeyBuildError } from './define/key-build-error.ts'
export type { KeyDefinition } from './define/key-definition.ts'
export type { AnyKeyFamily, FamilyStatus, KeyFamily, KeyParams, KeyValue } from './define/key-family.ts'
export { keyLanguage, type KeyLanguage } from './define/key-language.ts'
export type { KeyTypeError } from './define/key-type-error.ts'
export {
  expiresAfter,
  expiresOnceDone,
  lifetimeVaries,
  persistent,
  persistentOnceWritten,
  type Lifetime,
  type MovedLifetime,
} from './define/lifetime.ts'
export type { MemberTemplate } from './define/member-template.ts'
export { oneOfSegment } from './define/one-of-segment.ts'
export { describeMismatch, type MismatchReason, type ParseResult } from './define/parse-result.ts'
export type { TemplatePart } from './define/parse-template.ts'
export { rawSpelling } from './define/raw-spelling.ts'
export { redisTypes, type RedisChannel, type RedisKey, type RedisType } from './define/redis-key.ts'
export type { ColonAllowance, Segment, SegmentTable, SegmentValue } from './define/segment.ts'
export { foreignSegment, patternSegment, textSegment } from './define/text-segment.ts'
export {
  hash,
  json,
  list,
  set,
  string,
  zset,
  type HashShape,
  type ListShape,
  type SetShape,
  type ShapeValue,
  type SortedSetShape,
  type TextShape,
  type ValueShape,
} from './define/value-shape.ts'
export { wholeNumberSegment } from './define/whole-number-segment.ts'

export { describeDifferences } from './identify/describe-differences.ts'
export { identify, type IdentifyHint, type Identified } from './identify/identify.ts'
export type { NearFamily } from './identify/nearest-families.ts'

export { catalogue, channels } from './catalogue/catalogue.ts'
export { environmentMarker, environments, signsOfLife, type Environment } from './catalogue/environment.ts'
export { botFence, botHeartbeat, botLease, botMemory, heartbeatRecord } from './catalogue/bots.ts'
export { orderChanges, positionChanges, priceChanges } from './catalogue/channels.ts'
export {
  activeGridLevel,
  exchangePnl,
  exchangeVolume,
  gridLevelRecord,
  gridOrders,
  levelPlacedText,
  levelTakeProfit,
  orderPlaced,
  orderPlacedIndex,
  runningSymbols,
  takeProfits,
  userPnl,
  userVolume,
} from './catalogue/grid.ts'
export { orderRecord, type OrderRecord } from './catalogue/order-record.ts'
export { openOrders, order, orderCache, userOrders } from './catalogue/orders.ts'
export {
  closedPosition,
  ownPositionRecord,
  positionRecord,
  positionStateRecord,
  type ClosedPosition,
  type OwnPositionRecord,
  type PositionRecord,
  type PositionStateRecord,
} from './catalogue/position-record.ts'
export {
  activePositionMember,
  activePositions,
  netPositionCache,
  position,
  positionCache,
  positionHistory,
  positionIndex,
  positionIndexMember,
  positionRealtime,
} from './catalogue/positions.ts'
export { price, priceRecord } from './catalogue/prices.ts'
export {
  apiKeys,
  apiKeysRecord,
  blacklist,
  botExchanges,
  botStatus,
  botStatuses,
  defaultSettings,
  exchangeUser,
  globalBlacklist,
  globalWhitelist,
  job,
  tradingStatus,
  tradingStatusText,
  userIds,
  userSettings,
  watchlist,
  whitelist,
} from './catalogue/users.ts'
export { gridSymbolState, gridSymbolVolume, legacyOrderPlaced } from './catalogue/legacy-grid.ts'
export {
  exchangePositions,
  exchangePositionsList,
  exchangeSymbolPositions,
  hyperrsiPosition,
  legacyPositionCache,
  legacyUserPosition,
} from './catalogue/legacy-positions.ts'
export {
  migrationAudit,
  migrationBackup,
  migrationInstances,
  migrationMembers,
  migrationPhases,
  migrationRefusals,
  migrationRunner,
  migrationSaved,
  migrationState,
} from './catalogue/migrations.ts'
export { aclLeaks, type AclLeak } from './render/acl-leaks.ts'
export { aclOwners, type AclOwner } from './render/acl-owner.ts'
export { aclUser, type AclUser } from './render/acl-user.ts'
export { aclFormats, formatAclUser, type AclFormat } from './render/format-acl-user.ts'
export {
  keyReference,
  referenceOf,
  type ChannelReference,
  type FamilyReference,
  type KeyReference,
  type UserReference,
} from './render/key-reference.ts'
export type { FieldDescription } from './render/describe-schema.ts'
export type { ValueDescription } from './render/describe-value.ts'
export { renderReference } from './render/render-reference.ts'
export { renderReferenceJson } from './render/render-reference-json.ts'
export { checkCatalogue } from './catalogue/check-catalogue.ts'

export { commonKey, type Spelling } from './collide/common-key.ts'
export {
  describeCollision,
  findCollisions,
  type AnyFamily,
  type Claim,
  type Collision,
} from './collide/find-collisions.ts'
export { describeGlobShadow, findGlobShadowing, type GlobShadow } from './collide/find-glob-shadowing.ts'
export { describeLiteralValue, findLiteralValues, type LiteralValue } from './collide/find-literal-values.ts'
export { checkLock, demandedBump, recipes, type LockCheck } from './lock/check-lock.ts'
export { compareLock } from './lock/compare-lock.ts'
export { moves, type FamilyMigration } from './lock/family-migration.ts'
export {
  bumps,
  describeChange,
  type Bump,
  type ChangeClass,
  type Compatibility,
  type LockChange,
  type Rollout,
} from './lock/lock-change.ts'
export { LockError } from './lock/lock-error.ts'
export { lockOf } from './lock/lock-of.ts'
export type { Lock, LockedFamily, LockedLifetime, LockedSegment, LockedValue } from './lock/locked-family.ts'
export { readLock } from './lock/read-lock.ts'
export type { KeptLock } from './lock/returned-families.ts'
export { findUnlockedRules } from './lock/unlocked-rules.ts'
export { writeLock } from './lock/write-lock.ts'
