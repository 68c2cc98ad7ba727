import { redisCall } from '../redis-call.ts'
import type { Rule } from '../rule.ts'

const inScript = /redis\.p?call\(\s*['"]keys['"]/i

/** KEYS stops the whole server while it walks every key. */
export const noKeysCommand: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'Forbids the KEYS command, also inside Lua scripts.' },
    messages: {
      keys: 'KEYS stops the server while it walks every key: use SCAN with family.match({ ... }), and let parse() decide.',
    },
  },
  create(context) {
    return {
      CallExpression(node) {
        if (redisCall(node, context)?.command === 'keys') context.report({ node, messageId: 'keys' })
      },
      Literal(node) {
        if (typeof node.value === 'string' && inScript.test(node.value)) context.report({ node, messageId: 'keys' })
      },
      TemplateElement(node) {
        if (inScript.test(node.value.raw)) context.report({ node, messageId: 'keys' })
      },
    }
  },
}
