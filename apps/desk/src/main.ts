import { runMain } from '@tradingboost/service-kit'
import { runStart } from './compose.ts'

await runMain(() => runStart(process.argv.slice(2), process.env))
