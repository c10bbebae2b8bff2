import { expect } from 'chai';
import { expiry, pem } from '../../certificate.ts';
import { described, unknownOf } from '../described.ts';

describe('settings of IAM in a template', () => {
  it('has a SAML provider that is made, and perhaps others', () => {
    const [account] = described('aws.iam.account', { Corporate: ['AWS::IAM::SAMLProvider', {}] });
    expect(account).to.include({ arn: 'arn:aws:iam::123456789012:root' });
    expect(account?.facts.samlProviders).to.deep.equal(['cfn:template/Corporate']);
    expect(unknownOf(account)).to.include.members(['samlProviders/*', 'passwordPolicy']);
  });
});

describe('policies and server certificates in a template', () => {
  it('is the account’s own policy, without a name until there is a stack', () => {
    const [policy] = described('aws.iam.policy', {
      Deploy: ['AWS::IAM::ManagedPolicy', { PolicyDocument: { Version: '2012-10-17', Statement: [] } }],
    });
    expect(policy?.facts).to.deep.equal({
      path: '/',
      owner: 'customer',
      document: '{"Version":"2012-10-17","Statement":[]}',
    });
    expect(policy?.name).to.equal(null);
  });

  it('reads when a certificate ends out of it', () => {
    const ends = (body?: string) =>
      described('aws.iam.server-certificate', {
        Web: ['AWS::IAM::ServerCertificate', body === undefined ? {} : { CertificateBody: body }],
      })[0];
    expect(ends(pem)?.facts.expiresAt).to.equal(new Date(expiry).toISOString());
    expect(unknownOf(ends('no certificate'))).to.include('expiresAt');
    expect(unknownOf(ends())).to.include('expiresAt');
  });
});
