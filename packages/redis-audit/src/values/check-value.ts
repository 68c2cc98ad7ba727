import type { HashShape, TextShape, ValueShape } from '@tradingboost/redis-keys'
import type { StoredValue } from './stored-value.ts'

/** Why a value is not of the shape, in one sentence; undefined when it is. */
export function checkValue(shape: ValueShape, value: StoredValue): string | undefined {
  switch (value.type) {
    case 'string':
      return shape.type === 'string' ? checkText(shape, value.text) : undefined
    case 'hash':
      return shape.type === 'hash' ? checkFields(shape, value.fields) : undefined
    case 'set':
    case 'zset':
    case 'list':
      return firstProblem(elementShape(shape), value.elements)
  }
}

function elementShape(shape: ValueShape): TextShape | undefined {
  switch (shape.type) {
    case 'set':
    case 'zset':
      return shape.member
    case 'list':
      return shape.element
    case 'string':
    case 'hash':
      return undefined
  }
}

function firstProblem(shape: TextShape | undefined, elements: readonly string[]): string | undefined {
  if (shape === undefined) return undefined
  for (const element of elements) {
    const problem = checkText(shape, element)
    if (problem !== undefined) return `${JSON.stringify(element.slice(0, 80))}: ${problem}`
  }
  return undefined
}

function checkText(shape: TextShape, text: string): string | undefined {
  let value: unknown = text
  if (shape.encoding === 'json') {
    try {
      value = JSON.parse(text)
    } catch (cause) {
      return `it is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`
    }
  }
  return issuesOf(shape.schema.safeParse(value))
}

function checkFields(shape: HashShape, fields: Readonly<Record<string, string>>): string | undefined {
  const named = issuesOf(shape.schema.safeParse(fields))
  if (named !== undefined || shape.rest === undefined) return named
  for (const [field, text] of Object.entries(fields)) {
    if (field in shape.schema.shape) continue
    const problem = issuesOf(shape.rest.safeParse(text))
    if (problem !== undefined) return `${field}: ${problem}`
  }
  return undefined
}

type Parsed = ReturnType<TextShape['schema']['safeParse']>

function issuesOf(parsed: Parsed): string | undefined {
  if (parsed.success) return undefined
  return parsed.error.issues
    .map(({ path, message }) => [path.join('.'), message].filter((part) => part !== '').join(': '))
    .join('; ')
}
