import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';
import { maybe } from '../shared/maybe.ts';

export default defineRule({
  id: 'acm-certificate-renewal-succeeding',
  title: 'Managed renewal of the ACM certificate is succeeding',
  severity: 'high',
  resource: 'aws.acm.certificate',
  controls: ['hipaa:164.312(e)(1)'],
  rationale:
    'A certificate whose renewal failed or waits for somebody expires on its date, and everything that uses it goes down with it',
  remediation:
    'For PENDING_VALIDATION put the CNAME record that ACM names back into DNS (or answer the mail), and look for CAA records that forbid Amazon. After FAILED, request a new certificate and put it in the place of this one',
  references: [
    'https://docs.aws.amazon.com/acm/latest/userguide/check-certificate-renewal-status.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-renewal.html',
  ],
  examples: { pass: { renewalStatus: 'SUCCESS' }, fail: { renewalStatus: 'PENDING_VALIDATION' } },
  evaluate(certificate) {
    const status = certificate.renewalStatus;
    if (status === null) return notApplicable('ACM has not tried to renew the certificate');
    if (status === 'SUCCESS' || status === 'PENDING_AUTO_RENEWAL') return pass;
    const reason = maybe(() => certificate.renewalReason).known[0] ?? null;
    return fail(`The renewal is ${status}${reason === null ? '' : ` (${reason})`}`);
  },
});
