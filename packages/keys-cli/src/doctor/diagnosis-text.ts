import type { RedisServerFacts, RedisServerProblem } from '@tradingboost/domain'
import type { EnvironmentMarker } from '@tradingboost/trading-cache'

/** What `keys doctor` found. */
export interface Diagnosis {
  readonly address: string
  readonly server: RedisServerFacts
  readonly problems: readonly (RedisServerProblem & { readonly sentence: string })[]
  /** Of the database; undefined where the server holds none of its own. */
  readonly data:
    | {
        readonly environment: EnvironmentMarker | undefined
        readonly keys: number
        /** Bots whose lease is held. */
        readonly bots: readonly string[]
        /** Migrations that are under way. */
        readonly migrations: readonly { readonly id: string; readonly phase: string; readonly isRunning: boolean }[]
      }
    | undefined
}

/** A diagnosis for people. */
export function diagnosisText({ address, server, problems, data }: Diagnosis): string {
  const rows: (readonly [string, string])[] = [
    ['server', [server.version ?? 'version not known', server.mode, server.role ?? 'role not known'].join(', ')],
    ['eviction', server.evictionPolicy ?? notAsked('INFO')],
    [
      'replicas',
      server.replicas === undefined
        ? notAsked('CONFIG GET')
        : `${server.replicas.good} of ${server.replicas.wanted} wanted`,
    ],
    ['user', server.user ?? notAsked('ACL WHOAMI')],
    ['clock', server.clockAheadMs === undefined ? 'not known' : `${server.clockAheadMs} ms ahead`],
    ...(data === undefined ? [] : dataRows(data)),
  ]
  return [
    address,
    ...rows.map(([name, text]) => `  ${name.padEnd(12)} ${text}`),
    '',
    ...(problems.length === 0
      ? ['ok: bots and migrations may use it']
      : problems.map(({ sentence }) => `problem: ${sentence}`)),
  ].join('\n')
}

function dataRows({
  environment,
  keys,
  bots,
  migrations,
}: NonNullable<Diagnosis['data']>): (readonly [string, string])[] {
  const unmarked = keys === 0 ? 'none yet: the database is empty' : 'no marker: it counts as live'
  const underWay = migrations.map(
    ({ id, phase, isRunning }) => `${id} at ${phase}${isRunning ? ', a runner is at work' : ''}`,
  )
  return [
    ['environment', environment === undefined ? unmarked : `${environment.environment}, says ${environment.owner}`],
    ['keys', keys.toLocaleString('en-US')],
    ['bots', bots.length === 0 ? 'none at work' : bots.join(', ')],
    ['migrations', underWay.length === 0 ? 'none under way' : underWay.join('; ')],
  ]
}

const notAsked = (command: string): string => `not known: the user may not ask ${command}`
