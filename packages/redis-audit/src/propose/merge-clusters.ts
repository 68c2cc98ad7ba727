import { absorb, clusterName, newCluster, type KeyCluster } from './key-cluster.ts'
import type { PieceForm } from './piece-forms.ts'

/** So many different words at one place are values of a parameter. */
const wordsOfParameter = 5

/**
 * Clusters that differ in the word at one place only, made one with a parameter there when there are enough of them. A
 * template keeps at least one word, or it would name every key.
 */
export function mergeClusters(clusters: Iterable<KeyCluster>): readonly KeyCluster[] {
  let merged = [...clusters]
  for (;;) {
    const before = merged.length
    const places = Math.max(0, ...merged.map(({ forms }) => forms.length))
    // From the right: ids stand behind the words that say what they are.
    for (let place = places - 1; place >= 0; place -= 1) merged = mergeAt(merged, place)
    if (merged.length === before) return merged
  }
}

function mergeAt(clusters: readonly KeyCluster[], place: number): KeyCluster[] {
  const groups = Map.groupBy(clusters, (cluster) => {
    const form = cluster.forms[place]
    const isWord = form?.kind === 'literal' || (form?.kind === 'text' && form.before === '' && form.after === '')
    const hasOther = cluster.forms.some(({ kind }, at) => at !== place && kind === 'literal')
    return isWord && hasOther ? clusterName(cluster.type, withText(cluster.forms, place)) : undefined
  })
  return [...groups].flatMap(([name, group]) => {
    const [first] = group
    const isParameter = group.length >= wordsOfParameter || group.some(({ forms }) => forms[place]?.kind === 'text')
    if (name === undefined || first === undefined || group.length < 2 || !isParameter) return group
    const whole = newCluster(first.type, withText(first.forms, place))
    for (const one of group) absorb(whole, one)
    return [whole]
  })
}

function withText(forms: readonly PieceForm[], place: number): readonly PieceForm[] {
  return forms.map((form, at) => (at === place ? { kind: 'text', before: '', after: '' } : form))
}
