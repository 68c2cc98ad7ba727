import { fresh, type Fresh, type Reading, type Stale } from './freshness.ts'

declare const size: (position: Fresh<string>) => void
declare const reading: Reading<string>
declare const old: Stale<string>

size(fresh('1.5'))
if (reading.kind === 'fresh') size(reading)
// @ts-expect-error a stale value is nothing to trade on
size(old)
// @ts-expect-error it may be stale: look at its kind first
size(reading)
// @ts-expect-error nobody is fresh by saying so
size({ kind: 'fresh', value: '1.5', ageMs: 0 })
// @ts-expect-error a bare value says nothing of its age
size('1.5')
