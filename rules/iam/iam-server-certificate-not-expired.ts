import { defineRule, fail, pass } from '../../core/rule.ts';
import { isBefore } from '../shared/dates.ts';
import { unknown } from '../shared/unknown.ts';

export default defineRule({
  id: 'iam-server-certificate-not-expired',
  title: 'Server certificate in IAM has not expired',
  severity: 'medium',
  resource: 'aws.iam.server-certificate',
  controls: ['hipaa:164.312(e)(1)'],
  rationale:
    'A load balancer or distribution that still uses it fails its clients, and by mistake it can be deployed again',
  remediation:
    'Move what uses it to a certificate of ACM, which renews it, then delete it from IAM (`aws iam delete-server-certificate`)',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html'],
  equivalents: {
    awsConfig: ['iam-expired-certificates'],
    prowler: ['iam_no_expired_server_certificates_stored'],
    powerpipe: ['iam_server_certificate_not_expired'],
    cloudsploit: ['certificateExpiry'],
    trivy: ['iam/remove_expired_certificates'],
  },
  examples: { pass: { expiresAt: '2027-01-01T00:00:00.000Z' }, fail: { expiresAt: '2026-06-01T00:00:00.000Z' } },
  evaluate(certificate, { asOf }) {
    const end = certificate.expiresAt ?? unknown('expiresAt', 'AWS does not say when the certificate expires');
    // Its last moment is the one named: at that instant it is still valid.
    return isBefore(end, asOf) ? fail(`The certificate expired at ${end}`) : pass;
  },
});
