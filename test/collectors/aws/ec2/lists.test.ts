import type { OperationId } from '../../../../collectors/aws/operations.ts';
import addresses from '../../../../collectors/aws/ec2/addresses.ts';
import flowLogs from '../../../../collectors/aws/ec2/flow-logs.ts';
import images from '../../../../collectors/aws/ec2/images.ts';
import instances from '../../../../collectors/aws/ec2/instances.ts';
import internetGateways from '../../../../collectors/aws/ec2/internet-gateways.ts';
import networkAcls from '../../../../collectors/aws/ec2/network-acls.ts';
import networkInterfaces from '../../../../collectors/aws/ec2/network-interfaces.ts';
import prefixLists from '../../../../collectors/aws/ec2/prefix-lists.ts';
import routeTables from '../../../../collectors/aws/ec2/route-tables.ts';
import securityGroups from '../../../../collectors/aws/ec2/security-groups.ts';
import subnets from '../../../../collectors/aws/ec2/subnets.ts';
import volumes from '../../../../collectors/aws/ec2/volumes.ts';
import vpcs from '../../../../collectors/aws/ec2/vpcs.ts';
import type { Collector } from '../../../../collectors/collector.ts';
import { itCollectsList } from '../collect.ts';
import { xml } from '../xml.ts';

const owned = 'arn:aws:ec2:us-east-1:123456789012';

/** Collector, operation, the set of its answers, the id of an element, an id, and what the ARN says before the id. */
const lists: readonly [Collector, OperationId, string, string, string, string][] = [
  [addresses, 'ec2:DescribeAddresses', 'addressesSet', 'allocationId', 'eipalloc-1', `${owned}:elastic-ip/`],
  [flowLogs, 'ec2:DescribeFlowLogs', 'flowLogSet', 'flowLogId', 'fl-1', `${owned}:vpc-flow-log/`],
  [images, 'ec2:DescribeImages', 'imagesSet', 'imageId', 'ami-1', 'arn:aws:ec2:us-east-1::image/'],
  [
    internetGateways,
    'ec2:DescribeInternetGateways',
    'internetGatewaySet',
    'internetGatewayId',
    'igw-1',
    `${owned}:internet-gateway/`,
  ],
  [networkAcls, 'ec2:DescribeNetworkAcls', 'networkAclSet', 'networkAclId', 'acl-1', `${owned}:network-acl/`],
  [
    networkInterfaces,
    'ec2:DescribeNetworkInterfaces',
    'networkInterfaceSet',
    'networkInterfaceId',
    'eni-1',
    `${owned}:network-interface/`,
  ],
  [prefixLists, 'ec2:DescribeManagedPrefixLists', 'prefixListSet', 'prefixListId', 'pl-1', `${owned}:prefix-list/`],
  [routeTables, 'ec2:DescribeRouteTables', 'routeTableSet', 'routeTableId', 'rtb-1', `${owned}:route-table/`],
  [securityGroups, 'ec2:DescribeSecurityGroups', 'securityGroupInfo', 'groupId', 'sg-1', `${owned}:security-group/`],
  [subnets, 'ec2:DescribeSubnets', 'subnetSet', 'subnetId', 'subnet-1', `${owned}:subnet/`],
  [volumes, 'ec2:DescribeVolumes', 'volumeSet', 'volumeId', 'vol-1', `${owned}:volume/`],
  [vpcs, 'ec2:DescribeVpcs', 'vpcSet', 'vpcId', 'vpc-1', `${owned}:vpc/`],
];

describe('EC2 lists', () => {
  for (const [collector, operation, set, idName, id, arn] of lists) {
    const paged = operation !== 'ec2:DescribeAddresses';
    itCollectsList({
      collector,
      operation,
      first: xml({ [set]: [{ [idName]: id }], ...(paged ? { nextToken: 'page-2' } : {}) }),
      second: paged ? xml({ [set]: [{ [idName]: `${id}0` }] }) : null,
      arns: [`${arn}${id}`, `${arn}${id}0`],
    });
  }

  itCollectsList({
    collector: instances,
    operation: 'ec2:DescribeInstances',
    first: xml({ reservationSet: [{ instancesSet: [{ instanceId: 'i-1' }] }], nextToken: 'page-2' }),
    second: xml({ reservationSet: [{ instancesSet: [{ instanceId: 'i-2' }] }] }),
    arns: [`${owned}:instance/i-1`, `${owned}:instance/i-2`],
  });
});
