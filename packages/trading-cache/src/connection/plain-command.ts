import { Command } from 'ioredis'
import { decodeReply } from './decode-reply.ts'

/** A command whose arguments and answers are texts, written and read with fewer steps than ioredis takes. */
export class PlainCommand extends Command {
  /**
   * What ioredis writes, measured once as a whole and not argument by argument, which is a call out of JavaScript for each.
   * Where every character is one byte, lengths are known without.
   */
  override toWritable(socket: object): string | Buffer {
    let text = `*${this.args.length + 1}\r\n$${this.name.length}\r\n${this.name}\r\n`
    for (const arg of this.args) {
      if (typeof arg !== 'string') return super.toWritable(socket)
      text += `$${arg.length}\r\n${arg}\r\n`
    }
    return Buffer.byteLength(text) === text.length ? text : super.toWritable(socket)
  }

  /** The answer as Redis gave it, in text: ioredis would make an object of the fields of a hash, whoever asks. */
  override transformReply(reply: unknown): string {
    // Declared as if only texts were answered.
    return decodeReply(reply) as string
  }
}
