import { expect } from 'chai';
import { OpenList, untold, type Planned } from '../../../../collectors/planned/value.ts';
import { templateResource } from '../../../equivalence/triple.ts';

const list = (properties: Readonly<Record<string, Planned>>) =>
  templateResource('aws.ec2.prefix-list', { List: { Type: 'AWS::EC2::PrefixList', Properties: properties } }, '');
const unknownOf = (resource: ReturnType<typeof list>) => Object.keys(resource.unknown ?? {}).sort();
const named = { PrefixListName: 'partners', AddressFamily: 'IPv4' };

describe('managed prefix lists in a template', () => {
  it('has no entries where it names none', () => {
    expect(list(named).facts).to.deep.include({ addressFamily: 'IPv4', entries: [] });
    expect(list(named).name).to.equal('partners');
  });

  it('does not know entries that are not known, whole or in part', () => {
    expect(unknownOf(list({ ...named, Entries: untold('a parameter') }))).to.deep.equal(['entries/*']);
    const open = new OpenList<Planned>([{ Cidr: '10.0.0.0/8' }], untold('a condition'));
    expect(unknownOf(list({ ...named, Entries: open }))).to.deep.equal(['entries/*']);
    expect(unknownOf(list({ ...named, Entries: [{ Cidr: untold('a parameter') }, {}, 'none'] }))).to.deep.equal([
      'entries/0/cidr',
      'entries/1/cidr',
      'entries/2',
    ]);
    expect(unknownOf(list({}))).to.deep.equal(['addressFamily']);
  });
});
