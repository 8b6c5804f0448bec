import { sayFailure, saySuccess } from '@/element/message';

/** Does one thing to a row: says that it is done, or why not, and loads the list again. */
export function useAct(reload: () => unknown) {
  return async (action: () => Promise<unknown>, done: string): Promise<void> => {
    try {
      await action();
      saySuccess(done);
      void reload();
    } catch (failure) {
      sayFailure(failure);
    }
  };
}
