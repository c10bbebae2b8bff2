import { defineMapping } from '../../planned/mapping.ts';
import { AsMade, or, then, untold, type Block, type Maybe } from '../../planned/value.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.ec2.flow-log',
  // AWS refuses a second one that is the same in these.
  identity: [['flowLogId'], ['resourceId', 'trafficType', 'destinationType', 'destination']],
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:vpc-flow-log/${id}`,
  types: {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-flowlog.html
    'AWS::EC2::FlowLog': ({ properties, id }) => ({
      name: nameTagOf(properties),
      tags: tagsOf(properties),
      facts: {
        flowLogId: id,
        resourceId: or(properties.filled('ResourceId'), untold('ResourceId is left out', 'error')),
        // The API documents no other status, and none of delivery before the first one.
        status: new AsMade('ACTIVE'),
        trafficType: trafficType(properties),
        destinationType: or(properties.filled('LogDestinationType'), 'cloud-watch-logs'),
        destination: destination(properties),
        deliveryStatus: new AsMade(null),
      },
    }),
  },
});

/** A transit gateway's has no choice of traffic; all others must name it. */
function trafficType(properties: Block): Maybe<string | null> {
  const type = properties.text('ResourceType');
  if (typeof type === 'string' && type.startsWith('TransitGateway')) return null;
  return or(properties.filled('TrafficType'), untold('TrafficType is left out', 'error'));
}

/** An ARN, or a log group by its name. */
function destination(properties: Block): Maybe<string | null> {
  const arn = then(properties.filled('LogDestination'), (text) => text.replace(/:\*$/, ''));
  return arn ?? properties.filled('LogGroupName');
}
