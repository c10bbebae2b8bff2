import { UnknownValue } from '../../../core/resource.ts';
import { defineMapping } from '../../planned/mapping.ts';
import { each, onlyLive, OpenList, or, untold, type Block } from '../../planned/value.ts';
import { tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.ec2.prefix-list',
  identity: [['prefixListId']],
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:prefix-list/${id}`,
  types: {
    'AWS::EC2::PrefixList': ({ properties, id, at }) => ({
      name: properties.filled('PrefixListName'),
      tags: tagsOf(properties),
      facts: {
        prefixListId: id,
        ownerId: at.account ?? onlyLive,
        addressFamily: or(properties.filled('AddressFamily'), untold('AddressFamily is left out', 'error')),
        entries: entriesIn(properties),
      },
    }),
  },
});

function entriesIn(properties: Block) {
  const entries = each(properties.blocks('Entries'), (block) => ({
    cidr: or(block.filled('Cidr'), untold('the entry names no addresses', 'error')),
    description: block.filled('Description'),
  }));
  return entries instanceof UnknownValue ? new OpenList<never>([], entries) : (entries ?? []);
}
