import { inferShape } from './infer-shape.ts'
import type { KeyCluster } from './key-cluster.ts'
import { spellForm } from './piece-forms.ts'
import { proposeTemplate } from './propose-template.ts'
import { quote } from './value-sketch.ts'

/** Keys for which there is no definition, with the reason. */
export interface Unproposed {
  readonly keys: number
  readonly example: string
  readonly reason: string
}

interface Definition {
  readonly text: string
  readonly names: readonly string[]
}

const lifetimes = ['expiresAfter', 'lifetimeVaries', 'persistent'] as const
const shapes = ['hash', 'json', 'list', 'set', 'string', 'zset'] as const

/**
 * The source of a file of src/catalogue that defines the clusters, the largest first. Each is deprecated and foreign, which
 * names its keys and promises nothing: whoever pastes it sets the owner and the status.
 */
export function formatProposals(
  clusters: readonly KeyCluster[],
  unproposed: readonly Unproposed[],
  namesTaken: Iterable<string>,
): string {
  const taken = new Set(namesTaken)
  const definitions: Definition[] = []
  const left = [...unproposed]
  for (const cluster of clusters.toSorted((a, b) => b.keys - a.keys)) {
    const template = proposeTemplate(cluster.forms, cluster.examples)
    if (template === undefined) {
      left.push({
        keys: cluster.keys,
        example: cluster.examples[0] ?? '',
        reason: 'no template of our segments reads it',
      })
    } else definitions.push(define(cluster, template, freeName(cluster, taken)))
  }
  const names = new Set(definitions.flatMap((definition) => definition.names))
  const imports = [
    `import { z } from 'zod'`,
    importLine(lifetimes, names, '../define/lifetime.ts'),
    importLine(shapes, names, '../define/value-shape.ts'),
    `import { defineKey } from '../language.ts'`,
  ].filter((line) => line !== undefined)
  const remarks = left.map(
    ({ keys, example, reason }) => `// Not proposed: ${counted(keys)}, such as ${shown(example)}: ${reason}.`,
  )
  return [
    ...(definitions.length === 0 ? [] : [imports.join('\n')]),
    ...definitions.map(({ text }) => text),
    remarks.join('\n'),
  ]
    .filter((part) => part !== '')
    .map((part) => `${part}\n`)
    .join('\n')
}

function define(cluster: KeyCluster, template: string, name: string): Definition {
  const shape = inferShape(cluster.type, cluster.samples)
  const lifetime = lifetimeOf(cluster)
  const text = [
    `/** ${counted(cluster.keys)}, such as ${shown(cluster.examples[0] ?? '')}; ${describeTtl(cluster)}. */`,
    `export const ${name} = defineKey({`,
    `  name: ${quote(name)},`,
    `  template: ${quote(template)},`,
    `  value: ${shape.expression},`,
    `  lifetime: ${lifetime.expression},`,
    `  owner: 'foreign',`,
    `  status: 'deprecated',`,
    `  summary: 'Found by the audit: say what it is.',`,
    '})',
  ].join('\n')
  return { text, names: [...shape.shapes, lifetime.name] }
}

function importLine(known: readonly string[], used: ReadonlySet<string>, from: string): string | undefined {
  const names = known.filter((name) => used.has(name))
  return names.length === 0 ? undefined : `import { ${names.join(', ')} } from '${from}'`
}

function lifetimeOf({ persistent, ttlMs }: KeyCluster): { name: string; expression: string } {
  if (ttlMs === undefined) return { name: 'persistent', expression: 'persistent' }
  if (persistent > 0) {
    return { name: 'lifetimeVaries', expression: `lifetimeVaries('some of its keys expire and some do not')` }
  }
  return {
    name: 'expiresAfter',
    expression: `expiresAfter(${roundUp(ttlMs.most).toLocaleString('en-US').replaceAll(',', '_')})`,
  }
}

/** A time to live runs down from the one that was set: the next of the usual ones is likely it. */
function roundUp(ms: number): number {
  const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000]
  const usual = [
    ...[1, 5, 10, 30].map((seconds) => seconds * second),
    ...[1, 5, 10, 15, 30].map((minutes) => minutes * minute),
    ...[1, 2, 6, 12].map((hours) => hours * hour),
    ...[1, 2, 3, 7, 14, 30, 90, 365].map((days) => days * day),
  ]
  return usual.find((one) => one >= ms) ?? Math.ceil(ms / day) * day
}

function describeTtl({ persistent, ttlMs, keys }: KeyCluster): string {
  if (ttlMs === undefined) return 'none expires'
  const [least, most] = [Math.ceil(ttlMs.least / 1_000), Math.ceil(ttlMs.most / 1_000)]
  const range = least === most ? `${least} s to live` : `between ${least} and ${most} s to live`
  return persistent === 0 ? range : `${keys - persistent} with ${range}, ${persistent} without`
}

function freeName({ forms, type }: KeyCluster, taken: Set<string>): string {
  const words = forms
    .flatMap((form) => spellForm(form).split(/[^A-Za-z0-9]+/))
    .filter((word) => word !== '')
    .map((word, at) => (at === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
  const plain = words
    .join('')
    .slice(0, 40)
    .replace(/^(?=\d|$)/, 'key')
  const candidates = [plain, plain + type.charAt(0).toUpperCase() + type.slice(1)]
  let name = candidates.find((one) => !taken.has(one) && !reserved.has(one))
  for (let number = 2; name === undefined; number += 1) {
    if (!taken.has(`${plain}${number}`)) name = `${plain}${number}`
  }
  taken.add(name)
  return name
}

/** Names that the file imports, and words of the language that keys are likely to hold. */
const reserved = new Set([
  ...lifetimes,
  ...shapes,
  'defineKey',
  'z',
  ...'case class const default delete do enum export for function if import in new null return static super switch this true false try typeof var void while with let await yield package interface private public protected arguments eval'.split(
    ' ',
  ),
])

const counted = (keys: number): string => (keys === 1 ? '1 key' : `${keys} keys`)

/** A key inside a comment: on one line, and unable to end it. */
function shown(key: string): string {
  const text = quote(key.length > 80 ? `${key.slice(0, 79)}…` : key)
  return text.replaceAll('*/', String.raw`*\/`)
}
