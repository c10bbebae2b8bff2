import { UnknownValue } from '../../../core/resource.ts';
import { defineMapping, type PlannedObject } from '../../planned/mapping.ts';
import { AsMade, onlyLive, or, then, untold, type Block, type Maybe } from '../../planned/value.ts';
import { isNew } from '../owner.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.ec2.flow-log',
  // AWS refuses a second one that is the same in these.
  identity: [['flowLogId'], ['resourceId', 'trafficType', 'destinationType', 'destination']],
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:vpc-flow-log/${id}`,
  types: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/flow_log
    aws_flow_log: (planned) => ({
      name: nameTagOf(planned.properties),
      tags: tagsOf(planned.properties),
      facts: {
        flowLogId: planned.id,
        ...watched(planned.properties),
        // The API documents no other status, and none of delivery before the first one.
        status: isNew(planned) ? new AsMade('ACTIVE') : onlyLive,
        destinationType: or(planned.properties.filled('log_destination_type'), 'cloud-watch-logs'),
        destination: destination(planned),
        deliveryStatus: isNew(planned) ? new AsMade(null) : onlyLive,
      },
    }),
  },
});

const ofTransitGateway = ['transit_gateway_id', 'transit_gateway_attachment_id'];
const watchable = ['vpc_id', 'subnet_id', 'eni_id', 'regional_nat_gateway_id', ...ofTransitGateway];

/** What it watches: one of several arguments. A transit gateway's has no choice of traffic. */
function watched(properties: Block): { resourceId: Maybe<string>; trafficType: Maybe<string | null> } {
  const name = watchable.find((argument) => properties.filled(argument) !== null);
  const traffic = properties.filled('traffic_type');
  return {
    resourceId: (name === undefined ? null : properties.filled(name)) ?? untold('it names nothing to watch', 'error'),
    trafficType:
      name !== undefined && ofTransitGateway.includes(name)
        ? null
        : or(traffic, untold('traffic_type is left out', 'error')),
  };
}

/** A log group may be given by its name, until version 6 of the provider; the provider takes `:*` off an ARN. */
function destination({ properties, configured }: PlannedObject): Maybe<string | null> {
  const given = properties.filled('log_destination');
  const group = properties.filled('log_group_name');
  if (given instanceof UnknownValue && !configured('log_destination') && group !== null) return group;
  return then(given ?? group, (text) => text.replace(/:\*$/, ''));
}
