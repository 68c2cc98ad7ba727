import { z } from 'zod'

/** What a service tells the process that started it, over the IPC channel. */
export const serviceMessage = z.object({ kind: z.literal('listening'), port: z.int().positive() })
export type ServiceMessage = z.infer<typeof serviceMessage>

/** Tells the parent that started this process with an IPC channel; does nothing without one. */
export function notifyParent(message: ServiceMessage): void {
  process.send?.(message)
}
