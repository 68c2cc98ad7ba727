import type { ExplainedFamily, KeyExplanation } from './explain-key.ts'

/** An explanation as lines for people. */
export function formatExplanation(key: string, explanation: KeyExplanation): string {
  switch (explanation.kind) {
    case 'known': {
      const [first, ...others] = explanation.families.map(formatFamily)
      if (others.length === 0) return first ?? ''
      return [
        `${JSON.stringify(key)} is a key of ${others.length + 1} families; its type tells which:`,
        first,
        ...others,
      ].join('\n\n')
    }
    case 'channel':
      return `no key: a channel of ${explanation.name} (${explanation.template}). ${explanation.summary}`
    case 'unknown':
      return formatUnknown(key, explanation.nearest)
  }
}

function formatFamily(family: ExplainedFamily): string {
  const params = Object.entries(family.params).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  const rows: readonly (readonly [string, string])[] = [
    [
      'family',
      `${family.name} (${family.status}): ${family.summary}${family.note === undefined ? '' : ` ${family.note}`}`,
    ],
    ['template', family.template],
    ['parameters', params.length === 0 ? 'none' : params.join(' ')],
    ['type', `${family.type}; ${family.value.holds}`],
    ...(family.value.fields.length === 0
      ? []
      : [
          [
            'fields',
            family.value.fields.map(({ name, optional }) => (optional ? `${name}?` : name)).join(' '),
          ] as const,
        ]),
    ['lifetime', family.lifetime.text],
    ['written by', family.owner],
    ...(family.successor === undefined ? [] : [['now', family.successor] as const]),
  ]
  return rows.map(([name, text]) => `${name.padEnd(10)}  ${text}`).join('\n')
}

function formatUnknown(key: string, nearest: Extract<KeyExplanation, { kind: 'unknown' }>['nearest']): string {
  const what = `${JSON.stringify(key)} is no key of the catalogue`
  if (nearest.length === 0) return `${what}, and resembles none`
  return [
    `${what}. Nearest:`,
    ...nearest.map(({ family, template, reason }) => `  ${family} (${template}): ${reason}`),
  ].join('\n')
}
