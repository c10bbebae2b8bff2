import { defineRule, fail, integer, notApplicable, pass } from '../../core/rule.ts';
import { notJudged } from '../shared/databases.ts';
import { days, isBefore, wholeDays } from '../shared/dates.ts';

/** Authorities with a year in their names (rds-ca-2015, rds-ca-2019) have expired; rds-ca-rsa2048-g1 and later last. */
const retired = /^rds-ca-201\d(-|$)/;

export default defineRule({
  id: 'rds-instance-ca-certificate-valid',
  title: 'RDS instance has a server certificate of a current authority that is not about to expire',
  severity: 'high',
  resource: 'aws.rds.instance',
  controls: ['hipaa:164.312(e)(1)'],
  rationale:
    'When the certificate expires, clients that check it lose the database at once, and the hurried way out is to stop checking',
  remediation:
    'Have clients trust the certificate bundle of the Region first, then set the CA to rds-ca-rsa2048-g1 or later. Some engines restart for it: look at SupportsCertificateRotationWithoutRestart',
  references: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL-certificate-rotation.html'],
  equivalents: {
    prowler: ['rds_instance_certificate_expiration'],
    powerpipe: ['rds_db_instance_ca_certificate_expires_7_days'],
    scoutsuite: ['rds-instance-ca-certificate-deprecated', 'rds-postgres-instance-with-invalid-certificate'],
    checkov: ['CKV_AWS_211'],
  },
  params: { minimumDays: integer({ default: 30, minimum: 1, maximum: 365 }) },
  examples: {
    pass: { caCertificateId: 'rds-ca-rsa2048-g1', caValidUntil: '2027-06-01T00:00:00.000Z' },
    fail: { caCertificateId: 'rds-ca-rsa2048-g1', caValidUntil: '2026-07-01T00:00:00.000Z' },
  },
  evaluate(instance, { params, asOf }) {
    const excluded = notJudged(instance);
    if (excluded !== undefined) return excluded;
    const authority = instance.caCertificateId;
    if (authority !== null && retired.test(authority)) return fail(`The authority ${authority} is retired`);
    const end = instance.caValidUntil;
    if (end === null) return notApplicable('No server certificate is reported for the instance');
    const left = wholeDays(asOf, end);
    if (left >= params.minimumDays) return pass; // exactly as many days are enough
    if (isBefore(end, asOf)) return fail(`The server certificate expired on ${end}`);
    return fail(`The server certificate expires on ${end}, in ${days(left)}`);
  },
});
