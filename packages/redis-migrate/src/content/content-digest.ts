import { hash } from 'node:crypto'
import type { KeyContent } from '@tradingboost/layout-migrations'
import { piecesOfContent } from './content-of-pieces.ts'

/**
 * Names a content as the scripts do (`digest.lua.ts`), so that a script need not. A sorted set has none here: its digest is
 * of scores as the server spells them.
 */
export function contentDigest(content: KeyContent): string | undefined {
  return content.type === 'zset' ? undefined : digestOfPieces(content.type, piecesOfContent(content))
}

/** The digest of the pieces of `piecesOfContent`. */
export function digestOfPieces(type: Exclude<KeyContent['type'], 'zset'>, pieces: readonly string[]): string {
  const text = pieces.join('')
  if (!text.includes('\0')) return hash('sha1', `${type} ${pieces.length} ${pieces.join('\0')}`)
  const sizes = pieces.map((piece) => Buffer.byteLength(piece))
  return hash('sha1', `${type} ${sizes.join(',')} ${text}`)
}
