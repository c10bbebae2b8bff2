import { resource } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { instant, Parts } from '../normalise.ts';
import { identityOf, unreadable } from './identity.ts';
import { groupIdsOf, ipv6AddressesOf, publicIpsOf } from './interface-addresses.ts';

export default defineCollector({
  id: 'ec2-instances',
  scope: 'region',
  kinds: ['aws.ec2.instance'],
  operations: ['ec2:DescribeInstances'],
  async *collect(api, at) {
    for await (const { output, source } of api.pages('ec2:DescribeInstances')) {
      for (const reservation of output.Reservations ?? []) {
        if (reservation.Instances === undefined) throw unreadable(at, source, 'a reservation without instances');
        for (const one of reservation.Instances) {
          const parts = new Parts(source);
          // A terminated instance is listed for up to an hour, and is in no network any more.
          const outside = one.State?.Name === 'terminated' ? null : undefined;
          yield resource({
            kind: 'aws.ec2.instance',
            ...identityOf(at, source, 'instance', one.InstanceId, { owner: reservation.OwnerId, tags: one.Tags }),
            source,
            unknown: parts.unknown,
            facts: {
              instanceId: one.InstanceId,
              state: one.State?.Name,
              imageId: one.ImageId,
              instanceType: one.InstanceType,
              launchedAt: instant(one.LaunchTime),
              vpcId: one.VpcId ?? outside,
              subnetId: one.SubnetId ?? outside,
              // Left out where there is none: the profile, the key pair and the public address.
              instanceProfileArn: one.IamInstanceProfile === undefined ? null : one.IamInstanceProfile.Arn,
              keyName: one.KeyName ?? null,
              publicIp: one.PublicIpAddress ?? null,
              imdsEndpoint: one.MetadataOptions?.HttpEndpoint,
              imdsTokens: one.MetadataOptions?.HttpTokens,
              imdsHopLimit: one.MetadataOptions?.HttpPutResponseHopLimit,
              detailedMonitoring: one.Monitoring?.State,
              volumeIds: parts.list('volumeIds', one.BlockDeviceMappings, (device) => device.Ebs?.VolumeId),
              networkInterfaces: parts.list('networkInterfaces', one.NetworkInterfaces, (attached) => ({
                interfaceId: attached.NetworkInterfaceId,
                subnetId: attached.SubnetId,
                vpcId: attached.VpcId,
                groupIds: groupIdsOf(attached),
                publicIps: publicIpsOf(attached),
                ipv6Addresses: ipv6AddressesOf(attached),
              })),
            },
          });
        }
      }
    }
  },
});
