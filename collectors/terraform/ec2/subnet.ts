import { UnknownValue } from '../../../core/resource.ts';
import { defineMapping, type Description, type PlannedObject } from '../../planned/mapping.ts';
import { AsMade, onlyLive, OpenList, or, untold, type Maybe } from '../../planned/value.ts';
import { isNew, ownerOf } from '../owner.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

type Kind = 'aws.ec2.subnet';

export default defineMapping<Kind>({
  kind: 'aws.ec2.subnet',
  identity: [['subnetId'], ['vpcId', 'cidrBlock']],
  byDefault: { facts: { defaultForAz: true }, per: 'availabilityZone' },
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:subnet/${id}`,
  types: { aws_subnet: subnet, aws_default_subnet: subnet },
});

/**
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/subnet: both settings default to false;
 * of a default subnet, public addresses are given to instances by default.
 */
function subnet(planned: PlannedObject): Description<Kind> {
  const { properties, id, type } = planned;
  const isDefault = type === 'aws_default_subnet';
  return {
    name: nameTagOf(properties),
    tags: tagsOf(properties),
    facts: {
      subnetId: id,
      vpcId: or(properties.filled('vpc_id'), onlyLive),
      ownerId: ownerOf(planned),
      availabilityZone: or(properties.filled('availability_zone'), untold('the zone is known after apply')),
      cidrBlock: ipv4Block(planned),
      ipv6CidrBlocks: ipv6Blocks(planned),
      mapPublicIpOnLaunch: or(properties.flag('map_public_ip_on_launch'), isDefault),
      assignIpv6OnCreation: or(properties.flag('assign_ipv6_address_on_creation'), false),
      // A default subnet may have been imported as any other.
      defaultForAz: isDefault || (isNew(planned) ? new AsMade(false) : onlyLive),
      freeAddresses: onlyLive,
    },
  };
}

/** None for a subnet of IPv6 alone. */
function ipv4Block({ properties }: PlannedObject): Maybe<string | null> {
  const ipv6Alone = properties.flag('ipv6_native');
  if (ipv6Alone === true) return null;
  const block = properties.filled('cidr_block');
  return block ?? (ipv6Alone instanceof UnknownValue ? ipv6Alone : untold('the subnet names no block'));
}

/** One at most. Not known and not asked for, it is that of a default subnet which is there already. */
function ipv6Blocks({ properties, configured }: PlannedObject): readonly Maybe<string>[] | OpenList<string> {
  const block = properties.filled('ipv6_cidr_block');
  if (block instanceof UnknownValue && !configured('ipv6_cidr_block')) return new OpenList([], block);
  return block === null ? [] : [block];
}
