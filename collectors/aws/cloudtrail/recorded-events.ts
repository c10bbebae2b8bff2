import type { Given } from '../../../core/resource.ts';
import type { Facts } from '../../../core/kinds/index.ts';
import type { Api } from '../../collector.ts';
import { all, from } from '../normalise.ts';
import type { Answer } from '../operations.ts';
import { answered, tell, told } from '../told.ts';
import { selectorsOf } from './selectors.ts';

type Trail = NonNullable<Answer<'cloudtrail:DescribeTrails'>['trailList']>[number];

type EventSelectors = Pick<Facts<'aws.cloudtrail.trail'>, 'selectors' | 'advancedSelectors'>;

/** Null, AWS's default of all management events, where the trail has no selectors of its own. */
export async function eventSelectorsOf(
  api: Api,
  arn: string,
  trail: Trail,
): Promise<{ [F in keyof EventSelectors]: Given<EventSelectors[F]> }> {
  if (trail.HasCustomEventSelectors === false) return { selectors: null, advancedSelectors: null };
  const answer = await tell(api, async () =>
    answered(await api.call('cloudtrail:GetEventSelectors', { TrailName: arn })),
  );
  return {
    selectors: told(answer, (events) => selectorsOf(events).basic),
    advancedSelectors: told(answer, (events) => selectorsOf(events).advanced),
  };
}

export async function insightsOf(api: Api, arn: string, trail: Trail): Promise<Given<string[]>> {
  if (trail.HasInsightSelectors === false) return [];
  return api.fact(async () => {
    const { output, source } = await api.find('cloudtrail:GetInsightSelectors', { TrailName: arn });
    if (output === null) return from<string[]>(source, []);
    return from(source, all(output.InsightSelectors?.map(({ InsightType }) => InsightType)));
  });
}
