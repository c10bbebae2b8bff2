import { choice, defineRule, fail, integer, notApplicable, pass } from '../../core/rule.ts';
import { days, isBefore, wholeDays } from '../shared/dates.ts';
import { maybe } from '../shared/maybe.ts';

/** Never valid, or no longer: their date decides nothing. ISSUED is said of expired certificates, too. */
const invalid = new Set(['PENDING_VALIDATION', 'VALIDATION_TIMED_OUT', 'FAILED', 'REVOKED']);

export default defineRule({
  id: 'acm-certificate-not-expiring',
  title: 'ACM certificate is not expired or about to expire',
  severity: 'medium',
  resource: 'aws.acm.certificate',
  controls: ['hipaa:164.308(a)(4)(ii)(A)', 'hipaa:164.312(e)(1)'],
  rationale:
    'When a certificate expires, clients refuse the service or, worse, learn to click the warning away. Imported certificates are never renewed by ACM: they are the ones that expire',
  remediation:
    'Import the new certificate into the same ARN, so that every listener and distribution takes it up. For one that ACM issued, find out why it is not renewed: it must be in use, and its DNS validation record in place. Delete certificates that nothing uses',
  references: [
    'https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/import-reimport.html',
  ],
  equivalents: {
    securityHub: ['ACM.1'],
    awsConfig: ['acm-certificate-expiration-check'],
    prowler: ['acm_certificates_expiration_check'],
    powerpipe: ['acm_certificate_expires_30_days', 'acm_certificate_not_expired'],
    cloudsploit: ['acmCertificateExpiry'],
    scoutsuite: ['acm-certificate-with-close-expiration-date'],
  },
  params: {
    minimumDays: integer({ default: 30, minimum: 1, maximum: 365 }),
    scope: choice({ default: 'all', of: ['all', 'in-use-only'] }),
  },
  examples: { pass: { notAfter: '2026-12-31T23:59:59.000Z' }, fail: { notAfter: '2026-07-01T12:00:00.000Z' } },
  evaluate(certificate, { params, asOf }) {
    const end = certificate.notAfter;
    if (end === null) return notApplicable('The certificate has no expiry date: it has not been issued');
    const status = maybe(() => certificate.status).known[0];
    if (status !== undefined && invalid.has(status)) return notApplicable(`The certificate is ${status}`);
    if (params.scope === 'in-use-only' && !certificate.inUse) return notApplicable('Nothing uses the certificate');
    const left = wholeDays(asOf, end);
    if (left >= params.minimumDays) return pass; // exactly as many days are enough
    if (isBefore(end, asOf)) return fail(`The certificate expired on ${end}`);
    return fail(`The certificate expires on ${end}, in ${days(left)}`);
  },
});
