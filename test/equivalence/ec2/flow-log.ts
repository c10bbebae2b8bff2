import flowLogs from '../../../collectors/aws/ec2/flow-logs.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

const destination = 'arn:aws:logs:us-east-1:123456789012:log-group:flow';

export default defineTriple({
  kind: 'aws.ec2.flow-log',
  live: {
    collector: flowLogs,
    answers: {
      'ec2:DescribeFlowLogs': [
        xml({
          flowLogSet: [
            {
              flowLogId: 'fl-1',
              resourceId: 'vpc-1',
              flowLogStatus: 'ACTIVE',
              trafficType: 'ALL',
              logDestinationType: 'cloud-watch-logs',
              logDestination: destination,
              tagSet: [{ key: 'Name', value: 'audit' }],
            },
          ],
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_flow_log',
        values: {
          id: 'fl-1',
          arn: 'arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/fl-1',
          vpc_id: 'vpc-1',
          subnet_id: null,
          eni_id: null,
          traffic_type: 'ALL',
          log_destination_type: 'cloud-watch-logs',
          log_destination: destination,
          log_group_name: 'flow',
          tags: { Name: 'audit' },
          tags_all: { Name: 'audit' },
        },
      },
    ],
    differs: { status: 'the provider does not keep it', deliveryStatus: 'the provider does not keep it' },
  },
  cloudformation: {
    resources: {
      Log: {
        Type: 'AWS::EC2::FlowLog',
        Properties: {
          ResourceId: 'vpc-1',
          ResourceType: 'VPC',
          TrafficType: 'ALL',
          LogDestination: destination,
          Tags: [{ Key: 'Name', Value: 'audit' }],
        },
      },
    },
    differs: { flowLogId: 'made when the stack is deployed' },
  },
});
