import type { RedisType } from '@tradingboost/redis-keys'
import type { StoredValue } from '../values/stored-value.ts'
import { addValue, emptySketch, hasDataNames, propertyName, schemaOf, type ValueSketch } from './value-sketch.ts'

/** The expression of a value shape, and the functions of value-shape.ts that it names. */
export interface InferredShape {
  readonly expression: string
  readonly shapes: readonly ('hash' | 'json' | 'list' | 'set' | 'string' | 'zset')[]
}

/** The value shape that fits these samples of one type; the widest one without samples. */
export function inferShape(type: RedisType, samples: readonly StoredValue[]): InferredShape {
  switch (type) {
    case 'string':
      return textShape(samples.flatMap((value) => (value.type === 'string' ? [value.text] : [])))
    case 'hash':
      return hashShape(samples.flatMap((value) => (value.type === 'hash' ? [value.fields] : [])))
    case 'set':
    case 'list':
    case 'zset': {
      const inner = textShape(samples.flatMap((value) => ('elements' in value ? value.elements.slice(0, 100) : [])))
      const score = type === 'zset' ? ", 'say what the score is, with its unit'" : ''
      return { expression: `${type}(${inner.expression}${score})`, shapes: [type, ...inner.shapes] }
    }
  }
}

function textShape(texts: readonly string[]): InferredShape {
  const sketch = jsonSketch(texts)
  if (sketch !== undefined) return { expression: `json(${schemaOf(sketch)})`, shapes: ['json'] }
  const isDecimal = texts.length > 0 && texts.every((text) => /^-?\d+(?:\.\d+)?$/.test(text))
  const schema = isDecimal ? String.raw`z.string().regex(/^-?\d+(\.\d+)?$/)` : 'z.string()'
  return { expression: `string(${schema})`, shapes: ['string'] }
}

/** What JSON texts hold; undefined unless each is a JSON object or array. */
function jsonSketch(texts: readonly string[]): ValueSketch | undefined {
  if (texts.length === 0) return undefined
  const sketch = emptySketch()
  for (const text of texts) {
    if (!/^\s*[{[]/.test(text)) return undefined
    try {
      addValue(sketch, JSON.parse(text))
    } catch {
      return undefined
    }
  }
  return sketch
}

function hashShape(samples: readonly Readonly<Record<string, string>>[]): InferredShape {
  const seen = new Map<string, number>()
  for (const fields of samples) for (const name of Object.keys(fields)) seen.set(name, (seen.get(name) ?? 0) + 1)
  if (seen.size === 0 || hasDataNames([...seen.keys()])) {
    return { expression: 'hash(z.object({}), { rest: z.string() })', shapes: ['hash'] }
  }
  const members = [...seen].map(
    ([name, times]) => `${propertyName(name)}: z.string()${times < samples.length ? '.optional()' : ''}`,
  )
  return { expression: `hash(z.object({ ${members.join(', ')} }))`, shapes: ['hash'] }
}
