import type { OrderRequest } from '@tradingboost/domain'
import type { Command } from './command.ts'
import { assessRisk } from './risk/assess-risk.ts'
import type { initialState } from './engine-state.ts'

declare const request: OrderRequest
declare const state: ReturnType<typeof initialState<unknown>>
declare const limits: Parameters<typeof assessRisk>[2]

const verdict = assessRisk(request, state, limits)
export const approved: Command | undefined =
  verdict.kind === 'approved' ? { kind: 'submit', request: verdict.request } : undefined

// @ts-expect-error a request that has not passed the risk gate is no command
export const unjudged: Command = { kind: 'submit', request }
