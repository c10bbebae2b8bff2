import { expect } from 'chai';
import notPublic from '../../../../rules/ec2/ec2-instance-not-public.ts';
import imdsv2 from '../../../../rules/ec2/ec2-instance-imdsv2-required.ts';
import { planOf, references, sidesOf, type Change } from '../plans.ts';
import { held, live, made, one, put, unknownOf, verdicts } from './machines.ts';

const instanceIn = (changes: readonly Change[]) => one(sidesOf(planOf(changes)).after, 'aws.ec2.instance');
const interfacesIn = (changes: readonly Change[]) => instanceIn(changes).facts.networkInterfaces ?? [];
const same = (address: string, values: Record<string, unknown>, expressions?: Change['expressions']): Change => ({
  address,
  before: values,
  after: values,
  ...(expressions === undefined ? {} : { expressions }),
});

const attachment = (values: Record<string, unknown>, expressions?: Change['expressions']): Change => ({
  address: 'aws_network_interface_sg_attachment.open',
  after: { security_group_id: 'sg-open', ...values },
  unknown: { id: true, ...(expressions === undefined ? {} : { network_interface_id: true }) },
  ...(expressions === undefined ? {} : { expressions }),
});

describe('instances in a plan', () => {
  it('do not tell before apply what the image, the subnet and the account decide', () => {
    const instance = instanceIn([made('aws_instance.web')]);
    expect(instance.facts).to.include({
      instanceId: 'tf:aws_instance.web',
      imageId: 'ami-1',
      instanceType: 't3.micro',
    });
    expect(unknownOf(instance)).to.deep.equal([
      'detailedMonitoring',
      'imdsEndpoint',
      'imdsHopLimit',
      'imdsTokens',
      'instanceProfileArn',
      'keyName',
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
      'volumeIds/0',
      'vpcId',
    ]);
  });

  it('tell what their blocks say, and no more', async () => {
    const required = { metadata_options: [{ http_tokens: 'required' }] };
    const instance = instanceIn([made('aws_instance.web', { ...required, monitoring: true, key_name: 'ops' })]);
    expect(instance.facts).to.include({ imdsTokens: 'required', detailedMonitoring: 'enabled', keyName: 'ops' });
    expect(unknownOf(instance)).to.include.members(['imdsEndpoint', 'imdsHopLimit']);
    const optional = { metadata_options: [{ http_tokens: 'optional', http_endpoint: 'enabled' }] };
    const { after } = sidesOf(
      planOf([made('aws_instance.a', required), made('aws_instance.b', optional), made('aws_instance.c')]),
    );
    expect(await verdicts(imdsv2, after)).to.deep.equal({
      'aws_instance.a': ['pass'],
      'aws_instance.b': ['fail'],
      'aws_instance.c': ['unknown'],
    });
  });

  it('may be other than they say where a launch template has a word in it', () => {
    const template = { launch_template: [{ id: 'lt-1', name: null, version: '$Default' }] };
    expect(unknownOf(instanceIn([made('aws_instance.web', template)]))).to.include('networkInterfaces/*');
  });

  it('have no profile and key where the state says so, and of a profile the name alone', () => {
    const plain = instanceIn([same('aws_instance.web', held('i-1'))]);
    expect(plain.facts).to.include({ instanceProfileArn: null, keyName: null, publicIp: null, state: 'running' });
    const web = same('aws_instance.web', held('i-1', { iam_instance_profile: 'web' }));
    expect(unknownOf(instanceIn([web]))).to.include('instanceProfileArn');
    const profile = {
      address: 'aws_iam_instance_profile.web',
      after: { name: 'web' },
      unknown: { id: true, arn: true },
    };
    expect(instanceIn([web, profile]).facts.instanceProfileArn).to.equal('tf:aws_iam_instance_profile.web');
  });

  it('tell what is of another type than it should be as unknown', () => {
    const odd = made('aws_instance.web', {
      metadata_options: 'required',
      monitoring: 'often',
      vpc_security_group_ids: [{ id: 'sg-1' }],
    });
    const instance = instanceIn([odd]);
    expect(unknownOf(instance)).to.include.members([
      'imdsTokens',
      'detailedMonitoring',
      'networkInterfaces/0/groupIds/0',
    ]);
    expect(instance.unknown?.detailedMonitoring?.reason).to.equal('error');
  });

  describe('and their public addresses', () => {
    const subnet = (given: boolean | null): Change => ({
      address: 'aws_subnet.a',
      after: { vpc_id: 'vpc-1', cidr_block: '10.0.0.0/24', map_public_ip_on_launch: given },
      unknown: { id: true, arn: true },
    });
    const within = { subnet_id: references('aws_subnet.a.id') };
    const judged = async (...changes: Change[]) =>
      (await verdicts(notPublic, sidesOf(planOf(changes)).after))['aws_instance.web'];
    const plain = { ipv6_addresses: ['fd00::1'] }; // a private one

    it('are there where they are asked for, not where they are refused', async () => {
      expect(await judged(made('aws_instance.web', { ...plain, associate_public_ip_address: true }))).to.deep.equal([
        'fail ipv4',
      ]);
      const refused = made('aws_instance.web', { ...plain, associate_public_ip_address: false });
      expect(await judged(refused)).to.deep.equal(['pass']);
      expect(instanceIn([refused]).facts.publicIp).to.equal(null);
    });

    it('follow the subnet of the plan where nothing is said', async () => {
      expect(await judged(subnet(true), made('aws_instance.web', plain, within))).to.deep.equal(['fail ipv4']);
      expect(await judged(subnet(null), made('aws_instance.web', plain, within))).to.deep.equal(['pass']);
      expect(await judged(made('aws_instance.web', plain))).to.deep.equal(['unknown']);
      const template = { ...plain, launch_template: [{ id: 'lt-1' }] };
      const templated = instanceIn([subnet(null), made('aws_instance.web', template, within)]);
      expect(unknownOf(templated)).to.include('networkInterfaces/0/publicIps');
      expect(instanceIn([subnet(null), made('aws_instance.web', plain, within)]).facts.vpcId).to.equal('vpc-1');
    });

    it('are those that the state has', async () => {
      const state = same('aws_instance.web', held('i-1', { public_ip: '198.51.100.1' }));
      expect(await judged(state)).to.deep.equal(['fail ipv4', 'unknown']);
      expect(instanceIn([state]).facts.publicIp).to.equal('198.51.100.1');
    });

    const address = (values: Record<string, unknown>, expressions: Change['expressions']): Change => ({
      address: 'aws_eip.web',
      after: { domain: 'vpc', ...values },
      unknown: {
        id: true,
        public_ip: true,
        network_interface: !Object.hasOwn(values, 'network_interface'),
        instance: !Object.hasOwn(values, 'instance'),
      },
      expressions: expressions ?? {},
    });
    const refused = made('aws_instance.web', { ...plain, associate_public_ip_address: false });

    it('are elastic ones too, of a new instance', async () => {
      const eip = address({}, { instance: references('aws_instance.web.id') });
      expect(await judged(refused, eip)).to.deep.equal(['fail ipv4']);
      expect(instanceIn([refused, eip]).facts.publicIp).to.equal('tf:aws_eip.web');
      const association = {
        address: 'aws_eip_association.web',
        after: { allocation_id: 'eipalloc-1' },
        unknown: { id: true, network_interface_id: true, instance_id: true, public_ip: true },
        expressions: {
          allocation_id: {},
          network_interface_id: references('aws_instance.web.primary_network_interface_id'),
        },
      };
      expect(await judged(refused, association)).to.deep.equal(['fail ipv4']);
      expect(await judged(refused, address({}, {}))).to.deep.equal(['pass']);
    });

    it('are elastic ones too, of an instance that is there or only in the account', async () => {
      const eip = address({ instance: 'i-1' }, { instance: {} });
      expect(await judged(same('aws_instance.web', held('i-1')), eip)).to.deep.equal(['fail ipv4', 'unknown']);
      const alone = await put([eip], ...live('i-1'));
      expect((await verdicts(notPublic, alone))['aws_eip.web']).to.deep.equal(['fail ipv4']);
      const placed = one(alone, 'aws.ec2.instance').facts;
      expect(placed.publicIp).to.equal('tf:aws_eip.web');
      expect(placed.networkInterfaces?.map(({ publicIps }) => publicIps)).to.deep.equal([['tf:aws_eip.web']]);
      const byInterface = address({ network_interface: 'eni-1' }, { network_interface: {} });
      const [instance] = await put([byInterface], ...live('i-1'));
      expect(instance?.sources?.networkInterfaces?.operation).to.equal('terraform show');
      expect((await verdicts(notPublic, [instance!]))[instance!.arn]).to.deep.equal(['fail ipv4']);
    });

    it('may be others once an elastic one is taken away', async () => {
      const values = { id: 'eipalloc-1', public_ip: '198.51.100.1', instance: 'i-1', network_interface: 'eni-1' };
      const gone: Change = { address: 'aws_eip.web', before: values, expressions: { instance: {} } };
      const [instance, network] = live('i-1');
      const facts = { ...network.facts, publicIps: ['198.51.100.1'] };
      const public_ = {
        ...instance,
        facts: { ...instance.facts, publicIp: '198.51.100.1', networkInterfaces: [facts] },
      };
      const state = held('i-1', { public_ip: '198.51.100.1', associate_public_ip_address: true });
      const after = await put([gone, same('aws_instance.web', state)], public_, {
        ...network,
        facts,
      });
      expect(await verdicts(notPublic, after)).to.deep.equal({ 'aws_instance.web': ['unknown'] });
      expect(unknownOf(one(after, 'aws.ec2.instance'))).to.deep.equal(['networkInterfaces/0/publicIps/*', 'publicIp']);
      // One that stays leaves nothing open.
      const kept = instanceIn([same('aws_eip.web', values, { instance: {} }), same('aws_instance.web', state)]);
      expect(unknownOf(kept)).not.to.include('networkInterfaces/0/publicIps/*');
    });
  });

  describe('and their security groups', () => {
    it('are given by id, or in a default VPC by name', () => {
      const given = made('aws_instance.web', { vpc_security_group_ids: ['sg-1'] });
      expect(interfacesIn([given])[0]?.groupIds).to.deep.equal(['sg-1']);
      const named = instanceIn([made('aws_instance.web', { security_groups: ['sg-1', 'web'] })]);
      expect(named.facts.networkInterfaces?.[0]?.groupIds).to.deep.equal(['sg-1', null]);
      expect(unknownOf(named)).to.include('networkInterfaces/0/groupIds/1');
      const none = instanceIn([made('aws_instance.web', { vpc_security_group_ids: [], security_groups: [] })]);
      expect(unknownOf(none)).to.include('networkInterfaces/0/groupIds');
    });

    it('are attached to the primary interface of a new instance too', () => {
      const web = made('aws_instance.web', { vpc_security_group_ids: ['sg-1'] });
      const open = attachment(
        {},
        { network_interface_id: references('aws_instance.web.primary_network_interface_id') },
      );
      expect(interfacesIn([open, web])[0]?.groupIds).to.deep.equal(['sg-1', 'sg-open']);
      expect(one(sidesOf(planOf([open, web])).after, 'aws.ec2.network-interface').facts).to.deep.include({
        groupIds: ['sg-1', 'sg-open'],
        instanceId: 'tf:aws_instance.web',
        status: 'in-use',
      });
    });

    it('may be more where it is not told to what another is attached', () => {
      const web = made('aws_instance.web', { vpc_security_group_ids: ['sg-1'] });
      const open = attachment({}, { network_interface_id: references('local.interface') });
      expect(unknownOf(instanceIn([open, web]))).to.include('networkInterfaces/0/groupIds/*');
    });

    it('are attached to an instance that is there, in the plan or not', async () => {
      const open = attachment({ network_interface_id: 'eni-1' });
      const web = same('aws_instance.web', held('i-1'), { ami: {}, instance_type: {} });
      expect(interfacesIn([open, web])[0]?.groupIds).to.deep.equal(['sg-1', 'sg-open']);
      for (const changes of [[open, web], [open]]) {
        const instance = one(await put(changes, ...live('i-1')), 'aws.ec2.instance');
        expect(instance.facts.networkInterfaces).to.deep.equal([
          { ...live('i-1')[0].facts.networkInterfaces?.[0], groupIds: ['sg-1', 'sg-open'] },
        ]);
        expect(instance.unknown).to.equal(undefined);
      }
    });

    it('are attached to what is made in place of an instance', async () => {
      const values = { id: 'a-1', security_group_id: 'sg-open', network_interface_id: 'eni-1' };
      const open: Change = { address: 'aws_network_interface_sg_attachment.open', before: values, after: values };
      const web: Change = {
        ...made('aws_instance.web', { vpc_security_group_ids: ['sg-1'] }),
        actions: ['delete', 'create'],
        before: held('i-1', { vpc_security_group_ids: ['sg-1', 'sg-open'] }),
      };
      expect(interfacesIn([open, web])[0]?.groupIds).to.deep.equal(['sg-1', 'sg-open']);
      const both = live('i-1', ['sg-1', 'sg-open']);
      const instance = one(await put([open, web], ...both), 'aws.ec2.instance');
      expect(instance.facts.networkInterfaces?.map(({ groupIds }) => groupIds)).to.deep.equal([['sg-1', 'sg-open']]);
    });

    it('are taken away with what attached them', async () => {
      const gone: Change = {
        address: 'aws_network_interface_sg_attachment.open',
        before: { id: 'a-1', security_group_id: 'sg-1', network_interface_id: 'eni-1' },
      };
      const web = same('aws_instance.web', held('i-1'), { ami: {}, instance_type: {} });
      expect(interfacesIn([gone, web])[0]?.groupIds).to.deep.equal([]);
      for (const changes of [[gone, web], [gone]]) {
        const instance = one(await put(changes, ...live('i-1')), 'aws.ec2.instance');
        expect(instance.facts.networkInterfaces?.[0]?.groupIds).to.deep.equal([]);
      }
    });

    it('are exchanged on the interface that is there', async () => {
      const web: Change = {
        address: 'aws_instance.web',
        before: held('i-1'),
        after: held('i-1', { vpc_security_group_ids: ['sg-2'] }),
      };
      const instance = one(await put([web], ...live('i-1')), 'aws.ec2.instance');
      expect(instance.facts.networkInterfaces).to.deep.equal([
        { ...live('i-1')[0].facts.networkInterfaces?.[0], groupIds: ['sg-2'] },
      ]);
    });
  });

  describe('and network interfaces of their own', () => {
    const network: Change = {
      address: 'aws_network_interface.web',
      after: { subnet_id: 'subnet-2', security_groups: ['sg-2'], description: null, tags_all: {} },
      unknown: { id: true, arn: true, attachment: true, ipv6_addresses: true, interface_type: true },
      expressions: { subnet_id: {}, security_groups: {} },
    };

    it('have what those say', () => {
      for (const name of ['network_interface', 'primary_network_interface']) {
        const { after, unknown } = made('aws_instance.web');
        const web: Change = {
          address: 'aws_instance.web',
          after: { ...after, [name]: [{ device_index: 0 }] },
          unknown: { ...(unknown as object), [name]: [{ network_interface_id: true }] },
          expressions: { [name]: [{ network_interface_id: references('aws_network_interface.web.id') }] },
        };
        const { after: found } = sidesOf(planOf([network, web]));
        expect(one(found, 'aws.ec2.network-interface').facts).to.include({
          instanceId: 'tf:aws_instance.web',
          status: 'in-use',
        });
        expect(one(found, 'aws.ec2.instance').facts.networkInterfaces).to.deep.equal([
          {
            interfaceId: 'tf:aws_network_interface.web',
            subnetId: 'subnet-2',
            vpcId: null,
            groupIds: ['sg-2'],
            publicIps: null,
            ipv6Addresses: null,
          },
        ]);
      }
    });

    it('have those that are attached to them besides', async () => {
      const attached: Change = {
        address: 'aws_network_interface_attachment.web',
        after: { instance_id: 'i-1', device_index: 1 },
        unknown: { id: true, network_interface_id: true },
        expressions: { network_interface_id: references('aws_network_interface.web.id') },
      };
      const instance = one(await put([network, attached], ...live('i-1')), 'aws.ec2.instance');
      expect(instance.facts.networkInterfaces?.map(({ groupIds }) => groupIds)).to.deep.equal([['sg-1'], ['sg-2']]);
      const gone: Change = {
        address: 'aws_network_interface_attachment.web',
        before: { id: 'eni-attach-1', instance_id: 'i-1', network_interface_id: 'eni-1', device_index: 1 },
      };
      const without = await put([gone], ...live('i-1'));
      expect(one(without, 'aws.ec2.instance').facts.networkInterfaces).to.deep.equal([]);
      expect(one(without, 'aws.ec2.network-interface').facts).to.include({ instanceId: null, status: 'available' });
    });
  });

  it('are in the state that a resource of its own says', () => {
    const stopped = { address: 'aws_ec2_instance_state.web', after: { instance_id: 'i-1', state: 'stopped' } };
    expect(instanceIn([same('aws_instance.web', held('i-1')), stopped]).facts.state).to.equal('stopped');
  });

  it('never tell their user data', () => {
    const web = made('aws_instance.web', { user_data: 'c2VjcmV0', user_data_base64: 'c2VjcmV0' });
    expect(JSON.stringify(sidesOf(planOf([web])).after)).not.to.include('c2VjcmV0');
  });
});
