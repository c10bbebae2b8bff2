import { defineRule, fail, notApplicable, pass } from '../../core/rule.ts';

const unvalidated: Readonly<Record<string, string>> = {
  PENDING_VALIDATION: 'The certificate waits for the validation of its domains',
  VALIDATION_TIMED_OUT: 'The domains of the certificate were not validated within 72 hours',
  FAILED: 'The request for the certificate failed',
};

export default defineRule({
  id: 'acm-certificate-validated',
  title: 'ACM certificate has been validated and issued',
  severity: 'low',
  resource: 'aws.acm.certificate',
  controls: [],
  rationale:
    'A certificate that is not issued protects nothing, though the configuration that names it looks finished. One that failed stays so for ever',
  remediation:
    'Create the CNAME records that ACM names, or answer its mail, within 72 hours. Delete a request that failed or timed out, correct the cause and make a new one',
  references: [
    'https://docs.aws.amazon.com/acm/latest/userguide/domain-ownership-validation.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-failed.html',
  ],
  equivalents: {
    powerpipe: ['acm_certificate_no_failed_certificate', 'acm_certificate_no_pending_validation_certificate'],
    cloudsploit: ['acmValidation'],
  },
  examples: { pass: { status: 'ISSUED' }, fail: { status: 'PENDING_VALIDATION' } },
  evaluate(certificate) {
    const status = certificate.status;
    if (status === 'ISSUED') return pass;
    const message = unvalidated[status];
    // EXPIRED, REVOKED and INACTIVE ones were validated once.
    return message === undefined ? notApplicable(`The certificate is ${status}`) : fail(message);
  },
});
