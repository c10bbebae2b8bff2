import { expect } from 'chai';
import attached from '../../../../rules/ec2/ec2-volume-attached.ts';
import encrypted from '../../../../rules/ec2/ec2-volume-encrypted.ts';
import type { Resource } from '../../../../core/resource.ts';
import { judge, planOf, references, sidesOf, type Change } from '../plans.ts';
import { held, live, made, of, put, unknownOf, verdicts } from './machines.ts';

type Volume = Resource<'aws.ec2.volume'>;
const volumesIn = (changes: readonly Change[]) =>
  sidesOf(planOf(changes)).after.filter(({ kind }) => kind === 'aws.ec2.volume') as Volume[];
const same = (address: string, values: Record<string, unknown>): Change => ({
  address,
  before: values,
  after: values,
});

const decided = ['arn', 'encrypted', 'id', 'kms_key_id', 'snapshot_id', 'type'];
const volume = (given: Record<string, unknown> = {}): Change => ({
  address: 'aws_ebs_volume.a',
  after: { availability_zone: 'us-east-1a', size: 40, tags_all: {}, ...given },
  unknown: Object.fromEntries(decided.filter((name) => !Object.hasOwn(given, name)).map((name) => [name, true])),
});
const attachment = (values: Record<string, unknown> = {}): Change => ({
  address: 'aws_volume_attachment.a',
  after: { device_name: '/dev/sdh', instance_id: 'i-1', ...values },
  unknown: { id: true, volume_id: !Object.hasOwn(values, 'volume_id') },
  expressions: { volume_id: references('aws_ebs_volume.a.id') },
});
const state = {
  id: 'vol-9',
  arn: 'arn:aws:ec2:us-east-1:123456789012:volume/vol-9',
  encrypted: false,
  kms_key_id: '',
  size: 40,
  type: 'gp3',
  snapshot_id: '',
  tags_all: {},
};
const inAccount = (id: string, facts: Partial<Volume['facts']> = {}) =>
  of('aws.ec2.volume', `volume/${id}`, {
    volumeId: id,
    state: 'in-use',
    encrypted: false,
    kmsKeyId: null,
    sizeGiB: 40,
    volumeType: 'gp3',
    snapshotId: null,
    createdAt: '2026-06-01T03:00:00.000Z',
    attachments: [{ instanceId: 'i-1', device: '/dev/sdh', state: 'attached' }],
    ...facts,
  });

describe('EBS volumes in a plan', () => {
  it('are encrypted or not where it is said; left out, the account decides', async () => {
    const judged = async (given: Record<string, unknown>) =>
      (await verdicts(encrypted, volumesIn([volume(given)])))['aws_ebs_volume.a'];
    expect(await judged({ encrypted: true })).to.deep.equal(['pass']);
    expect(await judged({ encrypted: false })).to.deep.equal(['fail']);
    expect(await judged({})).to.deep.equal(['unknown']);
    expect(await judged({ encrypted: null })).to.deep.equal(['unknown']);
    expect(await judged({ encrypted: false, snapshot_id: 'snap-1' })).to.deep.equal(['unknown']);
  });

  it('name their key by its ARN', () => {
    const arn = 'arn:aws:kms:us-east-1:123456789012:key/1';
    const keyOf = (given: Record<string, unknown>) => volumesIn([volume({ encrypted: true, ...given })])[0]!;
    expect(keyOf({ kms_key_id: arn }).facts.kmsKeyId).to.equal(arn);
    expect(unknownOf(keyOf({ kms_key_id: 'arn:aws:kms:us-east-1:123456789012:alias/a' }))).to.include('kmsKeyId');
    expect(unknownOf(keyOf({ kms_key_id: '' }))).to.include('kmsKeyId');
    expect(volumesIn([same('aws_ebs_volume.a', state)])[0]?.facts.kmsKeyId).to.equal(null);
  });

  it('are in use by what attaches them, and by nothing else when they are made', async () => {
    const judged = async (...changes: Change[]) => (await verdicts(attached, volumesIn(changes)))['aws_ebs_volume.a'];
    expect(await judged(volume())).to.deep.equal(['fail']);
    expect(await judged(volume(), attachment())).to.deep.equal(['pass']);
    expect(await judged(same('aws_ebs_volume.a', state))).to.deep.equal(['unknown']);
    const somewhere = { ...attachment(), expressions: { volume_id: references('local.volume') } };
    expect(await judged(volume(), somewhere)).to.deep.equal(['unknown']);
    expect(volumesIn([volume(), attachment()])[0]?.facts.attachments).to.deep.equal([
      { instanceId: 'i-1', device: '/dev/sdh', state: 'attached' },
    ]);
  });

  it('are no longer known to be in use when an attachment is taken away', async () => {
    const gone: Change = {
      address: 'aws_volume_attachment.a',
      before: { volume_id: 'vol-9', instance_id: 'i-1', device_name: '/dev/sdh', skip_destroy: null },
    };
    for (const changes of [[gone], [gone, same('aws_ebs_volume.a', state)]]) {
      const [found] = (await put(changes, inAccount('vol-9'))) as Volume[];
      expect(unknownOf(found!)).to.deep.equal(['state']);
      expect(found?.facts.attachments).to.deep.equal([]);
      expect(found?.facts.createdAt).to.equal('2026-06-01T03:00:00.000Z');
    }
    const forgotten = { ...gone, before: { ...gone.before, skip_destroy: true } };
    const [found] = await put([forgotten], inAccount('vol-9'));
    expect(unknownOf(found!)).to.deep.equal(['attachments', 'state']);
  });

  describe('of an instance', () => {
    it('are its root volume, whatever is told of it', async () => {
      const found = volumesIn([made('aws_instance.web')]);
      expect(found.map(({ arn }) => arn)).to.deep.equal(['tf:aws_instance.web#root_block_device']);
      expect(found[0]?.facts).to.include({ state: 'in-use' });
      expect(await verdicts(encrypted, found)).to.deep.equal({ 'aws_instance.web': ['unknown'] });
      const said = [{ encrypted: false, delete_on_termination: true }];
      const plain = volumesIn([made('aws_instance.web', { root_block_device: said })]);
      expect(await verdicts(encrypted, plain)).to.deep.equal({ 'aws_instance.web': ['fail'] });
      expect(volumesIn([same('aws_instance.web', held('i-1', { root_block_device: [] }))])).to.deep.equal([]);
    });

    it('are those of its blocks', () => {
      const devices = [
        { device_name: '/dev/sdb', encrypted: true, volume_size: 8, snapshot_id: '' },
        { device_name: '/dev/sdc', encrypted: false, volume_size: 8, snapshot_id: 'snap-1' },
      ];
      const [, second, third] = volumesIn([made('aws_instance.web', { ebs_block_device: devices })]);
      expect(second?.facts).to.deep.include({
        encrypted: true,
        snapshotId: null,
        attachments: [{ instanceId: 'tf:aws_instance.web', device: '/dev/sdb', state: 'attached' }],
      });
      expect(third?.arn).to.equal('tf:aws_instance.web#ebs_block_device//dev/sdc');
      expect(unknownOf(third!)).to.include('encrypted');
    });

    it('are told once, where they are resources of their own or stand twice in the state', () => {
      const devices = [{ device_name: '/dev/sdh', volume_id: 'vol-9', encrypted: false }];
      const web = same('aws_instance.web', held('i-1', { ebs_block_device: devices }));
      expect(volumesIn([web]).map(({ facts }) => facts.volumeId)).to.deep.equal(['vol-1', 'vol-9']);
      const both = volumesIn([web, same('aws_ebs_volume.a', state)]);
      expect(both.map(({ address }) => address)).to.deep.equal(['aws_ebs_volume.a', 'aws_instance.web']);
      const twice = [{ device_name: '/dev/xvda', volume_id: 'vol-1', encrypted: true }];
      expect(volumesIn([same('aws_instance.web', held('i-1', { ebs_block_device: twice }))])).to.have.lengthOf(1);
    });

    it('have the tags that are given to all or to them, not those of the instance', () => {
      const tagsOf = (given: Record<string, unknown>) => volumesIn([made('aws_instance.web', given)])[0]!;
      expect(tagsOf({ volume_tags: { Name: 'data' } })).to.deep.include({ name: 'data', tags: { Name: 'data' } });
      expect(tagsOf({ root_block_device: [{ tags: { Name: 'root' } }] }).name).to.equal('root');
      expect(tagsOf({ tags: { Name: 'web' } }).tags).to.deep.equal({});
      expect(unknownOf(tagsOf({ tags_all: { Owner: 'platform' } }))).to.include('tags');
      expect(unknownOf(tagsOf({ launch_template: [{ id: 'lt-1' }] }))).to.include('tags');
    });

    it('go with it, unless they are kept', async () => {
      const kept = [{ device_name: '/dev/sdh', volume_id: 'vol-9', encrypted: false, delete_on_termination: false }];
      const gone: Change = { address: 'aws_instance.web', before: held('i-1', { ebs_block_device: kept }) };
      const after = await put([gone], ...live('i-1'), inAccount('vol-1'), inAccount('vol-9'));
      expect(after.map(({ arn }) => arn.split('/').at(-1))).to.deep.equal(['vol-9']);
      expect([...judge(planOf([gone])).removed].map((arn) => arn.split('#')[1])).to.deep.equal([
        undefined,
        'primary_network_interface',
        'root_block_device',
      ]);
    });

    it('meet what the account has of them', async () => {
      const root = [{ device_name: '/dev/xvda', volume_id: 'vol-1', encrypted: true, volume_type: 'gp3' }];
      const web: Change = {
        address: 'aws_instance.web',
        before: held('i-1', { root_block_device: [{ ...root[0], volume_type: 'gp2' }] }),
        after: held('i-1', { root_block_device: root }),
      };
      const attachments = [{ instanceId: 'i-1', device: '/dev/xvda', state: 'attached' }];
      const [found] = (await put(
        [web],
        inAccount('vol-1', { encrypted: true, volumeType: 'gp2', attachments }),
      )) as Volume[];
      expect(found?.facts).to.deep.include({ volumeType: 'gp3', attachments, createdAt: '2026-06-01T03:00:00.000Z' });
      expect(found?.unknown).to.equal(undefined);
    });
  });
});
