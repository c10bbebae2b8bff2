import { expect } from 'chai';
import { evaluate } from '../../../../core/evaluate.ts';
import type { Facts } from '../../../../core/kinds/index.ts';
import type { Resource } from '../../../../core/resource.ts';
import rule from '../../../../rules/ec2/ec2-vpc-flow-logs-enabled.ts';
import { judge, planOf, references, sidesOf as allSidesOf, type Change } from '../plans.ts';

/** Types may be parts of other kinds too. */
function sidesOf(plan: Parameters<typeof allSidesOf>[0]) {
  const { before, after } = allSidesOf(plan);
  const own = (resource: Resource) => resource.kind === 'aws.ec2.flow-log';
  return { before: before.filter(own), after: after.filter(own) };
}

const factsOf = (resource: Resource | undefined) => resource?.facts as Facts<'aws.ec2.flow-log'>;
const unknownOf = (resource: Resource | undefined) => Object.keys(resource?.unknown ?? {}).sort();

function made(after: Record<string, unknown>, unknown: object = {}): Change {
  return {
    address: 'aws_flow_log.all',
    after: { traffic_type: 'ALL', ...after },
    unknown: { id: true, arn: true, log_format: true, ...unknown },
    expressions: {
      vpc_id: references('aws_vpc.main.id'),
      ...Object.fromEntries(Object.keys(after).map((n) => [n, {}])),
    },
  };
}

describe('flow logs in a plan', () => {
  it('is active once it is made, and answers the rule for a VPC that is made with it', async () => {
    const vpc: Change = {
      address: 'aws_vpc.main',
      after: { cidr_block: '10.0.0.0/16' },
      unknown: { id: true, arn: true, owner_id: true, ipv6_cidr_block: true },
    };
    const log = made({ log_destination: 'arn:aws:s3:::logs', log_destination_type: 's3' }, { vpc_id: true });
    expect(factsOf(sidesOf(planOf([log, vpc])).after[0])).to.deep.equal({
      flowLogId: 'tf:aws_flow_log.all',
      resourceId: 'tf:aws_vpc.main',
      status: 'ACTIVE',
      trafficType: 'ALL',
      destinationType: 's3',
      destination: 'arn:aws:s3:::logs',
      deliveryStatus: null,
    });
    const statuses: string[] = [];
    for await (const { status } of evaluate(judge(planOf([vpc, log])).after, [rule])) statuses.push(status);
    expect(statuses).to.deep.equal(['pass']);
  });

  it('does not tell of one that is there whether it delivers', () => {
    const standing = { id: 'fl-1', vpc_id: 'vpc-1', traffic_type: 'REJECT', log_destination: 'arn:aws:s3:::logs' };
    const [log] = sidesOf(planOf([{ address: 'aws_flow_log.all', before: standing, after: standing }])).after;
    expect(log!.arn).to.equal('arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/fl-1');
    expect(unknownOf(log)).to.deep.equal(['deliveryStatus', 'status']);
  });

  it('watches one of several things; a transit gateway has no choice of traffic', () => {
    const of = (after: Record<string, unknown>) => sidesOf(planOf([made(after)])).after[0];
    expect(factsOf(of({ vpc_id: '', subnet_id: 'subnet-1' }))).to.include({ resourceId: 'subnet-1' });
    expect(factsOf(of({ eni_id: 'eni-1' }))).to.include({ resourceId: 'eni-1', trafficType: 'ALL' });
    expect(factsOf(of({ transit_gateway_attachment_id: 'tgw-attach-1', traffic_type: null }))).to.include({
      resourceId: 'tgw-attach-1',
      trafficType: null,
    });
    expect(unknownOf(of({ vpc_id: null, traffic_type: null }))).to.deep.equal(['resourceId', 'trafficType']);
  });

  it('names a log group by its ARN without the star, or by its name', () => {
    const of = (after: Record<string, unknown>, unknown = {}) =>
      sidesOf(planOf([made({ vpc_id: 'vpc-1', ...after }, unknown)])).after[0];
    const arn = 'arn:aws:logs:us-east-1:123456789012:log-group:flow';
    expect(factsOf(of({ log_destination: `${arn}:*` })).destination).to.equal(arn);
    expect(factsOf(of({}))).to.include({ destinationType: 'cloud-watch-logs', destination: null });
    expect(factsOf(of({ log_group_name: 'flow' }, { log_destination: true })).destination).to.equal('flow');
    expect(unknownOf(of({ log_destination: null }, { log_destination: true }))).to.deep.equal(['destination']);
  });
});
