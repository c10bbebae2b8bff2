import { UnknownValue, type Given } from '../../../core/resource.ts';
import type { Api, At } from '../../collector.ts';
import { tagsOf } from '../normalise.ts';
import { answered, tell, told } from '../told.ts';

type Tags = Given<Readonly<Record<string, string>>>;

/** ListTags takes this many trails at once, and only those of the account, in their home Region. */
const most = 20;

/** The tags of the account's own trails of this Region, by ARN, in as few calls as can be. */
export async function tagsOfTrails(
  api: Api,
  at: At,
  trails: readonly { readonly TrailARN?: string | undefined }[],
): Promise<(arn: string) => Tags> {
  const here = `arn:${at.partition}:cloudtrail:${at.region}:${at.account}:`;
  const own = trails.flatMap(({ TrailARN }) => (TrailARN?.startsWith(here) === true ? [TrailARN] : []));
  const tags = new Map<string, Tags>();
  for (let start = 0; start < own.length; start += most) {
    const batch = own.slice(start, start + most);
    const answer = await tell(api, async () =>
      answered(await api.call('cloudtrail:ListTags', { ResourceIdList: batch })),
    );
    for (const arn of batch) {
      const given = told(answer, ({ ResourceTagList }) => {
        return tagsOf(ResourceTagList?.find(({ ResourceId }) => ResourceId === arn)?.TagsList);
      });
      tags.set(arn, given);
    }
  }
  return (arn) => tags.get(arn) ?? elsewhere;
}

const elsewhere = new UnknownValue({
  reason: 'not-collected',
  operation: 'cloudtrail:ListTags',
  message: 'the tags of a trail are told in its home Region, to its own account',
});
