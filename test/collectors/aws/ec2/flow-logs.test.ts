import { expect } from 'chai';
import collector from '../../../../collectors/aws/ec2/flow-logs.ts';
import { collectOne, collectWith } from '../collect.ts';
import { xml, type Xml } from '../xml.ts';

const collect = (log: Record<string, Xml>) =>
  collectOne(collector, 'ec2:DescribeFlowLogs', xml({ flowLogSet: [{ flowLogId: 'fl-1', ...log }] }));

describe('flow logs', () => {
  it('reads every fact', async () => {
    const resource = await collect({
      creationTime: '2019-07-19T15:22:29.986Z',
      deliverLogsStatus: 'SUCCESS',
      flowLogStatus: 'ACTIVE',
      resourceId: 'vpc-1',
      trafficType: 'ACCEPT',
      logDestinationType: 's3',
      logDestination: 'arn:aws:s3:::my-flow-log-bucket/custom',
      tagSet: [{ key: 'Name', value: 'audit' }],
    });
    expect(resource).to.deep.equal({
      kind: 'aws.ec2.flow-log',
      arn: 'arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/fl-1',
      account: '123456789012',
      region: 'us-east-1',
      name: 'audit',
      tags: { Name: 'audit' },
      facts: {
        flowLogId: 'fl-1',
        resourceId: 'vpc-1',
        status: 'ACTIVE',
        trafficType: 'ACCEPT',
        destinationType: 's3',
        destination: 'arn:aws:s3:::my-flow-log-bucket/custom',
        deliveryStatus: 'SUCCESS',
      },
      source: { operation: 'ec2:DescribeFlowLogs', request: 'DescribeFlowLogs-1' },
    });
    const { asked, operations } = await collectWith(collector);
    expect(operations).to.deep.equal(collector.operations);
    expect(asked[0]!.question).to.deep.equal({ MaxResults: '1000' });
  });

  it('takes the name of a log group for the destination where nothing else is told', async () => {
    const { facts } = await collect({ logDestinationType: 'cloud-watch-logs', logGroupName: 'FlowLogGroup' });
    expect(facts).to.include({ destination: 'FlowLogGroup', deliveryStatus: null });
  });

  it('knows that a transit gateway has no choice of traffic', async () => {
    expect((await collect({ resourceId: 'tgw-attach-1' })).facts).to.include({ trafficType: null });
    expect((await collect({ resourceId: 'vpc-1' })).unknown).to.have.property('trafficType');
  });

  it('says what the answer lacks', async () => {
    const { facts, unknown } = await collect({});
    expect(facts).to.deep.equal({ flowLogId: 'fl-1', deliveryStatus: null });
    expect(Object.keys(unknown!).sort()).to.deep.equal([
      'destination',
      'destinationType',
      'resourceId',
      'status',
      'trafficType',
    ]);
  });
});
