import type { RedisServerFacts } from './server-facts.ts'

/** What HELLO says, as the names and values in turn that RESP2 answers; nothing of another reply, as of a server before 6. */
export function factsOfHello(reply: unknown): Partial<RedisServerFacts> {
  if (!Array.isArray(reply)) return {}
  const said = new Map<string, unknown>()
  for (let at = 0; at + 1 < reply.length; at += 2) said.set(String(reply[at]), reply[at + 1])
  const version = said.get('version')
  return {
    ...modeOf(said.get('mode')),
    ...roleOf(said.get('role')),
    ...(typeof version === 'string' ? { version } : {}),
  }
}

/** What INFO says, whichever sections it was asked for. */
export function factsOfInfo(text: string): Partial<RedisServerFacts> {
  const said = new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const at = line.indexOf(':')
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1).trim()] as const] : []
    }),
  )
  const [version, policy, host] = ['redis_version', 'maxmemory_policy', 'master_host'].map((name) => said.get(name))
  const [used, most] = [said.get('used_memory'), said.get('maxmemory')]
  return {
    ...modeOf(said.get('redis_mode')),
    ...roleOf(said.get('role')),
    ...(version === undefined ? {} : { version }),
    ...(policy === undefined ? {} : { evictionPolicy: policy }),
    ...(host === undefined ? {} : { primary: `${host}:${said.get('master_port') ?? ''}` }),
    ...(used === undefined || most === undefined
      ? {}
      : { memory: { usedBytes: Number(used), maxBytes: Number(most) } }),
  }
}

function modeOf(word: unknown): Partial<RedisServerFacts> {
  return word === 'standalone' || word === 'cluster' || word === 'sentinel' ? { mode: word } : {}
}

function roleOf(word: unknown): Partial<RedisServerFacts> {
  if (word === 'master') return { role: 'primary' }
  return word === 'slave' || word === 'replica' ? { role: 'replica' } : {}
}
