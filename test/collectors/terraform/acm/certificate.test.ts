import { expect } from 'chai';
import { expiry, pem, start } from '../../certificate.ts';
import type { Change } from '../plans.ts';
import { kept, made, planned, unknownOf } from '../made.ts';

const certificates = (...changes: readonly Change[]) => planned('aws.acm.certificate', ...changes);
const computed = [
  'key_algorithm',
  'not_after',
  'not_before',
  'options',
  'renewal_eligibility',
  'renewal_summary',
  'status',
  'type',
];
const none = { certificate_body: null, private_key: null, certificate_authority_arn: null };

describe('ACM certificates in a plan', () => {
  it('is issued by ACM, with an RSA key, and recorded, unless it says otherwise', () => {
    const [one] = certificates(
      made('aws_acm_certificate.web', { ...none, domain_name: 'www.example.com', validation_method: 'DNS' }, [
        ...computed,
        'subject_alternative_names',
      ]),
      made('aws_acm_certificate_validation.web', {}, [], { certificate_arn: 'aws_acm_certificate.web.arn' }),
    );
    expect(one?.facts).to.deep.include({
      domainName: 'www.example.com',
      type: 'AMAZON_ISSUED',
      keyAlgorithm: 'RSA_2048',
      importedAt: null,
      renewalStatus: null,
      renewalReason: null,
      transparencyLogging: 'ENABLED',
    });
    expect(unknownOf(one)).to.include.members([
      'status',
      'notAfter',
      'subjectAlternativeNames/*',
      'renewalEligibility',
    ]);
  });

  it('is not imported because providers mark the key that it has not', () => {
    const change = made('aws_acm_certificate.web', { ...none, domain_name: 'www.example.com' }, computed);
    const [one] = certificates({ ...change, sensitive: { private_key: true } });
    expect(one?.facts.type).to.equal('AMAZON_ISSUED');
  });

  it('reads the validity of one that is imported', () => {
    const [one] = certificates(
      made('aws_acm_certificate.web', { ...none, certificate_body: pem, private_key: 'key' }, [
        ...computed,
        'domain_name',
        'subject_alternative_names',
      ]),
    );
    expect(one?.facts).to.deep.include({
      type: 'IMPORTED',
      notBefore: new Date(start).toISOString(),
      notAfter: new Date(expiry).toISOString(),
      issuedAt: null,
      renewalStatus: null,
      transparencyLogging: null,
    });
    expect(unknownOf(one)).to.include.members(['domainName', 'keyAlgorithm', 'importedAt']);
  });

  it('has what the state says of one that is there', () => {
    const values = { id: 'arn:x', domain_name: 'www.example.com', type: 'AMAZON_ISSUED', not_after: '', ...none };
    const [waiting] = certificates(kept('aws_acm_certificate.web', { ...values, renewal_summary: [] }));
    expect(waiting?.facts).to.deep.include({ notAfter: null, renewalStatus: null });
    const failed = [{ renewal_status: 'FAILED', renewal_status_reason: 'CAA_ERROR' }];
    const [stuck] = certificates(kept('aws_acm_certificate.web', { ...values, renewal_summary: failed }));
    expect(stuck?.facts).to.deep.include({ renewalStatus: 'FAILED', renewalReason: 'CAA_ERROR' });
    // An older provider tells neither.
    expect(unknownOf(certificates(kept('aws_acm_certificate.web', values))[0])).to.include.members([
      'renewalStatus',
      'keyAlgorithm',
      'notBefore',
    ]);
  });

  it('has the preference that is chosen', () => {
    const chosen = { certificate_transparency_logging_preference: 'DISABLED' };
    const values = { ...none, domain_name: 'www.example.com', options: [chosen] };
    expect(certificates(made('aws_acm_certificate.web', values))[0]?.facts.transparencyLogging).to.equal('DISABLED');
    const authority = { ...none, domain_name: 'in.example.com', certificate_authority_arn: 'arn:aws:acm-pca:…' };
    expect(certificates(made('aws_acm_certificate.web', authority))[0]?.facts.type).to.equal('PRIVATE');
  });
});
