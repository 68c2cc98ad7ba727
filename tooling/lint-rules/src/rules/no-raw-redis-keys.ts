import { redisCall } from '../redis-call.ts'
import { keyCommands } from '../redis-commands.ts'
import type { AnyNode, Expression, Rule } from '../rule.ts'
import { staticText } from '../static-text.ts'
import { writtenAs } from '../written-as.ts'

/** `word:...` or `...:word` without blanks; an address (`redis://`) is not a key, nor are Redis's own `__redis__:` channels. */
const keyLike = /^(?!__)[^\s/]*[\w…]:(?!\/\/)[^\s]*$/
const keyName = /(^|[a-z])keys?$|Key(s|Prefix|Pattern)?$/
/** A command of a Lua script whose first operand spells a key. */
const keyInScript = /redis\.p?call\(\s*['"]\w+['"]\s*,\s*(['"])((?:(?!\1)\S)*:(?:(?!\1)\S)*)\1/

/** Only redis-keys spells keys: a key comes from `family.build({ ... })`. */
export const noRawRedisKeys: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'Forbids key text in Redis commands, in scripts and in variables named as keys.' },
    messages: {
      raw: "'{{text}}' spells a Redis key here: build it with its family from @tradingboost/redis-keys, e.g. position.build({ ... }).",
      script: "'{{text}}' spells a Redis key in a script: build it with its family and hand it in as one of KEYS.",
    },
  },
  create(context) {
    const report = (node: Expression): void => {
      if (node.type === 'ArrayExpression') {
        for (const element of node.elements) if (element !== null) report(element)
        return
      }
      const text = staticText(writtenAs(node, context))
      if (text === undefined || !keyLike.test(text)) return
      context.report({ node, messageId: 'raw', data: { text } })
    }
    const reportScript = (node: AnyNode, script: string): void => {
      const text = keyInScript.exec(script)?.[2]
      if (text !== undefined) context.report({ node, messageId: 'script', data: { text } })
    }
    return {
      CallExpression(node) {
        const call = redisCall(node, context)
        if (call === undefined || !keyCommands.has(call.command)) return
        for (const argument of call.args) report(argument)
      },
      VariableDeclarator(node) {
        if (node.id.type !== 'Identifier' || node.init === null || !keyName.test(node.id.name)) return
        // A constant word such as `const apiKey = 'a:b'` is not built from parts; a key is.
        if (node.init.type === 'TemplateLiteral' || node.init.type === 'BinaryExpression') report(node.init)
      },
      Literal(node) {
        if (typeof node.value === 'string') reportScript(node, node.value)
      },
      TemplateElement(node) {
        reportScript(node, node.value.cooked ?? node.value.raw)
      },
    }
  },
}
