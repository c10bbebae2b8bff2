import { UnknownValue } from '../../../core/resource.ts';
import { defineMapping, type Description, type Part, type PlannedObject } from '../../planned/mapping.ts';
import { groupIdOf, rulesOf, type GroupRule } from '../../planned/security-group-rules.ts';
import {
  AsMade,
  type Block,
  each,
  elementsOf,
  elementsWithUnknown,
  onlyLive,
  OpenList,
  or,
  Refreshed,
  untold,
  type Items,
  type Maybe,
} from '../../planned/value.ts';
import { isSymbol } from '../../planned/symbol.ts';
import { tagsOf } from '../tags.ts';

type Kind = 'aws.ec2.security-group';

export default defineMapping<Kind>({
  kind: 'aws.ec2.security-group',
  identity: [['groupId'], ['groupName', 'vpcId']],
  byDefault: { facts: { groupName: 'default' }, per: 'vpcId' },
  key: 'groupId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:security-group/${id}`,
  types: { aws_security_group: group, aws_default_security_group: group },
  parts: {
    aws_security_group_rule: ({ properties, id }) =>
      part(properties, properties.text('type'), oldRules(properties, id)),
    aws_vpc_security_group_ingress_rule: ({ properties }) => part(properties, 'ingress', newRules(properties)),
    aws_vpc_security_group_egress_rule: ({ properties }) => part(properties, 'egress', newRules(properties)),
  },
});

function group(planned: PlannedObject): Description<Kind> {
  const { properties, id, at } = planned;
  const isDefault = planned.type === 'aws_default_security_group';
  return {
    name: isDefault ? 'default' : properties.text('name'),
    tags: tagsOf(properties),
    facts: {
      groupId: id,
      groupName: isDefault ? 'default' : nameOf(properties, id),
      description: or(properties.text('description'), isDefault ? onlyLive : 'Managed by Terraform'),
      vpcId: properties.filled('vpc_id'),
      ownerId: at.account ?? onlyLive,
      ingress: inline(planned, 'ingress'),
      egress: inline(planned, 'egress'),
    },
  };
}

/** Left out, Terraform makes one: `name_prefix`, or `terraform-`, and a random end. */
function nameOf(properties: Block, id: string): Maybe<string> | AsMade<string> {
  const name = properties.text('name');
  if (typeof name === 'string') return name;
  const prefix = properties.filled('name_prefix');
  if (prefix instanceof UnknownValue || !isSymbol(id)) return name ?? onlyLive;
  return new AsMade(`${prefix ?? 'terraform-'}${id}`);
}

/**
 * The rules in the group's own blocks. Where it has none, the state holds all that the group had, those of resources of
 * their own included; for a group that is not there yet Terraform cannot tell an empty block from a dynamic one.
 */
function inline(
  { properties, configured, id }: PlannedObject,
  fact: string,
): Items<GroupRule> | Refreshed<GroupRule> | UnknownValue {
  const blocks = properties.blocks(fact);
  if (blocks instanceof UnknownValue) return new OpenList([], blocks);
  const rules = elementsOf(blocks ?? []).flatMap((block) =>
    block instanceof UnknownValue ? [block] : oldRules(block, id),
  );
  if (blocks instanceof OpenList) return new OpenList(rules, blocks.unknown);
  return configured(fact) ? rules : new Refreshed(rules);
}

function part(properties: Block, direction: Maybe<string | null>, rules: readonly GroupRule[]): Part<Kind> {
  const of = properties.text('security_group_id');
  if (direction === 'ingress') return { of, add: { ingress: rules } };
  if (direction === 'egress') return { of, add: { egress: rules } };
  const open = new OpenList<GroupRule>([], untold('its direction is known after apply'));
  return { of, add: { ingress: open, egress: open } };
}

/** A block of a group, or a rule of the older type: lists of sources. `id` is that of the group it stands in. */
function oldRules(properties: Block, id: string): readonly GroupRule[] {
  const self = properties.flag('self');
  // A rule of its own says `self` of the group that it belongs to.
  const own = or(properties.text('security_group_id'), id);
  return rulesOf({
    protocol: properties.text('protocol'),
    from: properties.whole('from_port'),
    to: properties.whole('to_port'),
    description: properties.filled('description'),
    cidrIpv4: properties.texts('cidr_blocks'),
    cidrIpv6: properties.texts('ipv6_cidr_blocks'),
    prefixListId: properties.texts('prefix_list_ids'),
    referencedGroupId: [
      ...elementsWithUnknown(each(properties.texts('security_groups'), groupIdOf)),
      ...elementsWithUnknown(each(single(properties.filled('source_security_group_id')), groupIdOf)),
      ...(self === true ? [own] : self instanceof UnknownValue ? [self] : []),
    ],
  });
}

/** A rule of the newer types: one source each. */
function newRules(properties: Block): readonly GroupRule[] {
  return rulesOf({
    protocol: properties.text('ip_protocol'),
    from: properties.whole('from_port'),
    to: properties.whole('to_port'),
    description: properties.filled('description'),
    cidrIpv4: single(properties.filled('cidr_ipv4')),
    cidrIpv6: single(properties.filled('cidr_ipv6')),
    prefixListId: single(properties.filled('prefix_list_id')),
    referencedGroupId: each(single(properties.filled('referenced_security_group_id')), groupIdOf),
  });
}

function single(value: Maybe<string | null>): readonly Maybe<string>[] | null {
  return value === null ? null : [value];
}
