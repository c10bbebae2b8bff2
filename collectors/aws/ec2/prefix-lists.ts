import { resource, UnknownValue, type Given, type Source } from '../../../core/resource.ts';
import { defineCollector, type Api } from '../../collector.ts';
import { factUnlessGone, gone } from '../gone.ts';
import { from } from '../normalise.ts';
import { identityOf } from './identity.ts';

const operation = 'ec2:GetManagedPrefixListEntries';

export default defineCollector({
  id: 'ec2-prefix-lists',
  scope: 'region',
  kinds: ['aws.ec2.prefix-list'],
  operations: ['ec2:DescribeManagedPrefixLists', operation],
  lists: { 'aws.ec2.prefix-list': ['ec2:DescribeManagedPrefixLists'] },
  async *collect(api, at) {
    for await (const { output, source } of api.pages('ec2:DescribeManagedPrefixLists')) {
      for (const list of output.PrefixLists ?? []) {
        const { PrefixListId: id, OwnerId: owner, Tags: tags } = list;
        const managed = owner === 'AWS';
        // In the ARN of a list that AWS manages, the account is written `aws`.
        const identity = identityOf(at, source, 'prefix-list', id, { owner: managed ? 'aws' : owner, tags });
        const entries = managed ? notCollected : await factUnlessGone(api, () => entriesOf(api, id));
        if (entries === gone) continue;
        yield resource({
          kind: 'aws.ec2.prefix-list',
          ...identity,
          name: list.PrefixListName,
          source,
          facts: { prefixListId: id, ownerId: owner, addressFamily: list.AddressFamily, entries },
        });
      }
    }
  },
});

interface Entry {
  readonly cidr: string;
  readonly description: string | null;
}

/** The addresses of an AWS service: hundreds of entries that say nothing about the account. */
const notCollected = new UnknownValue({
  reason: 'not-collected',
  operation,
  message: 'AWS manages the list: its entries are not collected',
});

async function entriesOf(api: Api, id: string | undefined): Promise<Given<Entry[]>> {
  const entries: Entry[] = [];
  let last: Source = { operation, request: null };
  for await (const { output, source } of api.pages(operation, { PrefixListId: id })) {
    last = source;
    for (const { Cidr: cidr, Description: description = null } of output.Entries ?? []) {
      if (cidr === undefined) return from<Entry[]>(source, undefined);
      entries.push({ cidr, description });
    }
  }
  return from(last, entries);
}
