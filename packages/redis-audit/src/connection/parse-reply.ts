/** An answer of Redis (RESP2); texts and their bytes as the reader asked. */
export type Reply = string | number | Buffer | null | RefusedReply | readonly Reply[]

/** How the texts of an answer are given: as bytes, or decoded as UTF-8. */
export type TextForm = 'bytes' | 'text'

/** What Redis answers instead of doing a command. */
export class RefusedReply {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

/** Reads answers out of bytes that arrive in pieces. */
export interface ReplyParser {
  readonly append: (chunk: Buffer) => void
  /** The next answer, undefined while bytes of it are missing. @throws Error where the bytes are no RESP2. */
  readonly next: (form: TextForm) => Reply | undefined
}

const [carriageReturn, minus, plus, colon, dollar, star] = [0x0d, 0x2d, 0x2b, 0x3a, 0x24, 0x2a]
const incomplete = Symbol('incomplete')

export function createReplyParser(): ReplyParser {
  let bytes: Buffer = Buffer.alloc(0)
  let at = 0

  const read = (form: TextForm): Reply | typeof incomplete => {
    const end = bytes.indexOf(carriageReturn, at + 1)
    if (end < 0 || end + 1 >= bytes.length) return incomplete
    const [mark, start] = [bytes[at], at + 1]
    at = end + 2
    switch (mark) {
      case plus:
        return bytes.toString('latin1', start, end)
      case minus:
        return new RefusedReply(bytes.toString('utf8', start, end))
      case colon:
        return wholeNumber(bytes, start, end)
      case dollar:
        return readText(wholeNumber(bytes, start, end), form)
      case star:
        return readList(wholeNumber(bytes, start, end), form)
      case undefined:
      default:
        throw new Error(`the server does not speak the Redis protocol: an answer begins with byte ${mark}`)
    }
  }
  const readText = (length: number, form: TextForm): Reply | typeof incomplete => {
    if (length < 0) return null
    const start = at
    at += length + 2
    if (at > bytes.length) return incomplete
    return form === 'text' ? bytes.toString('utf8', start, start + length) : bytes.subarray(start, start + length)
  }
  const readList = (length: number, form: TextForm): Reply | typeof incomplete => {
    if (length < 0) return null
    const replies: Reply[] = []
    for (let index = 0; index < length; index += 1) {
      if (at >= bytes.length) return incomplete
      const reply = read(form)
      if (reply === incomplete) return incomplete
      replies.push(reply)
    }
    return replies
  }

  return {
    append(chunk) {
      bytes = at >= bytes.length ? chunk : Buffer.concat([bytes.subarray(at), chunk])
      at = 0
    },
    next(form) {
      if (at >= bytes.length) return undefined
      const start = at
      const reply = read(form)
      if (reply !== incomplete) return reply
      at = start
      return undefined
    },
  }
}

/** Whether an answer is a list of answers. */
export function isReplyList(reply: Reply | undefined): reply is readonly Reply[] {
  return Array.isArray(reply)
}

function wholeNumber(bytes: Buffer, start: number, end: number): number {
  const isNegative = bytes[start] === minus
  let value = 0
  for (let index = isNegative ? start + 1 : start; index < end; index += 1) {
    value = value * 10 + ((bytes[index] ?? 0) - 0x30)
  }
  return isNegative ? -value : value
}
