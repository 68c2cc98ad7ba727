import type { FieldDescription } from './describe-schema.ts'
import type { ChannelReference, FamilyReference, KeyReference } from './key-reference.ts'
import { code, plain, table } from './markdown.ts'
import { printable } from './example-key.ts'
import { renderUsers } from './render-users.ts'

const introduction = `# Redis keys

Written by \`npx -y pnpm@12 run keys docs\` from packages/redis-keys; change the catalogue, not this file.
The same as data: [redis-keys.json](redis-keys.json). Which family is a key: \`npx -y pnpm@12 run keys explain KEY\`.

A parameter \`<name>\` is spelled the same in every template. What would break a key (\`:\` \`{\` \`}\` \`*\` \`?\` \`[\` \`]\` \`\\\` \`%\`, blanks, control
characters) is percent-encoded. In a hash every value is text. "shared" families are written by whichever bot runs, "engine"
families by the engine inside either bot.`

/** The reference as Markdown: active families in full, deprecated ones in tables by owner. */
export function renderReference({ families, channels, users }: KeyReference): string {
  const active = families.filter(({ status }) => status === 'active')
  const deprecated = Map.groupBy(
    families.filter(({ status }) => status === 'deprecated'),
    ({ owner }) => owner,
  )
  const sections = [
    introduction,
    `## Active families\n\n${overview(active)}`,
    ...active.map(renderFamily),
    `## Parameters\n\n${parameterTable(families)}`,
    '## Channels',
    ...channels.map(renderChannel),
    renderUsers(users),
    '## Deprecated families\n\nOur programs do not write these; the catalogue names them, so that no key in a real Redis is a riddle.',
    ...[...deprecated].map(([owner, rows]) => `### Left by ${owner}\n\n${deprecatedTable(rows)}`),
  ]
  return `${sections.join('\n\n')}\n`
}

function overview(families: readonly FamilyReference[]): string {
  return table(
    ['family', 'template', 'type', 'written by'],
    families.map(({ name, template, type, owner }) => [
      `[${name}](#${name.toLowerCase()})`,
      code(template),
      type,
      owner,
    ]),
  )
}

function renderFamily(family: FamilyReference): string {
  const { name, template, type, value, lifetime, owner, readers, replaces, summary, note } = family
  const lines = [
    `- template: ${code(template)}`,
    `- type: ${type}; ${plain(value.holds)}`,
    `- lifetime: ${lifetime.text}`,
    `- written by: ${owner}${readers.length === 0 ? '' : `; read by: ${readers.join(', ')}`}`,
    ...(replaces.length === 0 ? [] : [`- replaces: ${replaces.join(', ')}`]),
    `- example: ${code(family.exampleKey)}`,
    `- look: ${code(family.exampleCommand)}`,
  ]
  return [
    `### ${name}`,
    note === undefined ? summary : `${summary} ${note}`,
    lines.join('\n'),
    ...(value.fields.length === 0 ? [] : [fieldTable(value.fields)]),
  ].join('\n\n')
}

function renderChannel({ name, template, summary, message, owner, readers, exampleChannel }: ChannelReference): string {
  const lines = [
    `- template: ${code(template)}`,
    `- message: ${plain(message.holds)}`,
    `- published by: ${owner}; heard by: ${readers.join(', ')}`,
    `- example: ${code(exampleChannel)}`,
  ]
  return [`### ${name}`, summary, lines.join('\n')].join('\n\n')
}

function fieldTable(fields: readonly FieldDescription[]): string {
  return table(
    ['field', 'holds', 'required'],
    fields.map(({ name, holds, optional }) => [code(name), plain(holds), optional ? '' : 'yes']),
  )
}

function parameterTable(families: readonly FamilyReference[]): string {
  const known = new Map(
    families.flatMap(({ parameters }) => parameters.map((parameter) => [parameter.name, parameter])),
  )
  const rows = [...known.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return table(
    ['parameter', 'accepts', 'example'],
    rows.map(({ name, accepts, example }) => [code(`<${name}>`), plain(accepts), code(printable(example))]),
  )
}

function deprecatedTable(families: readonly FamilyReference[]): string {
  return table(
    ['family', 'template', 'type', 'lifetime', 'replaced by', 'what it is', 'look'],
    families.map(({ name, template, type, lifetime, replacedBy, summary, note, exampleCommand }) => [
      name,
      code(template),
      type,
      plain(lifetime.text),
      replacedBy.join(', '),
      note === undefined ? summary : `${summary} ${note}`,
      code(exampleCommand),
    ]),
  )
}
