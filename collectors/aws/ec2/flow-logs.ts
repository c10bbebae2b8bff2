import { resource } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { identityOf } from './identity.ts';

export default defineCollector({
  id: 'ec2-flow-logs',
  scope: 'region',
  kinds: ['aws.ec2.flow-log'],
  operations: ['ec2:DescribeFlowLogs'],
  async *collect(api, at) {
    for await (const { output, source } of api.pages('ec2:DescribeFlowLogs')) {
      for (const log of output.FlowLogs ?? []) {
        yield resource({
          kind: 'aws.ec2.flow-log',
          ...identityOf(at, source, 'vpc-flow-log', log.FlowLogId, { tags: log.Tags }),
          source,
          facts: {
            flowLogId: log.FlowLogId,
            resourceId: log.ResourceId,
            status: log.FlowLogStatus,
            // A transit gateway's has no such choice.
            trafficType: log.TrafficType ?? (isTransitGateway(log.ResourceId) ? null : undefined),
            destinationType: log.LogDestinationType,
            // A log group is told by its name alone where it was given by its name.
            destination: log.LogDestination ?? log.LogGroupName,
            // Not told before anything was delivered.
            deliveryStatus: log.DeliverLogsStatus ?? null,
          },
        });
      }
    }
  },
});

/** Also of its attachments: `tgw-attach-…`. */
function isTransitGateway(resourceId: string | undefined): boolean {
  return resourceId?.startsWith('tgw-') === true;
}
