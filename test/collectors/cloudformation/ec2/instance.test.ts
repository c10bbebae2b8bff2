import { expect } from 'chai';
import { OpenList, untold, type Planned } from '../../../../collectors/planned/value.ts';
import notPublic from '../../../../rules/ec2/ec2-instance-not-public.ts';
import { verdicts } from '../../terraform/ec2/machines.ts';
import { all, resourcesIn, unknownOf, type Written } from './machines.ts';

const kind = 'aws.ec2.instance';
const web = (properties: Readonly<Record<string, Planned>> = {}): Written => ({
  Web: ['Instance', { ImageId: 'ami-1', InstanceType: 't3.micro', ...properties }],
});
const instanceIn = (written: Written) => all(kind, written)[0]!;
const interfaceIn = (written: Written) => instanceIn(written).facts.networkInterfaces?.[0];
const subnet = (properties: Readonly<Record<string, Planned>> = {}): Written => ({
  Subnet: ['Subnet', { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24', ...properties }],
});

describe('instances in a template', () => {
  it('do not tell what the image, the subnet and the account decide', () => {
    const instance = instanceIn(web());
    expect(instance.facts).to.include({ detailedMonitoring: 'disabled', keyName: null, instanceProfileArn: null });
    expect(unknownOf(instance)).to.deep.equal([
      'imdsEndpoint',
      'imdsHopLimit',
      'imdsTokens',
      'launchedAt',
      'networkInterfaces/0/groupIds',
      'networkInterfaces/0/ipv6Addresses',
      'networkInterfaces/0/publicIps',
      'networkInterfaces/0/subnetId',
      'networkInterfaces/0/vpcId',
      'publicIp',
      'state',
      'subnetId',
      'volumeIds/*',
      'vpcId',
    ]);
  });

  it('do not tell what a launch template may say', () => {
    const template = { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '1' } };
    const instance = all(kind, { Web: ['Instance', template], ...subnet() })[0]!;
    expect(unknownOf(instance)).to.include.members([
      'detailedMonitoring',
      'imageId',
      'instanceProfileArn',
      'instanceType',
      'keyName',
      'networkInterfaces/*',
      'publicIp',
    ]);
    const within = { ...template, SubnetId: 'cfn:template/Subnet' };
    expect(unknownOf(instanceIn({ ...web(within), ...subnet() }))).to.include('networkInterfaces/0/publicIps');
  });

  it('read numbers and truth values that are written as texts', () => {
    const instance = instanceIn(
      web({ Monitoring: 'True', MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: '2' } }),
    );
    expect(instance.facts).to.include({ detailedMonitoring: 'enabled', imdsTokens: 'required', imdsHopLimit: 2 });
    const odd = instanceIn(web({ Monitoring: 'often', MetadataOptions: 'required' }));
    expect(odd.unknown?.detailedMonitoring?.reason).to.equal('error');
    expect(unknownOf(odd)).to.include('imdsTokens');
  });

  it('have a profile of the template by what stands for it', () => {
    expect(instanceIn(web({ IamInstanceProfile: 'cfn:template/Profile' })).facts.instanceProfileArn).to.equal(
      'cfn:template/Profile',
    );
    expect(unknownOf(instanceIn(web({ IamInstanceProfile: 'web' })))).to.include('instanceProfileArn');
  });

  it('have the groups that are given by id', () => {
    expect(interfaceIn(web({ SecurityGroupIds: ['sg-1', 'cfn:template/Group'] }))?.groupIds).to.deep.equal([
      'sg-1',
      'cfn:template/Group',
    ]);
    const named = instanceIn(web({ SecurityGroups: ['web', 'cfn:template/Group'] }));
    expect(named.facts.networkInterfaces?.[0]?.groupIds).to.deep.equal([null, 'cfn:template/Group']);
    const open = new OpenList<Planned>(['sg-1'], untold('a condition'));
    expect(unknownOf(instanceIn(web({ SecurityGroupIds: open })))).to.include('networkInterfaces/0/groupIds/*');
    expect(unknownOf(instanceIn(web({ SecurityGroupIds: [] })))).to.include('networkInterfaces/0/groupIds');
  });

  describe('and their public addresses', () => {
    const judged = async (written: Written) => (await verdicts(notPublic, resourcesIn(written))).Web;
    const one = (properties: Readonly<Record<string, Planned>>) =>
      web({ NetworkInterfaces: [{ DeviceIndex: '0', Ipv6AddressCount: 0, ...properties }] });

    it('are there where they are asked for, not where they are refused', async () => {
      expect(await judged(one({ AssociatePublicIpAddress: true }))).to.deep.equal(['fail ipv4']);
      expect(await judged(one({ AssociatePublicIpAddress: 'false' }))).to.deep.equal(['pass']);
      expect(await judged(one({}))).to.deep.equal(['unknown']);
    });

    it('follow the subnet of the template where nothing is said', async () => {
      const within = web({ SubnetId: 'cfn:template/Subnet' });
      expect(await judged({ ...within, ...subnet({ MapPublicIpOnLaunch: true }) })).to.deep.equal(['fail ipv4']);
      expect(await judged({ ...within, ...subnet() })).to.deep.equal(['pass']);
      expect(await judged({ ...within, ...subnet({ AssignIpv6AddressOnCreation: true }) })).to.deep.equal(['unknown']);
      expect(instanceIn({ ...within, ...subnet() }).facts.vpcId).to.equal('vpc-1');
    });

    it('are elastic ones too', async () => {
      const refused = one({ AssociatePublicIpAddress: false });
      const named: Written = { ...refused, Address: ['EIP', { InstanceId: 'cfn:template/Web' }] };
      expect(await judged(named)).to.deep.equal(['fail ipv4']);
      expect(instanceIn(named).facts.publicIp).to.equal('cfn:template/Address');
      const association: Written = {
        ...refused,
        Association: ['EIPAssociation', { InstanceId: 'cfn:template/Web', AllocationId: 'eipalloc-1' }],
      };
      expect(await judged(association)).to.deep.equal(['fail ipv4']);
      const gone = resourcesIn(refused, association);
      expect((await verdicts(notPublic, gone)).Web).to.deep.equal(['unknown']);
    });

    it('are known as far as their list is', async () => {
      const open = new OpenList<Planned>([], untold('a condition'));
      expect(await judged(web({ NetworkInterfaces: open }))).to.deep.equal(['unknown']);
      expect(await judged(web({ NetworkInterfaces: untold('a parameter') }))).to.deep.equal(['unknown']);
    });
  });

  describe('and their network interfaces', () => {
    it('have the primary one first, and those of their own as those say', () => {
      const written: Written = {
        ...web({
          NetworkInterfaces: [
            { DeviceIndex: '1', NetworkInterfaceId: 'cfn:template/Own' },
            { DeviceIndex: '0', SubnetId: 'subnet-1', GroupSet: ['sg-1'], AssociatePublicIpAddress: false },
          ],
        }),
        Own: ['NetworkInterface', { SubnetId: 'subnet-2', GroupSet: ['sg-2'] }],
      };
      const { facts } = instanceIn(written);
      expect(facts.subnetId).to.equal('subnet-1');
      expect(facts.networkInterfaces?.map(({ groupIds }) => groupIds)).to.deep.equal([['sg-1'], ['sg-2']]);
      const found = all('aws.ec2.network-interface', written);
      expect(found.map(({ facts: { instanceId } }) => instanceId)).to.deep.equal([
        'cfn:template/Web',
        'cfn:template/Web',
      ]);
    });

    it('have those that are attached to them', () => {
      const written: Written = {
        ...web({ SecurityGroupIds: ['sg-1'] }),
        Own: ['NetworkInterface', { SubnetId: 'subnet-2', GroupSet: ['sg-2'] }],
        Attachment: [
          'NetworkInterfaceAttachment',
          { InstanceId: 'cfn:template/Web', NetworkInterfaceId: 'cfn:template/Own', DeviceIndex: 1 },
        ],
      };
      expect(instanceIn(written).facts.networkInterfaces?.map(({ groupIds }) => groupIds)).to.deep.equal([
        ['sg-1'],
        ['sg-2'],
      ]);
    });
  });

  it('never tell their user data', () => {
    expect(JSON.stringify(resourcesIn(web({ UserData: 'c2VjcmV0' })))).not.to.include('c2VjcmV0');
  });
});
