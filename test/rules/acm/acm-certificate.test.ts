import { expect } from 'chai';
import domain from '../../../rules/acm/acm-certificate-domain-exact.ts';
import key from '../../../rules/acm/acm-certificate-key-strong.ts';
import renewal from '../../../rules/acm/acm-certificate-renewal-succeeding.ts';
import transparency from '../../../rules/acm/acm-certificate-transparency-logged.ts';
import validated from '../../../rules/acm/acm-certificate-validated.ts';
import { denied, findings, verdict } from '../tester.ts';

const kind = 'aws.acm.certificate';

describe('acm-certificate-renewal-succeeding', () => {
  for (const [renewalStatus, expected] of [
    ['FAILED', 'fail'],
    ['PENDING_VALIDATION', 'fail'],
    ['SUCCESS', 'pass'],
    [null, 'not-applicable'],
    ['SOMETHING_NEW', 'fail'],
  ] as const) {
    it(`${renewalStatus ?? 'none tried'}: ${expected}`, async () => {
      expect(await verdict(renewal, kind, { renewalStatus, renewalReason: null })).to.equal(expected);
    });
  }

  it('acm-010: one that is under way passes', async () => {
    expect(await verdict(renewal, kind, { renewalStatus: 'PENDING_AUTO_RENEWAL' })).to.equal('pass');
  });

  it('gives the reason, if it is known', async () => {
    const [known] = await findings(renewal, kind, { renewalStatus: 'FAILED', renewalReason: 'CAA_ERROR' });
    expect(known?.message).to.equal('The renewal is FAILED (CAA_ERROR)');
    const [not] = await findings(renewal, kind, { renewalStatus: 'FAILED', unknown: { renewalReason: denied } });
    expect(not?.message).to.equal('The renewal is FAILED');
  });

  it('is unknown where the status is', async () => {
    expect(await verdict(renewal, kind, { unknown: { renewalStatus: denied } })).to.equal('unknown');
  });
});

describe('acm-certificate-validated', () => {
  for (const [status, expected] of [
    ['ISSUED', 'pass'],
    ['PENDING_VALIDATION', 'fail'],
    ['VALIDATION_TIMED_OUT', 'fail'],
    ['FAILED', 'fail'],
    ['EXPIRED', 'not-applicable'],
    ['REVOKED', 'not-applicable'],
    ['INACTIVE', 'not-applicable'],
  ] as const) {
    it(`${status}: ${expected}`, async () => {
      expect(await verdict(validated, kind, { status })).to.equal(expected);
    });
  }
});

describe('acm-certificate-transparency-logged', () => {
  it('acm-012: an imported certificate is not applicable, nor is a private one', async () => {
    for (const type of ['IMPORTED', 'PRIVATE']) {
      expect(await verdict(transparency, kind, { type, transparencyLogging: 'DISABLED' })).to.equal('not-applicable');
      expect(await verdict(transparency, kind, { type, transparencyLogging: null })).to.equal('not-applicable');
    }
  });

  it('fails one of ACM with logging off, and is unknown where that is', async () => {
    const own = { type: 'AMAZON_ISSUED' };
    expect(await verdict(transparency, kind, { ...own, transparencyLogging: 'DISABLED' })).to.equal('fail');
    expect(await verdict(transparency, kind, { ...own, transparencyLogging: null })).to.equal('not-applicable');
    expect(await verdict(transparency, kind, { ...own, unknown: { transparencyLogging: denied } })).to.equal('unknown');
  });
});

describe('acm-certificate-key-strong', () => {
  for (const [keyAlgorithm, expected] of [
    ['RSA_1024', 'fail'],
    ['RSA-1024', 'fail'],
    ['RSA_2047', 'fail'],
    ['RSA_2048', 'pass'],
    ['RSA-2048', 'pass'],
    ['RSA-3072', 'pass'],
    ['RSA_4096', 'pass'],
    ['RSA', 'fail'],
    ['EC_prime256v1', 'pass'],
    ['EC-prime256v1', 'pass'],
    ['EC_secp384r1', 'pass'],
    ['EC-secp521r1', 'pass'],
    ['EC_prime192v1', 'fail'],
    ['ML_DSA_65', 'not-applicable'],
  ] as const) {
    it(`${keyAlgorithm}: ${expected}`, async () => {
      expect(await verdict(key, kind, { keyAlgorithm })).to.equal(expected);
    });
  }
});

describe('acm-certificate-domain-exact', () => {
  it('names each wildcard once, the first name and the others', async () => {
    const found = await findings(domain, kind, {
      domainName: '*.example.com',
      subjectAlternativeNames: ['*.example.com', 'example.com', '*.example.org'],
    });
    expect(found.map(({ status, part }) => [status, part])).to.deep.equal([
      ['fail', '*.example.com'],
      ['fail', '*.example.org'],
    ]);
  });

  it('acm-013: judges one without a domain name', async () => {
    expect(await verdict(domain, kind, { domainName: null, subjectAlternativeNames: [] })).to.equal('pass');
    expect(await verdict(domain, kind, { domainName: null, subjectAlternativeNames: ['*.a.example'] })).to.equal(
      'fail',
    );
  });

  it('passes nothing that may have more names', async () => {
    const given = { domainName: 'a.example', subjectAlternativeNames: ['a.example'] };
    expect(await verdict(domain, kind, { ...given, unknown: { 'subjectAlternativeNames/*': denied } })).to.equal(
      'unknown',
    );
    const wild = { domainName: '*.a.example', unknown: { subjectAlternativeNames: denied } };
    expect(await verdict(domain, kind, wild)).to.equal('fail+unknown');
  });
});
