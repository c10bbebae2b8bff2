import { expect } from 'chai';
import { onto } from '../../../../collectors/planned/change.ts';
import { Mappings } from '../../../../collectors/planned/describe.ts';
import { untold, type Planned } from '../../../../collectors/planned/value.ts';
import { mappings } from '../../../../collectors/cloudformation/index.ts';
import { inventoryOf } from '../../../../core/inventory.ts';
import type { Resource } from '../../../../core/resource.ts';
import { templateResource } from '../../../equivalence/triple.ts';
import { read } from '../written.ts';

const log = (properties: Readonly<Record<string, Planned>>) =>
  templateResource('aws.ec2.flow-log', { Log: { Type: 'AWS::EC2::FlowLog', Properties: properties } }, '');
const unknownOf = (resource: ReturnType<typeof log>) => Object.keys(resource.unknown ?? {});

describe('flow logs in a template', () => {
  it('is active once it is made, and sends to CloudWatch Logs by default', () => {
    const made = log({ ResourceId: 'vpc-1', ResourceType: 'VPC', TrafficType: 'ALL', LogGroupName: 'flow' });
    expect(made.facts).to.deep.equal({
      flowLogId: 'cfn:template/Log',
      resourceId: 'vpc-1',
      status: 'ACTIVE',
      trafficType: 'ALL',
      destinationType: 'cloud-watch-logs',
      destination: 'flow',
      deliveryStatus: null,
    });
  });

  it('has no traffic to choose at a transit gateway, and must name it elsewhere', () => {
    const attached = { ResourceId: 'tgw-attach-1', ResourceType: 'TransitGatewayAttachment' };
    expect(log(attached).facts).to.include({ trafficType: null });
    expect(unknownOf(log({ ResourceId: 'vpc-1', ResourceType: 'VPC' }))).to.deep.equal(['trafficType']);
    expect(unknownOf(log({ LogDestination: untold('an import') }))).to.deep.equal([
      'resourceId',
      'trafficType',
      'destination',
    ]);
  });

  it('leaves it to the account whether one that is there delivers', async () => {
    const live: Resource = {
      kind: 'aws.ec2.flow-log',
      arn: 'arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/fl-1',
      account: '123456789012',
      region: 'us-east-1',
      name: null,
      tags: {},
      facts: {
        flowLogId: 'fl-1',
        resourceId: 'vpc-1',
        status: 'ACTIVE',
        trafficType: 'ALL',
        destinationType: 's3',
        destination: 'arn:aws:s3:::logs',
        deliveryStatus: 'FAILED',
      },
      source: { operation: 'ec2:DescribeFlowLogs', request: 'r-1' },
    };
    const template = `Resources:
  Log:
    Type: AWS::EC2::FlowLog
    Properties:
      ResourceId: vpc-1
      ResourceType: VPC
      TrafficType: ALL
      LogDestinationType: s3
      LogDestination: arn:aws:s3:::logs
`;
    const { objects } = await read({ 'net.yaml': template });
    const source = { operation: 'template', request: 'net.yaml' };
    const change = { before: null, after: objects, mappings: new Mappings(mappings), source, madeAt: null };
    const accounts = [{ id: '123456789012', enabled: ['us-east-1'], scanned: ['us-east-1'] }];
    const inventory = inventoryOf({ takenAt: '2026-06-15T12:00:00.000Z', accounts, resources: [live] });
    const after: Resource[] = [];
    for await (const resource of (await onto(change, inventory)).after.resources()) after.push(resource);
    expect(after).to.have.lengthOf(1);
    expect(after[0]!.facts).to.include({ deliveryStatus: 'FAILED' });
  });
});
