import { EnsureRedisError } from './ensure-redis-error.ts'
import { ensureRedisServer } from './ensure-redis-server.ts'

/** For hand use: prints which Redis would be used, after installing one where there was none. */
try {
  const source = await ensureRedisServer({ env: process.env, log: (line) => console.error(line) })
  // Its text may hold a password.
  if (source.kind === 'url') console.log('the Redis that REDIS_URL names')
  if (source.kind === 'binary') console.log(`program: ${source.path}`)
  if (source.kind === 'docker') console.log(`docker image: ${source.image}`)
} catch (error) {
  if (!(error instanceof EnsureRedisError)) throw error
  console.error(error.message)
  process.exitCode = 2
}
