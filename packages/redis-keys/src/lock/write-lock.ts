import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from './json-value.ts'
import type { Lock, LockedFamily, LockedSegment } from './locked-family.ts'

/**
 * The text of a lock file: sorted by name, a line for each promise of a family, and nothing that covers two families,
 * so that two branches which change different families merge without a conflict.
 */
export function writeLock(lock: Lock): string {
  return [
    '{',
    '  "format": 1,',
    `${section('segments', sorted(lock.segments).map(segmentText))},`,
    section('families', sorted(lock.families).map(familyText)),
    '}\n',
  ].join('\n')
}

/** The content address of a family: equal promises have equal hashes, whoever wrote them and in whatever order. */
export function familyHash(family: LockedFamily): string {
  return createHash('sha256').update(text(family)).digest('hex').slice(0, 32)
}

function sorted<Value>(named: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] {
  return Object.entries(named).toSorted(([a], [b]) => (a < b ? -1 : 1))
}

function section(name: string, entries: readonly string[]): string {
  return `  "${name}": {\n${entries.join(',\n')}\n  }`
}

function segmentText([name, segment]: readonly [string, LockedSegment]): string {
  return `    ${JSON.stringify(name)}: ${text(segment)}`
}

function familyText([name, family]: readonly [string, LockedFamily]): string {
  const { template, type, status, owner, readers, lifetime, replaces, value } = family
  const lines = Object.entries({
    hash: familyHash(family),
    template,
    type,
    status,
    owner,
    ...(readers.length === 0 ? {} : { readers }),
    ...(lifetime === undefined ? {} : { lifetime }),
    ...(replaces.length === 0 ? {} : { replaces }),
    value,
  }).map(([field, content]) => `      "${field}": ${text(content)}`)
  return `    ${JSON.stringify(name)}: {\n${lines.join(',\n')}\n    }`
}

// Without the fields that are undefined, which JSON does not have.
function text(content: unknown): string {
  return canonicalJson(z.json().parse(JSON.parse(JSON.stringify(content))))
}
