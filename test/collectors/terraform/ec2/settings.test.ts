import { expect } from 'chai';
import type { Facts } from '../../../../core/kinds/index.ts';
import { planOf, references, sidesOf, type Change } from '../plans.ts';
import { of, one, put, unknownOf } from './machines.ts';

const kind = 'aws.ec2.settings';
const types: readonly [type: string, values: Record<string, unknown>][] = [
  ['aws_ebs_encryption_by_default', { enabled: true }],
  ['aws_ebs_default_kms_key', { key_arn: 'arn:aws:kms:us-east-1:123456789012:key/1' }],
  ['aws_ebs_snapshot_block_public_access', { state: 'block-all-sharing' }],
  ['aws_ec2_image_block_public_access', { state: 'block-new-sharing' }],
  ['aws_vpc_block_public_access_options', { internet_gateway_block_mode: 'block-ingress' }],
];
const exclusion = {
  id: 'vpcbpa-exclude-1',
  vpc_id: 'vpc-1',
  subnet_id: null,
  internet_gateway_exclusion_mode: 'allow-egress',
  resource_arn: 'arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1',
};
const facts: Facts<typeof kind> = {
  ebsEncryptionByDefault: true,
  ebsDefaultKmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
  snapshotBlockPublicAccess: 'block-all-sharing',
  imageBlockPublicAccess: 'block-new-sharing',
  vpcBlockPublicAccess: 'block-ingress',
  vpcBlockPublicAccessExclusions: [
    {
      exclusionId: 'vpcbpa-exclude-1',
      resourceArn: 'arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1',
      mode: 'allow-egress',
      state: 'update-complete',
    },
  ],
};
const live = { ...of(kind, '', facts), arn: 'arn:aws:ec2:us-east-1:123456789012:settings' };
const settingsIn = (changes: readonly Change[]) => one(sidesOf(planOf(changes)).after, kind);

describe('settings of EC2 in a plan', () => {
  it('are one resource for account and Region, with what is not said unknown', () => {
    const found = settingsIn(types.map(([type, after]) => ({ address: `${type}.this`, after })));
    expect(found.arn).to.equal(live.arn);
    expect(found.tags).to.deep.equal({});
    expect(unknownOf(found)).to.deep.equal(['vpcBlockPublicAccessExclusions']);
    const { vpcBlockPublicAccessExclusions: _, ...said } = facts;
    expect(found.facts).to.deep.equal(said);
  });

  it('encrypt by default where it is not said otherwise', () => {
    const enabled = (value: unknown) =>
      settingsIn([{ address: 'aws_ebs_encryption_by_default.this', after: { enabled: value } }]).facts;
    expect(enabled(null).ebsEncryptionByDefault).to.equal(true);
    expect(enabled(false).ebsEncryptionByDefault).to.equal(false);
    expect(enabled('often')).to.deep.equal({});
  });

  it('are those of each Region', () => {
    const changes = ['us-east-1', 'eu-west-1'].map((region) => ({
      address: `aws_ebs_encryption_by_default.${region}`,
      after: { enabled: region === 'us-east-1', region },
    }));
    const { after } = sidesOf(planOf(changes));
    expect(after.map((one) => [one.region, (one.facts as typeof facts).ebsEncryptionByDefault])).to.deep.equal([
      ['eu-west-1', false],
      ['us-east-1', true],
    ]);
  });

  it('are not known where two say different things of one, and it is not told of which Region', () => {
    const twice = (other: boolean) => ({
      ...planOf([
        { address: 'aws_ebs_encryption_by_default.a', after: { enabled: true } },
        { address: 'aws_ebs_encryption_by_default.b', after: { enabled: other } },
      ]),
      configuration: {},
    });
    expect(unknownOf(one(sidesOf(twice(false)).after, kind))).to.include('ebsEncryptionByDefault');
    expect(one(sidesOf(twice(true)).after, kind).facts.ebsEncryptionByDefault).to.equal(true);
  });

  it('meet those of the account, and leave the others as they are there', async () => {
    for (const [type, values] of types) {
      const [after, ...more] = await put([{ address: `${type}.this`, after: values }], live);
      expect(more).to.deep.equal([]);
      expect(after?.facts, type).to.deep.equal(facts);
      expect(after?.unknown, type).to.equal(undefined);
    }
  });

  it('meet those of the account together, where it is not told of all that they are of one Region', async () => {
    const plan = {
      ...planOf([
        { address: 'aws_ebs_encryption_by_default.this', after: { enabled: false } },
        { address: 'aws_ebs_snapshot_block_public_access.this', after: { state: 'unblocked', region: 'us-east-1' } },
      ]),
      configuration: {},
    };
    const [after, ...more] = await put(plan, live);
    expect(more).to.deep.equal([]);
    expect(after?.facts).to.include({ ebsEncryptionByDefault: false, snapshotBlockPublicAccess: 'unblocked' });
  });

  it('go back to what each page says when the resource is deleted', async () => {
    const after: Record<string, unknown> = {};
    for (const [type, values] of types) {
      const [found, ...more] = await put([{ address: `${type}.this`, before: { id: '1', ...values } }], live);
      expect(more).to.deep.equal([]);
      const changed = Object.entries(found?.facts ?? {}).filter(
        ([name, value]) => value !== facts[name as keyof typeof facts],
      );
      after[type] = [...changed.filter(([name]) => name !== 'vpcBlockPublicAccessExclusions'), ...unknownOf(found!)];
    }
    expect(after).to.deep.equal({
      aws_ebs_encryption_by_default: [['ebsEncryptionByDefault', false]],
      aws_ebs_default_kms_key: ['ebsDefaultKmsKeyId'],
      aws_ebs_snapshot_block_public_access: [['snapshotBlockPublicAccess', 'unblocked']],
      aws_ec2_image_block_public_access: [],
      aws_vpc_block_public_access_options: [['vpcBlockPublicAccess', 'off']],
    });
  });

  it('exclude the VPC or subnet that is named, also one of the plan', () => {
    const excluded = (values: Record<string, unknown>) =>
      settingsIn([
        {
          address: 'aws_vpc_block_public_access_exclusion.this',
          after: { internet_gateway_exclusion_mode: 'allow-bidirectional', ...values },
          unknown: { id: true, resource_arn: true, vpc_id: !Object.hasOwn(values, 'vpc_id') },
          expressions: { vpc_id: references('aws_vpc.main.id') },
        },
        { address: 'aws_vpc.main', after: { cidr_block: '10.0.0.0/16' }, unknown: { id: true } },
      ]).facts.vpcBlockPublicAccessExclusions?.[0];
    expect(excluded({ vpc_id: null, subnet_id: 'subnet-1' })).to.deep.equal({
      exclusionId: 'tf:aws_vpc_block_public_access_exclusion.this',
      resourceArn: 'arn:aws:ec2:us-east-1:123456789012:subnet/subnet-1',
      mode: 'allow-bidirectional',
      state: 'create-complete',
    });
    expect(excluded({ subnet_id: null })?.resourceArn).to.equal(
      'arn:aws:ec2:us-east-1:123456789012:vpc/tf:aws_vpc.main',
    );
  });

  it('exclude in another mode, or no longer', async () => {
    const address = 'aws_vpc_block_public_access_exclusion.this';
    const mode = { internet_gateway_exclusion_mode: 'allow-bidirectional' };
    const [changed] = await put([{ address, before: exclusion, after: { ...exclusion, ...mode } }], live);
    expect((changed?.facts as typeof facts).vpcBlockPublicAccessExclusions).to.deep.equal([
      { ...facts.vpcBlockPublicAccessExclusions[0], mode: 'allow-bidirectional' },
    ]);
    const [without] = await put([{ address, before: exclusion }], live);
    expect(without?.facts).to.deep.equal({ ...facts, vpcBlockPublicAccessExclusions: [] });
  });
});
