import { ifKnown } from './if-known.ts';

/** Whether an instance is gone, or about to be: EC2 lists a terminated one for up to an hour. */
export function isTerminated(instance: { readonly state: string }): boolean {
  const state = ifKnown(() => instance.state);
  return state === 'terminated' || state === 'shutting-down';
}
