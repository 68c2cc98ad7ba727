import type { Logger } from '@tradingboost/service-kit'

/** Undoes what came before an error, then throws that error; what goes wrong in the undoing is logged and does not hide it. */
export async function undoThenThrow(error: unknown, undo: () => Promise<void>, logger: Logger): Promise<never> {
  try {
    await undo()
  } catch (cause) {
    logger.warn({ kind: 'undo-failed', err: cause })
  }
  throw error
}
