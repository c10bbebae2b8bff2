import { expect } from 'chai';
import { untold, type Planned } from '../../../../collectors/planned/value.ts';
import { templateResource } from '../../../equivalence/triple.ts';

function address(properties: Readonly<Record<string, Planned>>, association?: Readonly<Record<string, Planned>>) {
  const own = { Address: { Type: 'AWS::EC2::EIP', Properties: properties } };
  const more = { Association: { Type: 'AWS::EC2::EIPAssociation', Properties: association ?? {} } };
  return templateResource('aws.ec2.address', association === undefined ? own : { ...own, ...more }, '');
}
const unknownOf = (resource: ReturnType<typeof address>) => Object.keys(resource.unknown ?? {}).sort();

describe('Elastic IP addresses in a template', () => {
  it('does not know what AWS chooses, nor what else may take it', () => {
    expect(address({}).facts).to.deep.equal({ allocationId: 'cfn:template/Address' });
    expect(address({ InstanceId: 'i-1' }).facts).to.include({ instanceId: 'i-1' });
  });

  it('is given to what an association names, by allocation or by what Ref gives of it', () => {
    const names = [{ AllocationId: 'cfn:template/Address' }, { EIP: 'cfn:template/Address' }];
    for (const by of names) {
      const given = address({}, { ...by, NetworkInterfaceId: 'eni-1' });
      expect(given.facts).to.include({ interfaceId: 'eni-1', associationId: 'cfn:template/Association' });
      expect(unknownOf(given)).to.deep.equal(['instanceId', 'publicIp']);
    }
  });

  it('may be any, where an association gives the address alone', () => {
    const open = address({ InstanceId: 'i-1' }, { EIP: '203.0.113.25', InstanceId: 'i-2' });
    expect(unknownOf(open)).to.include('instanceId');
    expect(unknownOf(address({ InstanceId: 'i-1' }, { AllocationId: untold('an import') }))).to.include('instanceId');
  });
});
