import { resource } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { Parts } from '../normalise.ts';
import { identityOf } from './identity.ts';

export default defineCollector({
  id: 'ec2-internet-gateways',
  scope: 'region',
  kinds: ['aws.ec2.internet-gateway'],
  operations: ['ec2:DescribeInternetGateways'],
  async *collect(api, at) {
    for await (const { output, source } of api.pages('ec2:DescribeInternetGateways')) {
      for (const gateway of output.InternetGateways ?? []) {
        const { InternetGatewayId: id, OwnerId: owner, Tags: tags } = gateway;
        const parts = new Parts(source);
        yield resource({
          kind: 'aws.ec2.internet-gateway',
          ...identityOf(at, source, 'internet-gateway', id, { owner, tags }),
          source,
          unknown: parts.unknown,
          facts: {
            internetGatewayId: id,
            ownerId: owner,
            attachments: parts.list('attachments', gateway.Attachments, (attachment) => ({
              vpcId: attachment.VpcId,
              state: attachment.State,
            })),
          },
        });
      }
    }
  },
});
