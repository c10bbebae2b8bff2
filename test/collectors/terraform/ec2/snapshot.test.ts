import { expect } from 'chai';
import type { Facts } from '../../../../core/kinds/index.ts';
import { planOf, sidesOf } from '../plans.ts';
import { of, one, put, unknownOf } from './machines.ts';

const kind = 'aws.ec2.snapshot';
const made = (type: string, given: Record<string, unknown> = {}) =>
  one(
    sidesOf(
      planOf([
        {
          address: `${type}.a`,
          after: { description: null, tags_all: {}, ...given },
          unknown: { id: true, arn: true, owner_id: true, volume_size: true, volume_id: type !== 'aws_ebs_snapshot' },
        },
      ]),
    ).after,
    kind,
  );
const values = {
  id: 'snap-1',
  arn: 'arn:aws:ec2:us-east-1::snapshot/snap-1',
  volume_id: 'vol-1',
  encrypted: false,
  kms_key_id: '',
  volume_size: 8,
  description: null,
  tags_all: {},
};

describe('EBS snapshots in a plan', () => {
  it('are private when they are made, and of this account', () => {
    const snapshot = made('aws_ebs_snapshot', { volume_id: 'vol-1' });
    expect(snapshot.facts).to.include({
      sharedWithAll: false,
      ownerId: '123456789012',
      description: '',
      volumeId: 'vol-1',
    });
    expect(unknownOf(snapshot)).to.deep.equal(['encrypted', 'kmsKeyId', 'sizeGiB', 'startedAt', 'state']);
  });

  it('have another description where they are copied or imported without one', () => {
    for (const type of ['aws_ebs_snapshot_copy', 'aws_ebs_snapshot_import']) {
      expect(unknownOf(made(type))).to.include('description');
      expect(made(type, { description: 'mine' }).facts.description).to.equal('mine');
    }
  });

  it('are encrypted where a copy says so; one that does not is as its source is', () => {
    expect(made('aws_ebs_snapshot_copy', { encrypted: true }).facts.encrypted).to.equal(true);
    for (const encrypted of [false, null]) {
      expect(unknownOf(made('aws_ebs_snapshot_copy', { encrypted }))).to.include('encrypted');
    }
  });

  it('keep what only the account tells, as who may restore them', async () => {
    const facts: Facts<typeof kind> = {
      snapshotId: 'snap-1',
      ownerId: '123456789012',
      state: 'completed',
      volumeId: 'vol-1',
      encrypted: false,
      kmsKeyId: null,
      sizeGiB: 8,
      startedAt: '2026-06-01T03:00:00.000Z',
      description: '',
      sharedWithAll: true,
    };
    const live = { ...of(kind, 'snapshot/snap-1', facts), arn: values.arn };
    const change = { address: 'aws_ebs_snapshot.a', before: values, after: { ...values, tags_all: { Owner: 'a' } } };
    const [after] = await put([change], live);
    expect(after?.facts).to.deep.equal(facts);
    expect(after?.tags).to.deep.equal({ Owner: 'a' });
    expect(unknownOf(one(sidesOf(planOf([change])).after, kind))).to.include('sharedWithAll');
  });

  it('are not shared with everyone by a permission for one account', () => {
    const permission = {
      address: 'aws_snapshot_create_volume_permission.a',
      after: { snapshot_id: 'snap-1', account_id: '210987654321' },
    };
    expect(sidesOf(planOf([permission])).after).to.deep.equal([]);
  });
});
