import { expect } from 'chai';
import rule from '../../../../rules/ec2/ec2-image-not-public.ts';
import { planOf, references, sidesOf, type Change } from '../plans.ts';
import { of, one, put, unknownOf, verdicts } from './machines.ts';

const kind = 'aws.ec2.image';
const made = (given: Record<string, unknown> = {}, type = 'aws_ami'): Change => ({
  address: `${type}.a`,
  after: { name: 'web', deprecation_time: null, tags_all: {}, ...given },
  unknown: Object.fromEntries(
    ['id', 'arn', 'owner_id', 'public', 'ebs_block_device', 'ephemeral_block_device']
      .filter((name) => !Object.hasOwn(given, name))
      .map((name) => [name, true]),
  ),
});
const imageIn = (...changes: Change[]) => one(sidesOf(planOf(changes)).after, kind);
const permission = (given: Record<string, unknown>): Change => ({
  address: 'aws_ami_launch_permission.a',
  after: { account_id: null, group: null, ...given },
  unknown: { id: true, image_id: !Object.hasOwn(given, 'image_id') },
  expressions: { image_id: references('aws_ami.a.id') },
});

describe('machine images in a plan', () => {
  it('are private when they are made, until they are shared with all', async () => {
    const judged = async (...changes: Change[]) =>
      (await verdicts(rule, sidesOf(planOf([made(), ...changes])).after))['aws_ami.a'];
    expect(await judged()).to.deep.equal(['pass']);
    expect(await judged(permission({ account_id: '210987654321' }))).to.deep.equal(['pass']);
    expect(await judged(permission({ group: 'all' }))).to.deep.equal(['fail']);
    const later = { ...permission({}), unknown: { id: true, image_id: true, group: true } };
    expect(await judged(later)).to.deep.equal(['unknown']);
  });

  it('are private again when that permission is taken away', async () => {
    const live = {
      ...of(kind, 'image/ami-1', {
        imageId: 'ami-1',
        ownerId: '123456789012',
        state: 'available',
        createdAt: '2026-06-01T03:00:00.000Z',
        deprecatedAt: null,
        sharedWithAll: true,
        blockDevices: [],
      }),
      arn: 'arn:aws:ec2:us-east-1::image/ami-1',
    };
    const gone: Change = {
      address: 'aws_ami_launch_permission.a',
      before: { id: 'all/ami-1', image_id: 'ami-1', group: 'all' },
    };
    const [after] = await put([gone], live);
    expect(after?.facts).to.deep.equal({ ...live.facts, sharedWithAll: false });
  });

  it('are public where the state says so', () => {
    const values = { id: 'ami-1', arn: 'arn:aws:ec2:us-east-1::image/ami-1', name: 'web', public: true };
    const image = imageIn({ address: 'aws_ami.a', before: values, after: values });
    expect(image.facts.sharedWithAll).to.equal(true);
    expect(unknownOf(image)).to.deep.equal(['createdAt', 'state']);
    expect(image.facts.blockDevices).to.deep.equal([]);
  });

  it('have the disks of their blocks, encrypted as their snapshots are', () => {
    const image = imageIn(
      made({
        ebs_block_device: [
          { device_name: '/dev/xvda', snapshot_id: 'snap-1', encrypted: false },
          { device_name: '/dev/sdb', snapshot_id: '', encrypted: false },
          { device_name: '/dev/sdc', snapshot_id: null, encrypted: null },
        ],
        ephemeral_block_device: [{ device_name: '/dev/sdd', virtual_name: 'ephemeral0' }],
      }),
    );
    expect(image.facts.blockDevices).to.deep.equal([
      { device: '/dev/xvda', snapshotId: 'snap-1', encrypted: null },
      { device: '/dev/sdb', snapshotId: null, encrypted: false },
      { device: '/dev/sdc', snapshotId: null, encrypted: false },
      { device: '/dev/sdd', snapshotId: null, encrypted: null },
    ]);
    expect(unknownOf(image)).to.include('blockDevices/0/encrypted').and.not.include('blockDevices/1/encrypted');
  });

  it('do not tell the disks of a copy before apply', () => {
    for (const type of ['aws_ami_copy', 'aws_ami_from_instance']) {
      expect(unknownOf(imageIn(made({}, type)))).to.deep.equal(['blockDevices', 'createdAt', 'state']);
    }
  });

  it('have dates as facts have them', () => {
    expect(imageIn(made({ deprecation_time: '2027-06-01T03:00:00Z' })).facts.deprecatedAt).to.equal(
      '2027-06-01T03:00:00.000Z',
    );
    expect(unknownOf(imageIn(made({ deprecation_time: 'soon' })))).to.include('deprecatedAt');
  });
});
