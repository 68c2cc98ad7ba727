import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

const inCode = /```[\s\S]*?```|`[^`\n]*`/g
const link = /\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g

/** The relative links of a Markdown text that lead nowhere; addresses and anchors of the same page are not looked at. */
export function brokenLinks(file: string, text: string): readonly string[] {
  const targets = [...text.replaceAll(inCode, '').matchAll(link)].map((match) => match[1] ?? '')
  return targets
    .filter((target) => !/^([a-z][a-z0-9+.-]*:|#|\/\/)/i.test(target))
    .map((target) => decodeURIComponent(target.replace(/[#?].*$/, '')))
    .filter((target) => !existsSync(join(dirname(file), target)))
}
