import { UnknownValue } from '../../../core/resource.ts';
import { defineMapping, type Description, type PlannedObject } from '../../planned/mapping.ts';
import {
  DefaultList,
  elementsOf,
  OpenList,
  or,
  Refreshed,
  untold,
  type Block,
  type Maybe,
} from '../../planned/value.ts';
import { ownerOf } from '../owner.ts';
import { tagsOf } from '../tags.ts';

type Kind = 'aws.ec2.prefix-list';

export default defineMapping<Kind>({
  kind: 'aws.ec2.prefix-list',
  identity: [['prefixListId']],
  key: 'prefixListId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:prefix-list/${id}`,
  types: {
    aws_ec2_managed_prefix_list: (planned) => ({
      name: planned.properties.filled('name'),
      tags: tagsOf(planned.properties),
      facts: {
        prefixListId: planned.id,
        ownerId: ownerOf(planned),
        addressFamily: or(planned.properties.filled('address_family'), untold('address_family is left out', 'error')),
        entries: inline(planned),
      },
    }),
  },
  parts: {
    aws_ec2_managed_prefix_list_entry: ({ properties }) => ({
      of: properties.text('prefix_list_id'),
      add: { entries: [entryIn(properties)] },
    }),
  },
});

/**
 * The entries in its own blocks. Where it has none, the state holds all that were there, those of resources of their
 * own included; of a new one Terraform cannot tell none from a dynamic block, but blocks and resources of their own
 * exclude each other.
 */
function inline({ properties, configured }: PlannedObject): Description<Kind>['facts']['entries'] {
  const blocks = properties.blocks('entry');
  if (blocks instanceof UnknownValue) {
    const open = new OpenList<Entry>([], blocks);
    return configured('entry') ? open : new DefaultList(open);
  }
  const entries = elementsOf(blocks ?? []).map((block) => (block instanceof UnknownValue ? block : entryIn(block)));
  if (blocks instanceof OpenList) return new OpenList(entries, blocks.unknown);
  return configured('entry') ? entries : new Refreshed(entries);
}

interface Entry {
  readonly cidr: Maybe<string>;
  readonly description: Maybe<string | null>;
}

function entryIn(block: Block): Entry {
  return {
    cidr: or(block.filled('cidr'), untold('the entry names no addresses', 'error')),
    description: block.filled('description'),
  };
}
