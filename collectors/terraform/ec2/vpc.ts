import { UnknownValue } from '../../../core/resource.ts';
import { defineMapping, type Description, type PlannedObject } from '../../planned/mapping.ts';
import { AsMade, onlyLive, OpenList, untold, type Maybe } from '../../planned/value.ts';
import { isNew, ownerOf } from '../owner.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

type Kind = 'aws.ec2.vpc';

export default defineMapping<Kind>({
  kind: 'aws.ec2.vpc',
  identity: [['vpcId']],
  byDefault: { facts: { isDefault: true } },
  key: 'vpcId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:vpc/${id}`,
  types: { aws_vpc: vpc, aws_default_vpc: vpc },
  parts: {
    aws_vpc_ipv4_cidr_block_association: ({ properties }) => ({
      of: properties.text('vpc_id'),
      add: { cidrBlocks: [properties.filled('cidr_block') ?? untold('the range is known after apply')] },
    }),
    aws_vpc_ipv6_cidr_block_association: ({ properties }) => ({
      of: properties.text('vpc_id'),
      add: { ipv6CidrBlocks: [properties.filled('ipv6_cidr_block') ?? untold('the range is known after apply')] },
    }),
  },
});

function vpc(planned: PlannedObject): Description<Kind> {
  const { properties, id, type } = planned;
  const isDefault = type === 'aws_default_vpc';
  return {
    name: nameTagOf(properties),
    tags: tagsOf(properties),
    facts: {
      vpcId: id,
      ownerId: ownerOf(planned),
      state: isNew(planned) ? new AsMade('available') : onlyLive,
      // A default VPC may have been imported as any other.
      isDefault: isDefault || (isNew(planned) ? new AsMade(false) : onlyLive),
      cidrBlocks: blocks(properties.filled('cidr_block'), planned),
      ipv6CidrBlocks: blocks(ipv6Block(planned), planned),
    },
  };
}

/** The block that it is made with. One that is there already, as the default one is, may have been given others. */
function blocks(
  block: Maybe<string | null>,
  planned: PlannedObject,
): readonly Maybe<string>[] | OpenList<Maybe<string>> {
  const own = block === null ? [] : [block];
  return isNew(planned) && planned.type === 'aws_vpc' ? own : new OpenList(own, onlyLive);
}

/** What it has without having asked for it, another resource has associated. */
function ipv6Block({ properties, configured }: PlannedObject): Maybe<string | null> {
  const generated = configured('assign_generated_ipv6_cidr_block')
    ? properties.flag('assign_generated_ipv6_cidr_block')
    : null;
  const pool = configured('ipv6_ipam_pool_id') ? properties.filled('ipv6_ipam_pool_id') : null;
  if (pool === null && generated instanceof UnknownValue) return generated;
  return pool !== null || generated === true ? properties.filled('ipv6_cidr_block') : null;
}
