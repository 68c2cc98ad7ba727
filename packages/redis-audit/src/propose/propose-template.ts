import { segments } from '@tradingboost/redis-keys'
import type { PieceForm, ValueKind } from './piece-forms.ts'

type SegmentName = keyof typeof segments
type TemplatePart = { readonly literal: string } | { readonly parameter: SegmentName }

/** The parameters that stand for any id, with the word that announces each. */
const idParameters: readonly (readonly [parameter: SegmentName, word: RegExp])[] = [
  ['userId', /user/],
  ['orderId', /order/],
  ['botId', /bot/],
  ['taskId', /task|job|celery/],
  ['ruleId', /rule/],
  ['presetId', /preset/],
  ['webhookToken', /token|webhook/],
  ['errorHash', /error|hash/],
]

const ownParameter: Readonly<Record<ValueKind, SegmentName | undefined>> = {
  side: 'side',
  exchange: 'exchange',
  timeframe: 'timeframe',
  date: 'date',
  symbol: 'symbol',
  digits: undefined,
  text: undefined,
}

/** A template over our segments that reads every example of keys of these forms; undefined when there is none. */
export function proposeTemplate(forms: readonly PieceForm[], examples: readonly string[]): string | undefined {
  if (!forms.some(hasWord)) return undefined
  const exact = templateParts(forms)
  if (exact !== undefined && readsAll(exact, examples)) return spell(exact)
  // What our segments would spell otherwise is taken as the text of a foreign system, behind the words at the start.
  const words = forms.findIndex(({ kind }) => kind !== 'literal')
  const start = templateParts(forms.slice(0, words))
  if (words <= 0 || start === undefined) return undefined
  const open: readonly TemplatePart[] = [...start, { literal: ':' }, { parameter: 'foreignName' }]
  return readsAll(open, examples) ? spell(open) : undefined
}

/** A template without a word of its own would name every key. */
function hasWord(form: PieceForm): boolean {
  return form.kind === 'literal' ? form.text !== '' : form.before + form.after !== ''
}

function templateParts(forms: readonly PieceForm[]): readonly TemplatePart[] | undefined {
  const parts: TemplatePart[] = []
  const used = new Set<SegmentName>()
  let word = ''
  for (const [at, form] of forms.entries()) {
    if (at > 0) parts.push({ literal: ':' })
    if (form.kind === 'literal') {
      parts.push({ literal: form.text })
      word = form.text
      continue
    }
    const parameter = chooseParameter(form.kind, form.before === '' ? word : form.before, used)
    if (parameter === undefined) return undefined
    used.add(parameter)
    parts.push({ literal: form.before }, { parameter }, { literal: form.after })
  }
  return parts
}

function chooseParameter(kind: ValueKind, word: string, used: ReadonlySet<SegmentName>): SegmentName | undefined {
  const own = kind === 'digits' && /level|grid/.test(word) ? 'level' : ownParameter[kind]
  if (own !== undefined && !used.has(own)) return own
  const free = idParameters.filter(([parameter]) => !used.has(parameter))
  return (free.find(([, announced]) => announced.test(word.toLowerCase())) ?? free[0])?.[0]
}

function spell(parts: readonly TemplatePart[]): string {
  return parts.map((part) => ('literal' in part ? part.literal : `<${part.parameter}>`)).join('')
}

/** Whether the template is well formed and each key is what it builds from the values in it. */
function readsAll(parts: readonly TemplatePart[], keys: readonly string[]): boolean {
  const literals = parts.flatMap((part) => ('literal' in part ? [part.literal] : []))
  if (literals.some((text) => /[<>]/.test(text)) || /^:|::|:$/.test(spell(parts))) return false
  const whole = new RegExp(`^${parts.map(patternOf).join('')}$`, 'u')
  const parameters = parts.flatMap((part) => ('parameter' in part ? [part.parameter] : []))
  return keys.every((key) => {
    const groups = whole.exec(key)
    return groups !== null && parameters.every((name, at) => segments[name].decode(groups[at + 1] ?? '') !== undefined)
  })
}

function patternOf(part: TemplatePart): string {
  return 'literal' in part
    ? part.literal.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
    : `(${segments[part.parameter].pattern})`
}
