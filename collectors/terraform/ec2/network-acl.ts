import { UnknownValue } from '../../../core/resource.ts';
import { defineMapping, type Description, type PlannedObject } from '../../planned/mapping.ts';
import { entryOf, lastEntries, unknownEntry, type AclEntry } from '../../planned/network-acl-entries.ts';
import type { Side } from '../../planned/side.ts';
import {
  elementsOf,
  onlyLive,
  OpenList,
  or,
  Refreshed,
  untold,
  type Block,
  type Items,
  type Maybe,
} from '../../planned/value.ts';
import { isNew, ownerOf } from '../owner.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

type Kind = 'aws.ec2.network-acl';
type AclFacts = Description<Kind>['facts'];

export default defineMapping<Kind>({
  kind: 'aws.ec2.network-acl',
  identity: [['networkAclId']],
  byDefault: { facts: { isDefault: true }, per: 'vpcId' },
  exclusive: ['subnetIds'],
  key: 'networkAclId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:network-acl/${id}`,
  types: { aws_network_acl: acl, aws_default_network_acl: acl },
  parts: {
    aws_network_acl_rule: ({ properties }) => ({
      of: properties.text('network_acl_id'),
      add: { entries: [entryIn(properties, or(properties.flag('egress'), false))] },
    }),
    aws_network_acl_association: ({ properties }) => ({
      of: properties.text('network_acl_id'),
      add: { subnetIds: [properties.filled('subnet_id') ?? untold('it names no subnet', 'error')] },
    }),
  },
});

function acl(planned: PlannedObject, side: Side): Description<Kind> {
  const { properties, id, type } = planned;
  const isDefault = type === 'aws_default_network_acl';
  // What adopts the default one knows its id before it is applied.
  const adopted = isDefault ? properties.filled('default_network_acl_id') : null;
  return {
    name: nameTagOf(properties),
    tags: tagsOf(properties),
    facts: {
      networkAclId: typeof adopted === 'string' ? adopted : id,
      vpcId: or(properties.filled('vpc_id'), onlyLive),
      ownerId: ownerOf(planned),
      isDefault, // the provider takes a default one for aws_default_network_acl alone
      subnetIds: isDefault ? subnetsOfDefault(properties) : subnets(planned),
      entries: isDefault ? inline(properties) : entries(planned, side),
    },
  };
}

function subnets({ properties, configured, id }: PlannedObject): AclFacts['subnetIds'] {
  const own = properties.texts('subnet_ids') ?? [];
  if (configured('subnet_ids')) return own instanceof UnknownValue ? new OpenList([], own) : own;
  // A new one has none until others give it some.
  if (own instanceof UnknownValue) return isNew({ id }) ? [] : new OpenList([], own);
  return own instanceof OpenList ? own : new Refreshed(own);
}

/** A default one keeps the subnets that have no other, whatever its source says. */
function subnetsOfDefault(properties: Block): AclFacts['subnetIds'] {
  const own = properties.texts('subnet_ids');
  if (own === null || own instanceof UnknownValue) return onlyLive;
  return own instanceof OpenList ? own : new OpenList(own, onlyLive);
}

/**
 * The entries in its own blocks. Where it has none, the state holds all that were there, those of resources of their
 * own included; of a new one Terraform cannot tell none from a dynamic block, but blocks and resources of their own
 * exclude each other.
 */
function entries(planned: PlannedObject, side: Side): AclFacts['entries'] {
  const { properties, configured, id } = planned;
  if (configured('ingress') || configured('egress')) return inline(properties);
  const [ingress, egress] = [properties.raw('ingress'), properties.raw('egress')];
  if (ingress instanceof UnknownValue && egress instanceof UnknownValue) {
    const others = elementsOf(side.find(planned, 'aws_network_acl_rule', 'network_acl_id', id));
    return others.length > 0 ? lastEntries : new OpenList(lastEntries, ingress);
  }
  const all = inline(properties);
  return all instanceof OpenList ? all : new Refreshed(all);
}

function inline(properties: Block): Items<AclEntry> {
  const all: AclEntry[] = [...lastEntries];
  let more: UnknownValue | null = null;
  for (const egress of [false, true]) {
    const blocks = properties.blocks(egress ? 'egress' : 'ingress');
    if (blocks instanceof UnknownValue) all.push(unknownEntry(egress, blocks));
    else {
      for (const block of elementsOf(blocks ?? [])) {
        all.push(block instanceof UnknownValue ? unknownEntry(egress, block) : entryIn(block, egress));
      }
      if (blocks instanceof OpenList) more ??= blocks.unknown;
    }
  }
  return more === null ? all : new OpenList(all, more);
}

/** In a block of a network ACL, or by itself; numbers that are left out the provider sends as 0. */
function entryIn(block: Block, egress: Maybe<boolean>): AclEntry {
  const number = (name: string) => or(block.whole(name), 0);
  return entryOf({
    ruleNumber: block.whole('rule_no') ?? block.whole('rule_number'),
    egress,
    action: block.filled('action') ?? block.filled('rule_action'),
    protocol: block.filled('protocol'),
    cidrIpv4: block.filled('cidr_block'),
    cidrIpv6: block.filled('ipv6_cidr_block'),
    ports: [number('from_port'), number('to_port')],
    icmp: [number('icmp_type'), number('icmp_code')],
  });
}
