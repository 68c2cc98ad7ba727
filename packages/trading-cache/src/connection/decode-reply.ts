import { isAscii } from 'node:buffer'

/** A text taken out of a greater one keeps all of that in memory: so much at most. */
const longestSpan = 4_096
/** Fewer are decoded one by one. */
const fewest = 4

/**
 * The text of a reply, element by element. Texts that lie side by side, as those of one reply do, are decoded in one go and
 * cut out: a call out of JavaScript costs more than all that it does for one short text.
 */
export function decodeReply(reply: unknown): unknown {
  if (isBuffer(reply)) return reply.toString()
  if (!Array.isArray(reply)) return reply
  const decoded: unknown[] = []
  while (decoded.length < reply.length) decodeNext(reply, decoded)
  return decoded
}

/** Decodes what follows on what is decoded already: one element, or as many as lie side by side. */
function decodeNext(reply: readonly unknown[], decoded: unknown[]): void {
  const from = decoded.length
  const first = reply[from]
  if (!isBuffer(first)) {
    decoded.push(decodeReply(first))
    return
  }
  const memory = first.buffer
  const start = first.byteOffset
  let end = start + first.length
  let upTo = from + 1
  for (; upTo < reply.length; upTo += 1) {
    const next = reply[upTo]
    if (!isBuffer(next) || next.buffer !== memory || next.byteOffset < end) break
    if (next.byteOffset + next.length - start > longestSpan) break
    end = next.byteOffset + next.length
  }
  const span = upTo - from < fewest ? undefined : Buffer.from(memory, start, end - start)
  const text = span !== undefined && isAscii(span) ? span.toString('latin1') : undefined
  for (let at = from; at < upTo; at += 1) {
    const element = reply[at]
    if (!isBuffer(element)) continue
    const offset = element.byteOffset - start
    decoded.push(text === undefined ? element.toString() : text.slice(offset, offset + element.length))
  }
}

const isBuffer = (value: unknown): value is Buffer => value instanceof Buffer
