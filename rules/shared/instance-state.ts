import { maybe } from './maybe.ts';

/** Whether an instance is gone, or about to be: EC2 lists a terminated one for up to an hour. */
export function isTerminated(instance: { readonly state: string }): boolean {
  const state = maybe(() => instance.state).known[0];
  return state === 'terminated' || state === 'shutting-down';
}
