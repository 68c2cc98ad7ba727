/**
 * Makes a listener of outside events safe to register: what it throws, or rejects with, goes to `onFault` instead of ending the
 * process.
 */
export const guardListener =
  <Args extends readonly unknown[]>(listener: (...args: Args) => unknown, onFault: (cause: unknown) => void) =>
  (...args: Args): void => {
    try {
      const result = listener(...args)
      if (result instanceof Promise) result.catch(onFault)
    } catch (cause) {
      onFault(cause)
    }
  }
