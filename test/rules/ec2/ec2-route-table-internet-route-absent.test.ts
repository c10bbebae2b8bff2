import { expect } from 'chai';
import rule from '../../../rules/ec2/ec2-route-table-internet-route-absent.ts';
import { denied, findings, type Given } from '../tester.ts';

type Routes = NonNullable<Given<'aws.ec2.route-table'>['routes']>;
const to = (cidr: string, target: string): Routes[number] => ({
  destinationCidr: cidr.includes(':') ? null : cidr,
  destinationIpv6Cidr: cidr.includes(':') ? cidr : null,
  destinationPrefixListId: null,
  target,
  state: 'active',
});
const told = async (routes: Routes, ...hidden: string[]) => {
  const unknown = Object.fromEntries(hidden.map((path) => [path, denied]));
  const found = await findings(rule, 'aws.ec2.route-table', { ownerId: '123456789012', routes, unknown });
  return found.map(({ part, status }) => part ?? status);
};

describe('ec2-route-table-internet-route-absent', () => {
  it('is unknown beside what it proves only where a family is in doubt', async () => {
    const both = [to('0.0.0.0/0', 'igw-1'), to('::/0', 'igw-1')];
    const proven = ['route 0.0.0.0/0', 'route ::/0'];
    expect(await told([...both, to('192.0.2.0/24', 'igw-1')], 'routes/2/target')).to.deep.equal(proven);
    const [ipv4] = both;
    expect(await told([ipv4!, to('192.0.2.0/24', 'igw-1')], 'routes/1/target')).to.deep.equal(['route 0.0.0.0/0']);
    expect(await told([ipv4!, to('::/0', 'igw-1')], 'routes/1/target')).to.deep.equal(['route 0.0.0.0/0', 'unknown']);
    // What was not seen may be narrower, and lead elsewhere.
    expect(await told([ipv4!], 'routes/*')).to.deep.equal(['unknown']);
  });
});
