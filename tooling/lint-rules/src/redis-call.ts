import type { CallExpression, Expression, RuleContext } from './rule.ts'
import { staticText } from './static-text.ts'

export type RedisCall = { readonly command: string; readonly args: readonly Expression[] }

// Names decide, for lint has no types here: `redis`, `this.redis`, `subscriber`, `pipeline()`, `multi` ...
const redisName = /(redis|client|pipeline|multi|connection|transaction|subscriber|publisher)(\(.*\))?$/is
const generic = new Set(['call', 'callBuffer', 'sendCommand', 'executeCommand', 'execute'])

/** The Redis command that a call sends, in lower case; undefined when the call is none. */
export function redisCall(node: CallExpression, context: RuleContext): RedisCall | undefined {
  const { callee } = node
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined
  if (!redisName.test(receiverText(callee.object, context))) return undefined
  const method = callee.property.name
  if (!generic.has(method)) return { command: method.replace(/Buffer$/, '').toLowerCase(), args: node.arguments }
  const [first, ...rest] = node.arguments
  const command = first === undefined ? undefined : staticText(first)
  return command === undefined ? undefined : { command: command.toLowerCase(), args: rest }
}

/** `redis.multi().set(...)` is a chain: the receiver of each call is what the chain began with. */
function receiverText(object: Expression, context: RuleContext): string {
  if (object.type === 'CallExpression' && object.callee.type === 'MemberExpression') {
    return receiverText(object.callee.object, context)
  }
  return context.sourceCode.getText(object)
}
