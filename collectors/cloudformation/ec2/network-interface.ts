import { UnknownValue } from '../../../core/resource.ts';
import { defineMapping, type Description, type Part, type PlannedObject } from '../../planned/mapping.ts';
import type { Side } from '../../planned/side.ts';
import { AsMade, elementsOf, onlyLive, OpenList, or, untold, type Maybe } from '../../planned/value.ts';
import { nameTagOf, tagsOf } from '../tags.ts';
import { associationOf } from './elastic-ips.ts';
import { interfacesOf, ipv6AddressesOf, subnetOf } from './instance-interfaces.ts';

type Kind = 'aws.ec2.network-interface';

export default defineMapping<Kind>({
  kind: 'aws.ec2.network-interface',
  identity: [['interfaceId']],
  key: 'interfaceId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:network-interface/${id}`,
  types: { 'AWS::EC2::NetworkInterface': networkInterface, 'AWS::EC2::Instance': ofInstance },
  parts: {
    'AWS::EC2::NetworkInterfaceAttachment': ({ properties }) =>
      attached(properties.filled('NetworkInterfaceId'), properties.filled('InstanceId')),
    'AWS::EC2::Instance': (planned, side) =>
      elementsOf(interfacesOf(planned, side)).flatMap(({ within, facts }) =>
        within === null ? [attached(facts.interfaceId, planned.id)] : [],
      ),
    'AWS::EC2::EIP': withAddress,
    'AWS::EC2::EIPAssociation': withAddress,
  },
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkinterface.html */
function networkInterface(planned: PlannedObject, side: Side): Description<Kind> {
  const { properties, id, at } = planned;
  const groups = properties.texts('GroupSet');
  const hasGroups = groups !== null && !(Array.isArray(groups) && groups.length === 0);
  return {
    name: nameTagOf(properties),
    tags: tagsOf(properties),
    facts: {
      interfaceId: id,
      interfaceType: or(properties.filled('InterfaceType'), 'interface'),
      status: new AsMade('available'),
      description: or(properties.text('Description'), ''),
      ownerId: at.account ?? onlyLive,
      vpcId: or(subnetOf(planned, properties, side)?.properties.filled('VpcId') ?? null, onlyLive),
      subnetId: or(properties.filled('SubnetId'), onlyLive),
      groupIds: hasGroups ? groups : untold('it has the default group of its VPC'),
      instanceId: new AsMade(null),
      requesterManaged: false,
      publicIps: untold('its subnet decides', 'not-collected'),
      ipv6Addresses: ipv6AddressesOf(properties, untold('its subnet decides', 'not-collected')),
    },
  };
}

/** Those that an instance is made with. */
function ofInstance(planned: PlannedObject, side: Side): readonly Description<Kind>[] {
  return elementsOf(interfacesOf(planned, side)).flatMap(({ within, facts, stays }) =>
    within === null
      ? []
      : [
          {
            within,
            stays,
            name: onlyLive,
            tags: onlyLive,
            facts: {
              ...facts,
              interfaceType: onlyLive,
              status: 'in-use',
              description: onlyLive,
              ownerId: planned.at.account ?? onlyLive,
              instanceId: planned.id,
              requesterManaged: false,
            },
          },
        ],
  );
}

function attached(of: Part<Kind>['of'], instanceId: Maybe<string | null>): Part<Kind> {
  return { of, set: { instanceId, status: 'in-use' }, unset: { instanceId: null, status: 'available' } };
}

/** An Elastic IP address: of an interface, or of the only one of an instance. */
function withAddress(planned: PlannedObject): Part<Kind> | readonly Part<Kind>[] {
  const { interfaceId, instanceId, publicIp } = associationOf(planned);
  const of = interfaceId ?? instanceId;
  if (of === null) return [];
  return {
    of,
    // An instance that is not in the template is not an interface.
    isOptional: interfaceId === null || interfaceId instanceof UnknownValue,
    add: { publicIps: [publicIp] },
    // One that is made to have a public address gets another.
    unset: { publicIps: new OpenList([], untold('it may get another public address')) },
  };
}
