import type { AnyKeyFamily } from '../define/key-family.ts'

/**
 * What is wrong with a list of families, one sentence each; empty when names and active templates are unique, `replaces`
 * and `replacedBy` answer each other, and every active family says what it is, whose, and for how long.
 */
export function checkCatalogue(families: readonly AnyKeyFamily[]): readonly string[] {
  return [
    ...families.flatMap((family, index) => nameFindings(family, families.slice(0, index))),
    ...families.flatMap((family) => replacementFindings(family, families)),
    ...families.filter(({ status }) => status === 'active').flatMap((family) => activeFindings(family, families)),
  ]
}

function nameFindings(family: AnyKeyFamily, earlier: readonly AnyKeyFamily[]): readonly string[] {
  const { name, template } = family
  const twin = earlier.find((other) => other.name === name)
  return twin === undefined
    ? []
    : [`two families are called ${name} ("${twin.template}" and "${template}"): rename one of them`]
}

function replacementFindings(family: AnyKeyFamily, families: readonly AnyKeyFamily[]): readonly string[] {
  const { name } = family
  const find = (wanted: string): AnyKeyFamily | undefined => families.find((other) => other.name === wanted)
  return [
    ...family.replaces.flatMap((wanted) => {
      const old = find(wanted)
      if (old === undefined)
        return [`${name} replaces ${wanted}, which is not in the catalogue: add it or correct the name`]
      if (old.status === 'active') return [`${name} replaces ${wanted}, which is active: make it deprecated`]
      return old.replacedBy.includes(name) ? [] : [`${name} replaces ${wanted}, which does not say so: add replacedBy`]
    }),
    ...family.replacedBy.flatMap((wanted) => {
      const successor = find(wanted)
      if (successor === undefined) {
        return [`${name} is replaced by ${wanted}, which is not in the catalogue: add it or correct the name`]
      }
      if (successor.status !== 'active')
        return [`${name} is replaced by ${wanted}, which is deprecated: name an active one`]
      return successor.replaces.includes(name)
        ? []
        : [`${name} is replaced by ${wanted}, which does not say so: add it to replaces`]
    }),
    ...(family.status === 'active' && family.replacedBy.length > 0
      ? [`${name} is active and replaced: make it deprecated or drop replacedBy`]
      : []),
  ]
}

function activeFindings(family: AnyKeyFamily, families: readonly AnyKeyFamily[]): readonly string[] {
  const { name, template, type } = family
  const findings: string[] = []
  for (const other of families) {
    if (other === family) break
    if (other.status !== 'active' || shapeOf(other) !== shapeOf(family)) continue
    const clash = other.type === type ? '' : `, with two types (${other.type} and ${type})`
    findings.push(`${other.name} and ${name} are both active on "${template}"${clash}: give one another template`)
  }
  if (family.summary.trim() === '')
    findings.push(`${name} has no summary: say in one sentence what stands under its keys`)
  if (family.owner.trim() === '') findings.push(`${name} has no owner: say who writes it`)
  if (family.lifetime.kind === 'varies') {
    findings.push(`${name} is active but its lifetime varies: state persistent, expiresAfter or expiresOnceDone`)
  }
  return findings
}

/** The template without the names of its parameters, which no key shows, but with what each admits. */
function shapeOf(family: AnyKeyFamily): string {
  return family.parts.map((part) => (part.kind === 'literal' ? part.text : `<${part.segment.pattern}>`)).join('')
}
