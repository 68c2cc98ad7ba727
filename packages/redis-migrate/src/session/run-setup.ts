import type { Clock, RedisAddress } from '@tradingboost/domain'
import type { RedisConnection } from '@tradingboost/trading-cache'
import type { Migration, TransformOptions } from '@tradingboost/layout-migrations'
import type { Phase } from '../state/phase.ts'
import type { Scope } from '../define/find-source.ts'
import { defaultLimits, type ThrottleLimits } from './decide-throttle.ts'
import type { RunProgress } from './session.ts'

/** What a run is to do, and with what. */
export interface RunRequest {
  /** Where `connection` leads; the feed of foreign writes connects there by itself. */
  readonly url: string | RedisAddress
  readonly connection: RedisConnection
  readonly migration: Migration
  readonly options: TransformOptions
  readonly scope?: Scope
  readonly clock: Clock
  /** Names this runner among others; unique. */
  readonly token: string
  /** The phase to stop at. */
  readonly until: Phase
  /** Users of Redis that write the old layout and are fenced for the cut-over. */
  readonly legacyUsers?: readonly string[]
  /** How long the fence may stand before the cut-over is given up; 10 s without it. */
  readonly fenceTimeoutMs?: number
  /** How long the new layout is read before the old one is removed; 0 without it. */
  readonly soakMs?: number
  /** How long instances may take to come along; 30 s without it. */
  readonly instancesWithinMs?: number
  /** How long backups stay after the old keys are removed; 30 days without it. */
  readonly retentionMs?: number
  /** Keys a second at most; 0, as without it, is no limit. */
  readonly rate?: number
  readonly limits?: ThrottleLimits
  /** How long a Redis that went away may take to come back; 30 s without it. */
  readonly resumeWithinMs?: number
  readonly onProgress?: (progress: RunProgress) => void
  readonly signal?: AbortSignal
}

/** What an operator brings to a migration that is under way: its plan stands in Redis. */
export type ReturnRequest = Omit<RunRequest, 'until' | 'options' | 'scope'>

/** A request with every choice made. */
export type RunSetup = Required<RunRequest>

export function completeRequest(request: RunRequest): RunSetup {
  return {
    scope: {},
    legacyUsers: [],
    fenceTimeoutMs: 10_000,
    soakMs: 0,
    instancesWithinMs: 30_000,
    retentionMs: 30 * 24 * 60 * 60 * 1_000,
    rate: 0,
    limits: defaultLimits,
    resumeWithinMs: 30_000,
    onProgress: () => undefined,
    signal: new AbortController().signal,
    ...request,
  }
}
