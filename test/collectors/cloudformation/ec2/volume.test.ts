import { expect } from 'chai';
import { OpenList, untold, type Planned } from '../../../../collectors/planned/value.ts';
import { all, unknownOf, type Written } from './machines.ts';

const kind = 'aws.ec2.volume';
const volume = (properties: Readonly<Record<string, Planned>> = {}): Written => ({
  Data: ['Volume', { AvailabilityZone: 'us-east-1a', Size: 8, ...properties }],
});
const mapped = (...mappings: readonly Planned[]): Written => ({ Web: ['Instance', { BlockDeviceMappings: mappings }] });

describe('EBS volumes in a template', () => {
  it('are of the documented type, and encrypted as the account decides, where it is not said', () => {
    const [found] = all(kind, volume());
    expect(found?.facts).to.deep.include({ volumeType: 'gp2', snapshotId: null, sizeGiB: 8, attachments: [] });
    expect(found?.facts.state).to.equal('available');
    expect(unknownOf(found)).to.deep.equal(['createdAt', 'encrypted', 'kmsKeyId']);
  });

  it('are encrypted or not where it is said, but for what a snapshot decides', () => {
    expect(all(kind, volume({ Encrypted: 'true' }))[0]?.facts.encrypted).to.equal(true);
    expect(all(kind, volume({ Encrypted: false }))[0]?.facts).to.include({ encrypted: false, kmsKeyId: null });
    expect(unknownOf(all(kind, volume({ Encrypted: false, SnapshotId: 'snap-1' }))[0])).to.include('encrypted');
    expect(all(kind, volume({ Encrypted: 'often' }))[0]?.unknown?.encrypted?.reason).to.equal('error');
  });

  it('name their key by its ARN, not by its id or an alias', () => {
    const keyOf = (key: string) => all(kind, volume({ Encrypted: true, KmsKeyId: key }))[0];
    expect(keyOf('cfn:template/Key')?.facts.kmsKeyId).to.equal('cfn:template/Key');
    for (const key of ['alias/data', '1234abcd-12ab-34cd-56ef-1234567890ab']) {
      expect(unknownOf(keyOf(key))).to.include('kmsKeyId');
    }
  });

  it('are in use by what attaches them', () => {
    const attachment: Written = {
      Attachment: ['VolumeAttachment', { VolumeId: 'cfn:template/Data', InstanceId: 'i-1', Device: '/dev/sdh' }],
    };
    const inUse = { state: 'in-use', attachments: [{ instanceId: 'i-1', device: '/dev/sdh', state: 'attached' }] };
    expect(all(kind, { ...volume(), ...attachment })[0]?.facts).to.deep.include(inUse);
    const listed: Written = {
      ...volume(),
      Web: ['Instance', { Volumes: [{ VolumeId: 'cfn:template/Data', Device: '/dev/sdh' }] }],
    };
    expect(all(kind, listed)[0]?.facts).to.include({ state: 'in-use' });
    expect(unknownOf(all(kind, volume(), { ...volume(), ...attachment })[0])).to.include('state');
  });

  describe('of an instance', () => {
    it('are those that it maps, or the root volume of its image', () => {
      expect(all(kind, { Web: ['Instance', {}] }).map(({ arn }) => arn)).to.deep.equal([
        'cfn:template/Web#root volume',
      ]);
      const found = all(
        kind,
        mapped(
          { DeviceName: '/dev/xvda', Ebs: { Encrypted: 'false', VolumeSize: '20', VolumeType: 'gp3' } },
          { DeviceName: '/dev/sdb', VirtualName: 'ephemeral0' },
          { DeviceName: '/dev/sdc', NoDevice: {} },
          { DeviceName: '/dev/sdd', Ebs: untold('a parameter') },
        ),
      );
      expect(found.map(({ arn }) => arn.split('#')[1])).to.deep.equal([
        'BlockDeviceMappings//dev/xvda',
        'BlockDeviceMappings//dev/sdd',
      ]);
      expect(found[0]?.facts).to.deep.include({
        encrypted: false,
        sizeGiB: 20,
        volumeType: 'gp3',
        state: 'in-use',
        attachments: [{ instanceId: 'cfn:template/Web', device: '/dev/xvda', state: 'attached' }],
      });
      expect(unknownOf(found[1])).to.include.members(['encrypted', 'sizeGiB']);
    });

    it('may be encrypted as their snapshot is', () => {
      const [found] = all(kind, mapped({ DeviceName: '/dev/sdb', Ebs: { Encrypted: false, SnapshotId: 'snap-1' } }));
      expect(unknownOf(found)).to.include('encrypted');
    });

    it('have its tags where that is asked for', () => {
      const tagged = (properties: Readonly<Record<string, Planned>>) =>
        all(kind, { Web: ['Instance', { Tags: [{ Key: 'Name', Value: 'web' }], ...properties }] })[0];
      expect(tagged({ PropagateTagsToVolumeOnCreation: 'true' })).to.deep.include({
        name: 'web',
        tags: { Name: 'web' },
      });
      expect(tagged({})).to.deep.include({ name: null, tags: {} });
      expect(unknownOf(tagged({ LaunchTemplate: { LaunchTemplateId: 'lt-1' } }))).to.include('tags');
      expect(unknownOf(tagged({ PropagateTagsToVolumeOnCreation: untold('a parameter') }))).to.include('tags');
    });

    it('may be others where the list is not told whole', () => {
      const open = new OpenList<Planned>([{ DeviceName: '/dev/sdb', Ebs: {} }], untold('a condition'));
      expect(all(kind, { Web: ['Instance', { BlockDeviceMappings: open }] })).to.have.lengthOf(1);
    });
  });
});
