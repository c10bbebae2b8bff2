import { expect } from 'chai';
import { untold, type Planned } from '../../../../collectors/planned/value.ts';
import { all, unknownOf, type Written } from './machines.ts';

const kind = 'aws.ec2.settings';
const vpcs: Written = { Vpcs: ['VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-ingress' }] };
const snapshots = (state: Planned): Written => ({ Snapshots: ['SnapshotBlockPublicAccess', { State: state }] });
const excluded = (properties: Readonly<Record<string, Planned>>) =>
  all(kind, { Exclusion: ['VPCBlockPublicAccessExclusion', properties] })[0];

describe('settings of EC2 in a template', () => {
  it('are one resource, with what is not said unknown', () => {
    const [found, ...more] = all(kind, { ...vpcs, ...snapshots('block-new-sharing') });
    expect(more).to.deep.equal([]);
    expect(found?.arn).to.equal('arn:aws:ec2:us-east-1:123456789012:settings');
    expect(found?.facts).to.deep.equal({
      vpcBlockPublicAccess: 'block-ingress',
      snapshotBlockPublicAccess: 'block-new-sharing',
    });
  });

  it('are not known where they are not told, of another type or withdrawn', () => {
    for (const state of [untold('a parameter'), ['block-all-sharing'], null]) {
      expect(unknownOf(all(kind, snapshots(state))[0])).to.include('snapshotBlockPublicAccess');
    }
    const [left] = all(kind, vpcs, { ...vpcs, ...snapshots('block-all-sharing') });
    expect(unknownOf(left)).to.include('snapshotBlockPublicAccess');
    expect(left?.facts.vpcBlockPublicAccess).to.equal('block-ingress');
  });

  it('exclude the VPC or subnet that is named', () => {
    const mode = { InternetGatewayExclusionMode: 'allow-egress' };
    expect(excluded({ ...mode, SubnetId: 'cfn:template/Subnet' })?.facts.vpcBlockPublicAccessExclusions).to.deep.equal([
      {
        exclusionId: 'cfn:template/Exclusion',
        resourceArn: 'arn:aws:ec2:us-east-1:123456789012:subnet/cfn:template/Subnet',
        mode: 'allow-egress',
        state: 'create-complete',
      },
    ]);
    expect(unknownOf(excluded(mode))).to.include('vpcBlockPublicAccessExclusions/0/resourceArn');
    expect(unknownOf(excluded({ VpcId: 'vpc-1' }))).to.include('vpcBlockPublicAccessExclusions/0/mode');
  });
});
