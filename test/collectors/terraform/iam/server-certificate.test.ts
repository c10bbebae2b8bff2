import { expect } from 'chai';
import { expiry, pem } from '../../certificate.ts';
import { made, planned, unknownOf } from '../made.ts';

const certificate = (body: string | null) =>
  planned(
    'aws.iam.server-certificate',
    made('aws_iam_server_certificate.web', { name: 'web', certificate_body: body }, ['expiration', 'upload_date']),
  )[0];

describe('server certificates in a plan', () => {
  it('reads when a new one ends out of the certificate', () => {
    expect(certificate(pem)?.facts).to.deep.equal({ path: '/', expiresAt: new Date(expiry).toISOString() });
    expect(unknownOf(certificate(pem))).to.deep.equal(['certificateId', 'uploadedAt']);
  });

  it('does not know it of the hash that older providers keep', () => {
    expect(unknownOf(certificate('da39a3ee5e6b4b0d3255bfef95601890afd80709'))).to.include('expiresAt');
    expect(certificate(null)?.unknown?.expiresAt?.reason).to.equal('known-after-apply');
  });
});
