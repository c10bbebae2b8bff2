import { expect } from 'chai';
import { untold, type Planned } from '../../../../collectors/planned/value.ts';
import { templateResource } from '../../../equivalence/triple.ts';

function gateway(attachment?: Readonly<Record<string, Planned>>) {
  const own = { Edge: { Type: 'AWS::EC2::InternetGateway', Properties: {} } };
  const more = { Attachment: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: attachment ?? {} } };
  return templateResource('aws.ec2.internet-gateway', attachment === undefined ? own : { ...own, ...more }, '');
}

describe('internet gateways in a template', () => {
  it('is attached to what an attachment says', () => {
    expect(gateway().facts).to.deep.include({ attachments: [] });
    expect(gateway({ VpnGatewayId: 'vgw-1', VpcId: 'vpc-1' }).facts).to.deep.include({ attachments: [] });
    expect(gateway({ InternetGatewayId: 'cfn:template/Edge', VpcId: 'cfn:template/Vpc' }).facts).to.deep.include({
      attachments: [{ vpcId: 'cfn:template/Vpc', state: 'available' }],
    });
  });

  it('does not know of an attachment of which it is not told where it belongs', () => {
    const open = gateway({ InternetGatewayId: untold('an import'), VpcId: 'vpc-1' });
    expect(Object.keys(open.unknown!)).to.deep.equal(['attachments/*']);
    const nowhere = gateway({ InternetGatewayId: 'cfn:template/Edge' });
    expect(Object.keys(nowhere.unknown!)).to.deep.equal(['attachments/0/vpcId']);
  });
});
