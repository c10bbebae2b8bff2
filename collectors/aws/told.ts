import { SourcedValue, UnknownValue, type Given } from '../../core/resource.ts';
import type { Api, Call } from '../collector.ts';
import { factUnlessGone, gone } from './gone.ts';
import { from } from './normalise.ts';
import type { Answer, OperationId, Question } from './operations.ts';

/** An answer that several facts are read from, or why there is none. */
export type Told<T> = SourcedValue<T> | UnknownValue;

/** Reads what only facts depend on: where a call fails they are unknown, and the rest goes on. */
export async function tell<T>(api: Api, read: () => Promise<Told<T>>): Promise<Told<T>> {
  return (await api.fact<T>(read)) as Told<T>;
}

/** One such call about one resource; null where that has been deleted since it was listed. */
export async function tellUnlessGone<O extends OperationId>(
  api: Api,
  operation: O,
  question: Question<O>,
): Promise<Told<Answer<O>> | null> {
  const told = await factUnlessGone<Answer<O>>(api, async () => answered(await api.call(operation, question)));
  return told === gone ? null : (told as Told<Answer<O>>);
}

export function answered<O extends OperationId>({ output, source }: Call<O>): SourcedValue<Answer<O>> {
  return new SourcedValue(output, source);
}

/** A fact that an answer tells: unknown as the answer is, or where the answer does not hold it. */
export function told<T, V>(answer: Told<T>, read: (answer: T) => V | undefined): Given<V> {
  return answer instanceof UnknownValue ? answer : from(answer.source, read(answer.value));
}
