import { streamAudit } from '../src/index.ts'
import { report } from './report-run.ts'

/** The audit in full: name, type, lifetime, size, every value, both ends of every link. */
const startedAt = performance.now()
const { keys } = await streamAudit(process.argv[2] ?? '', {}, () => undefined)
report(keys, startedAt)
