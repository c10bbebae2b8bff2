import { expect } from 'chai';
import { withAddressPlaced, withInterfaces } from '../../../collectors/planned/interfaces.ts';
import { onlyLive, OpenList, untold } from '../../../collectors/planned/value.ts';

const one = (id: string, more: Record<string, unknown> = {}) => ({
  interfaceId: id,
  subnetId: 'subnet-1',
  vpcId: 'vpc-1',
  groupIds: ['sg-1'],
  publicIps: [],
  ipv6Addresses: [],
  ...more,
});

describe('an instance and its network interfaces', () => {
  const facts = { publicIp: null, networkInterfaces: [one('eni-1'), one('eni-2')] };

  it('are the same: what is known of an interface holds for its instance', () => {
    const changed = withInterfaces(facts, (id) =>
      id === 'eni-2' ? { interfaceId: id, groupIds: ['sg-2'], vpcId: onlyLive } : undefined,
    );
    expect(changed).to.deep.equal({
      publicIp: null,
      networkInterfaces: [one('eni-1'), one('eni-2', { groupIds: ['sg-2'] })],
    });
  });

  it('are left alone where nothing else is said', () => {
    expect(withInterfaces(facts, () => undefined)).to.equal(facts);
    expect(withInterfaces(facts, (id) => one(id))).to.equal(facts);
    expect(withInterfaces({ networkInterfaces: untold('later') }, (id) => one(id))).to.deep.equal({
      networkInterfaces: untold('later'),
    });
  });

  it('have what is put to an interface of which the rest is not told', () => {
    const more = new OpenList(['sg-2'], onlyLive);
    const changed = withInterfaces(facts, () => ({ groupIds: more })) as typeof facts;
    expect(changed.networkInterfaces[0]?.groupIds).to.deep.equal(new OpenList(['sg-1', 'sg-2'], onlyLive));
    // What is said to be open is, whatever was thought before.
    const open = new OpenList<string>([], untold('later'));
    const opened = withInterfaces(facts, () => ({ groupIds: open })) as typeof facts;
    expect(opened.networkInterfaces[0]?.groupIds).to.equal(open);
  });

  it('share the public address: it is not known where the interfaces have others', () => {
    const given = { ...facts, publicIp: '198.51.100.1' };
    const gone = withInterfaces(given, (id) => one(id, { publicIps: ['198.51.100.2'] }));
    expect(gone.publicIp).to.deep.equal(untold('the addresses of its network interfaces change'));
    const kept = withInterfaces(given, (id) => one(id, { publicIps: ['198.51.100.1'] }));
    expect(kept.publicIp).to.equal('198.51.100.1');
  });

  it('share the public address: of one interface it is that one’s, of several one’s of them', () => {
    const placed = (interfaces: unknown, publicIp: unknown = '198.51.100.1') =>
      withAddressPlaced({ publicIp, networkInterfaces: interfaces }).networkInterfaces;
    expect(placed([one('eni-1')])).to.deep.equal([one('eni-1', { publicIps: ['198.51.100.1'] })]);
    const open = new OpenList([], untold('it may have the public address of the instance'));
    expect(placed(facts.networkInterfaces)).to.deep.equal([
      one('eni-1', { publicIps: open }),
      one('eni-2', { publicIps: open }),
    ]);
    const held = [one('eni-1', { publicIps: ['198.51.100.1'] }), one('eni-2')];
    expect(placed(held)).to.equal(held);
    expect(placed(facts.networkInterfaces, null)).to.equal(facts.networkInterfaces);
    expect(placed(facts.networkInterfaces, onlyLive)).to.equal(facts.networkInterfaces);
    expect(placed([one('eni-1')], untold('later'))).to.deep.equal([one('eni-1', { publicIps: [untold('later')] })]);
  });
});
