import type { Api } from '../collector.ts';
import { CallFailed } from './failure.ts';
import type { OperationId } from './operations.ts';

/** The port of a section's collector, which notes the operations that AWS answered. */
export function noting(api: Api, answered: Set<OperationId>): Api {
  const noteRefusal = (operation: OperationId, error: unknown): void => {
    // That the Region has no such service is an answer too: a collector may take it for an empty list.
    if (error instanceof CallFailed && error.reason === 'not-supported') answered.add(operation);
  };
  const note = async <T>(operation: OperationId, call: Promise<T>): Promise<T> => {
    try {
      const answer = await call;
      answered.add(operation);
      return answer;
    } catch (error) {
      noteRefusal(operation, error);
      throw error;
    }
  };
  return {
    async *pages(operation, question) {
      try {
        for await (const page of api.pages(operation, question)) {
          answered.add(operation);
          yield page;
        }
      } catch (error) {
        noteRefusal(operation, error);
        throw error;
      }
    },
    call: (operation, question) => note(operation, api.call(operation, question)),
    find: (operation, question) => note(operation, api.find(operation, question)),
    fact: (read) => api.fact(read),
    now: () => api.now(),
    wait: (milliseconds) => api.wait(milliseconds),
  };
}
