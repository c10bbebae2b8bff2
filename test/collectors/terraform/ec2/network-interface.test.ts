import { expect } from 'chai';
import groupAttached from '../../../../rules/ec2/ec2-security-group-attached.ts';
import { group, planOf, references, sidesOf, type Change } from '../plans.ts';
import { held, live, made as instance, one, put, unknownOf, verdicts } from './machines.ts';

const kind = 'aws.ec2.network-interface';
const decided = ['arn', 'attachment', 'id', 'interface_type', 'ipv6_addresses', 'ipv6_address_list', 'owner_id'];
const made = (given: Record<string, unknown> = {}, expressions: Change['expressions'] = {}): Change => ({
  address: 'aws_network_interface.a',
  after: { subnet_id: 'subnet-1', description: null, tags_all: {}, ...given },
  unknown: Object.fromEntries(
    [...decided, 'security_groups'].filter((name) => !Object.hasOwn(given, name)).map((name) => [name, true]),
  ),
  expressions: { ...Object.fromEntries(Object.keys(given).map((name) => [name, {}])), ...expressions },
});
const state = {
  id: 'eni-1',
  arn: 'arn:aws:ec2:us-east-1:123456789012:network-interface/eni-1',
  attachment: [],
  description: '',
  interface_type: 'interface',
  ipv6_addresses: [],
  owner_id: '123456789012',
  security_groups: ['sg-1', 'sg-2'],
  subnet_id: 'subnet-1',
  tags_all: {},
};
const same = (address: string, values: Record<string, unknown>, expressions: Change['expressions'] = {}): Change => ({
  address,
  before: values,
  after: values,
  expressions,
});
const interfaceIn = (...changes: Change[]) => one(sidesOf(planOf(changes)).after, kind);

describe('network interfaces in a plan', () => {
  it('are attached to nothing when they are made, and follow their subnet', () => {
    const found = interfaceIn(made());
    expect(found.facts).to.include({ instanceId: null, status: 'available', description: '', requesterManaged: false });
    expect(unknownOf(found)).to.deep.equal(['groupIds', 'interfaceType', 'ipv6Addresses', 'publicIps', 'vpcId']);
    expect(interfaceIn(made({ associate_public_ip_address: false })).facts.publicIps).to.deep.equal([]);
    expect(interfaceIn(made({ associate_public_ip_address: true })).facts.publicIps).to.have.lengthOf(1);
  });

  it('are attached by a block, a resource of its own or the instance', () => {
    const attached = { instanceId: 'i-1', status: 'in-use' };
    expect(interfaceIn(made({ attachment: [{ instance: 'i-1', device_index: 1 }] })).facts).to.include(attached);
    expect(
      interfaceIn(same('aws_network_interface.a', { ...state, attachment: [{ instance: 'i-1' }] })).facts,
    ).to.include(attached);
    const attachment: Change = {
      address: 'aws_network_interface_attachment.a',
      after: { instance_id: 'i-1', device_index: 1 },
      unknown: { id: true, network_interface_id: true },
      expressions: { network_interface_id: references('aws_network_interface.a.id') },
    };
    expect(interfaceIn(made(), attachment).facts).to.include(attached);
  });

  it('have no instance where the state says so, and a state that only the account tells', () => {
    const found = interfaceIn(same('aws_network_interface.a', state));
    expect(found.facts.instanceId).to.equal(null);
    expect(unknownOf(found)).to.deep.equal(['publicIps/*', 'status', 'vpcId']);
  });

  it('have the groups of their own, and those attached to them', () => {
    const attachment = (values: Record<string, unknown>): Change => ({
      address: 'aws_network_interface_sg_attachment.a',
      after: { security_group_id: 'sg-open', ...values },
      unknown: { id: true, network_interface_id: !Object.hasOwn(values, 'network_interface_id') },
      expressions: { network_interface_id: references('aws_network_interface.a.id') },
    });
    expect(interfaceIn(made({ security_groups: ['sg-1'] }), attachment({})).facts.groupIds).to.deep.equal([
      'sg-1',
      'sg-open',
    ]);
    expect(unknownOf(interfaceIn(made({ security_groups: [] })))).to.include('groupIds');
    const gone: Change = {
      address: 'aws_network_interface_sg_attachment.a',
      before: { id: 'a-1', security_group_id: 'sg-2', network_interface_id: 'eni-1' },
    };
    const left = interfaceIn(same('aws_network_interface.a', state, { subnet_id: {} }), gone);
    expect(left.facts.groupIds).to.deep.equal(['sg-1']);
    const kept = { address: 'aws_network_interface.a', before: state, after: state };
    expect(interfaceIn({ ...kept, expressions: { security_groups: {} } }, gone).facts.groupIds).to.deep.equal([
      'sg-1',
      'sg-2',
    ]);
  });

  it('lose what was attached to them, also where their own groups are not told', async () => {
    const gone: Change = {
      address: 'aws_network_interface_sg_attachment.a',
      before: { id: 'a-1', security_group_id: 'sg-2', network_interface_id: 'eni-1' },
    };
    const own = same('aws_network_interface.a', { ...state, security_groups: null });
    const [, network] = live('i-1', ['sg-1', 'sg-2']);
    expect(one(await put([gone, own], network), kind).facts.groupIds).to.deep.equal(['sg-1']);
  });

  it('have the Elastic IP addresses that are associated with them', () => {
    const eip: Change = {
      address: 'aws_eip.a',
      after: { domain: 'vpc' },
      unknown: { id: true, public_ip: true, network_interface: true, instance: true },
      expressions: { network_interface: references('aws_network_interface.a.id') },
    };
    expect(interfaceIn(made(), eip).facts.publicIps).to.deep.equal(['tf:aws_eip.a']);
    const association: Change = {
      address: 'aws_eip_association.a',
      after: { public_ip: null },
      unknown: { id: true, allocation_id: true, network_interface_id: true, instance_id: true, public_ip: true },
      expressions: {
        allocation_id: references('aws_eip.a.id'),
        network_interface_id: references('aws_network_interface.a.id'),
      },
    };
    const free = { ...eip, expressions: {} };
    expect(interfaceIn(made(), free, association).facts.publicIps).to.deep.equal(['tf:aws_eip.a']);
  });

  it('do not move with an address that moves to another instance', () => {
    const values = { id: 'eipalloc-1', public_ip: '198.51.100.1', instance: 'i-1', network_interface: 'eni-1' };
    const eip: Change = {
      address: 'aws_eip.a',
      before: values,
      after: { ...values, instance: 'i-2' }, // the provider keeps the interface until it is applied
      expressions: { instance: {} },
    };
    const [first, second] = ['i-1', 'i-2'].map((id) => same(`aws_instance.${id}`, held(id, { public_ip: '' })));
    const { after } = sidesOf(planOf([eip, first!, second!]));
    const addresses = after
      .filter((resource) => resource.kind === kind)
      .map((resource) => (resource.facts as { publicIps: unknown }).publicIps);
    expect(addresses).to.deep.equal([[], ['198.51.100.1']]);
  });

  it('are made with an instance, and go with it', async () => {
    const web = instance('aws_instance.web', { vpc_security_group_ids: ['sg-1'], subnet_id: 'subnet-1' });
    expect(interfaceIn(web).arn).to.equal('tf:aws_instance.web#primary_network_interface');
    expect(interfaceIn(web).facts).to.deep.include({
      instanceId: 'tf:aws_instance.web',
      groupIds: ['sg-1'],
      subnetId: 'subnet-1',
      status: 'in-use',
    });
    expect(await put([{ address: 'aws_instance.web', before: held('i-1') }], ...live('i-1'))).to.deep.equal([]);
  });

  it('are told once, where the instance has one that is a resource of its own', () => {
    const web = same('aws_instance.web', held('i-1'));
    const own = interfaceIn(web, same('aws_network_interface.a', state));
    expect(own.address).to.equal('aws_network_interface.a');
  });

  it('keep the groups of a plan in use', async () => {
    const web = instance('aws_instance.web', {}, { vpc_security_group_ids: references('aws_security_group.web.id') });
    const { id: _, arn: __, ...values } = group('sg-web');
    const changes = [
      { address: 'aws_security_group.web', after: values, unknown: { id: true, arn: true } },
      { address: 'aws_security_group.spare', after: values, unknown: { id: true, arn: true } },
      web,
    ];
    const { after } = sidesOf(planOf(changes));
    const found = await verdicts(groupAttached, after);
    expect(found['aws_security_group.web']).to.deep.equal(['pass']);
    expect(found['aws_security_group.spare']).not.to.deep.equal(['pass']);
  });
});
