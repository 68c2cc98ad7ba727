import { catalogue } from '@tradingboost/redis-keys'
import type { AuditConnection } from '../connection/audit-connection.ts'
import type { SeenKey } from '../scan/seen-key.ts'
import { readValues } from '../values/read-values.ts'
import { formatProposals, type Unproposed } from './format-proposals.ts'
import { addKey, clusterName, declarableType, newCluster, samplesKept, type KeyCluster } from './key-cluster.ts'
import { mergeClusters } from './merge-clusters.ts'
import { pieceForms } from './piece-forms.ts'

/** Gathers unknown keys, to propose definitions for them. */
export interface ProposalCollector {
  /** Takes keys in, and reads the values of the first of each cluster. */
  readonly observe: (connection: AuditConnection, keys: readonly SeenKey[]) => Promise<void>
  /** TypeScript to paste into a file of redis-keys/src/catalogue; empty when no unknown key was seen. */
  readonly format: () => string
}

const mostClusters = 2_000
const sampleUpToBytes = 16_384
/** Of all values kept, as Redis counts them. */
const samplesUpToBytes = 16_777_216
const longestName = 400

/** Clusters unknown keys by type and form, in memory that does not grow with their number. */
export function createProposalCollector(): ProposalCollector {
  let clusters = new Map<string, KeyCluster>()
  const unproposed = new Map<string, Unproposed>()
  let sampledBytes = 0
  // A merge looks at every cluster: one that leaves most of them is not tried for each key again.
  let mergesPay = true
  const passOver = ({ text }: SeenKey, reason: string): void => {
    const known = unproposed.get(reason)
    unproposed.set(reason, { keys: (known?.keys ?? 0) + 1, example: known?.example ?? text, reason })
  }
  const clusterOf = (seen: SeenKey): KeyCluster | undefined => {
    const type = declarableType(seen.type)
    const refusal = refusalOf(seen)
    if (type === undefined || refusal !== undefined) {
      passOver(seen, refusal ?? `no family can declare a ${seen.type}`)
      return undefined
    }
    const forms = pieceForms(seen.text)
    const name = clusterName(type, forms)
    const known = clusters.get(name)
    if (known !== undefined) return known
    if (clusters.size >= mostClusters && mergesPay) {
      clusters = byName(mergeClusters(clusters.values()))
      mergesPay = clusters.size < mostClusters / 2
    }
    if (clusters.size >= mostClusters) {
      passOver(seen, `more than ${mostClusters} forms of names`)
      return undefined
    }
    const cluster = newCluster(type, forms)
    clusters.set(name, cluster)
    return cluster
  }
  return {
    async observe(connection, keys) {
      const wanted: { readonly cluster: KeyCluster; readonly seen: SeenKey }[] = []
      for (const seen of keys) {
        const cluster = clusterOf(seen)
        if (cluster === undefined) continue
        addKey(cluster, seen)
        if (cluster.keys > samplesKept || seen.memoryBytes > sampleUpToBytes) continue
        if (sampledBytes + seen.memoryBytes > samplesUpToBytes) continue
        sampledBytes += seen.memoryBytes
        wanted.push({ cluster, seen })
      }
      const values = await readValues(
        connection,
        wanted.map(({ seen }) => seen),
      )
      for (const [at, { cluster }] of wanted.entries()) {
        const value = values[at]
        if (value !== undefined && cluster.samples.length < samplesKept) cluster.samples.push(value)
      }
    },
    format: () =>
      formatProposals(
        mergeClusters(clusters.values()),
        [...unproposed.values()],
        catalogue.map(({ name }) => name),
      ),
  }
}

function refusalOf({ text, isText }: SeenKey): string | undefined {
  if (!isText) return 'its name is not UTF-8'
  if (text === '') return 'its name is empty'
  return text.length > longestName ? `its name is longer than ${longestName} characters` : undefined
}

function byName(clusters: readonly KeyCluster[]): Map<string, KeyCluster> {
  return new Map(clusters.map((cluster) => [clusterName(cluster.type, cluster.forms), cluster]))
}
