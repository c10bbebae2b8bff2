import { expect } from 'chai';
import collector from '../../../../collectors/aws/acm/certificates.ts';
import type { Facts } from '../../../../core/kinds/index.ts';
import type { Resource } from '../../../../core/resource.ts';
import { collectWith, denied, itCollectsList, throttled, type Answers } from '../collect.ts';
import { refusal } from '../wire.ts';

const list = 'acm:ListCertificates';
const search = 'acm:SearchCertificates';
const describeOne = 'acm:DescribeCertificate';
const arn = (id: string) => `arn:aws:acm:us-east-1:123456789012:certificate/${id}`;
/** Seconds since 1970, as ACM writes a time. */
const seconds = (when: string) => Date.parse(when) / 1000;
const page = (summaries: readonly object[], token?: string) =>
  JSON.stringify({ CertificateSummaryList: summaries, NextToken: token });
const imported = (id: string) => ({ CertificateArn: arn(id), Type: 'IMPORTED' });
const issued = (id: string) => ({ CertificateArn: arn(id), Type: 'AMAZON_ISSUED', Status: 'ISSUED' });
const found = (...statuses: readonly (readonly [string, string | undefined])[]) =>
  JSON.stringify({
    Results: statuses.map(([id, RenewalStatus]) => ({
      CertificateArn: arn(id),
      CertificateMetadata: { AcmCertificateMetadata: { RenewalStatus } },
    })),
  });
const described = (certificate: object) => JSON.stringify({ Certificate: certificate });
const collect = (summaries: readonly object[], others: Answers = {}) =>
  collectWith(collector, { [list]: [page(summaries)], ...others });

/** Status and reason of a certificate's renewal; of an unknown one, why. */
function renewal({ facts, unknown = {} }: Resource): unknown[] {
  const told = facts as Facts<'aws.acm.certificate'>;
  return (['renewalStatus', 'renewalReason'] as const).map((fact) =>
    fact in facts ? told[fact] : unknown[fact]!.reason,
  );
}

itCollectsList({
  collector,
  operation: list,
  first: page([imported('a')], 'page-2'),
  second: page([imported('b')]),
  arns: [arn('a'), arn('b')],
});

describe('ACM certificates', () => {
  const full = {
    ...issued('web'),
    DomainName: 'www.example.com',
    SubjectAlternativeNameSummaries: ['www.example.com', 'example.com'],
    HasAdditionalSubjectAlternativeNames: false,
    KeyAlgorithm: 'RSA_2048',
    KeyUsages: ['DIGITAL_SIGNATURE'],
    InUse: true,
    Exported: false,
    RenewalEligibility: 'ELIGIBLE',
    NotBefore: seconds('2026-01-01T00:00:00Z'),
    NotAfter: seconds('2027-01-31T23:59:59Z'),
    CreatedAt: seconds('2025-12-31T12:00:00.5Z'),
    IssuedAt: seconds('2025-12-31T12:05:00Z'),
  };

  it('reads every fact', async () => {
    const { resources, operations } = await collect([full], { [search]: [found(['web', 'PENDING_AUTO_RENEWAL'])] });
    const { unknown, ...rest } = resources[0]!;
    expect(rest).to.deep.equal({
      kind: 'aws.acm.certificate',
      arn: arn('web'),
      account: '123456789012',
      region: 'us-east-1',
      name: 'www.example.com',
      tags: {},
      facts: {
        domainName: 'www.example.com',
        subjectAlternativeNames: ['www.example.com', 'example.com'],
        status: 'ISSUED',
        type: 'AMAZON_ISSUED',
        keyAlgorithm: 'RSA_2048',
        inUse: true,
        createdAt: '2025-12-31T12:00:00.500Z',
        issuedAt: '2025-12-31T12:05:00.000Z',
        importedAt: null,
        notBefore: '2026-01-01T00:00:00.000Z',
        notAfter: '2027-01-31T23:59:59.000Z',
        renewalEligibility: 'ELIGIBLE',
        renewalStatus: 'PENDING_AUTO_RENEWAL',
        renewalReason: null,
      },
      source: { operation: list, request: 'ListCertificates-1' },
      sources: { renewalStatus: { operation: search, request: 'SearchCertificates-1' } },
    });
    expect(Object.entries(unknown!).map(([fact, { reason }]) => [fact, reason])).to.have.deep.members([
      ['transparencyLogging', 'not-collected'],
      ['tags', 'not-collected'],
    ]);
    expect(operations).to.deep.equal([list, search]);
  });

  it('acm-001, acm-002: asks for every type of key, and for what came by ACME', async () => {
    const { asked } = await collect([]);
    expect(asked).to.deep.equal([
      {
        operation: list,
        question: {
          MaxItems: 1000,
          Includes: {
            keyTypes: ['RSA_1024', 'RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1', 'EC_secp384r1', 'EC_secp521r1'],
          },
          CertificateKeyPairOrigins: ['AWS_MANAGED', 'ACME', 'CUSTOMER_PROVIDED'],
        },
      },
    ]);
  });

  it('acm-013: reads a certificate that names no domain', async () => {
    const { resources } = await collect([{ ...imported('a'), NotAfter: seconds('2026-02-01T00:00:00Z') }]);
    expect(resources[0]).to.include({ arn: arn('a'), name: null });
    expect(resources[0]!.facts).to.include({ domainName: null, notAfter: '2026-02-01T00:00:00.000Z' });
  });

  it('says what the answer lacks', async () => {
    const { resources } = await collect([issued('a')], { [search]: [found(['a', undefined])] });
    expect(resources[0]!.facts).to.deep.equal({
      domainName: null,
      status: 'ISSUED',
      type: 'AMAZON_ISSUED',
      importedAt: null,
      renewalStatus: null,
      renewalReason: null,
    });
    expect(resources[0]!.unknown).to.include.keys('notAfter', 'issuedAt', 'inUse', 'subjectAlternativeNames/*');
  });

  it('acm-003: reads an imported certificate without asking for a renewal', async () => {
    const told = { ...imported('a'), RenewalEligibility: 'INELIGIBLE', ImportedAt: seconds('2025-02-01T00:00:00Z') };
    const { resources, operations } = await collect([told]);
    expect(resources[0]!.facts).to.include({
      importedAt: '2025-02-01T00:00:00.000Z',
      issuedAt: null,
      createdAt: null,
      renewalStatus: null,
      transparencyLogging: null,
    });
    expect(operations).to.deep.equal([list]);
  });

  it('acm-004: knows that one that was never issued does not expire', async () => {
    const pending = { ...issued('a'), Status: 'PENDING_VALIDATION' };
    const { resources } = await collect([pending], { [search]: [found(['a', undefined])] });
    expect(resources[0]!.facts).to.include({ notBefore: null, notAfter: null, issuedAt: null });
  });

  it('does not take the first hundred names for all', async () => {
    const { resources } = await collect([
      {
        ...imported('a'),
        SubjectAlternativeNameSummaries: ['a.example.com'],
        HasAdditionalSubjectAlternativeNames: true,
      },
    ]);
    expect(resources[0]!.facts).to.deep.include({ subjectAlternativeNames: ['a.example.com'] });
    expect(resources[0]!.unknown!['subjectAlternativeNames/*']).to.include({ reason: 'not-collected' });
  });

  it('describes only those whose renewal failed', async () => {
    const { resources, asked } = await collect([issued('a'), issued('b'), issued('c')], {
      [search]: [found(['a', 'SUCCESS'], ['b', 'FAILED'], ['c', 'PENDING_VALIDATION'])],
      [describeOne]: [described({ RenewalSummary: { RenewalStatus: 'FAILED', RenewalStatusReason: 'CAA_ERROR' } })],
    });
    expect(resources.map(renewal)).to.deep.equal([
      ['SUCCESS', null],
      ['FAILED', 'CAA_ERROR'],
      ['PENDING_VALIDATION', null],
    ]);
    expect(asked.map(({ operation }) => operation)).to.deep.equal([list, search, describeOne]);
    expect(asked[2]!.question).to.deep.equal({ CertificateArn: arn('b') });
  });

  it('searches all pages once, however many pages the list has', async () => {
    const more = JSON.stringify({ ...(JSON.parse(found(['a', 'SUCCESS'])) as object), NextToken: 'more' });
    const { resources, asked } = await collectWith(collector, {
      [list]: [page([issued('a')], 'page-2'), page([issued('b')])],
      [search]: [more, found(['b', undefined])],
    });
    expect(resources.map(renewal)).to.deep.equal([
      ['SUCCESS', null],
      [null, null],
    ]);
    const questions = asked.filter(({ operation }) => operation === search).map(({ question }) => question);
    const FilterStatement = { Not: { Filter: { AcmCertificateMetadataFilter: { Type: 'IMPORTED' } } } };
    expect(questions).to.deep.equal([
      { MaxResults: 500, FilterStatement },
      { MaxResults: 500, FilterStatement, NextToken: 'more' },
    ]);
  });

  for (const refused of [denied(search), refusal(search, 'UnknownOperationException', 'no such operation')]) {
    it('describes each where the search does not tell', async () => {
      const { resources } = await collect([issued('a'), issued('b'), issued('c')], {
        [search]: [refused],
        [describeOne]: [
          described({ RenewalSummary: { RenewalStatus: 'PENDING_VALIDATION' } }),
          described({ Status: 'ISSUED' }),
          denied(describeOne),
        ],
      });
      expect(resources.map(renewal)).to.deep.equal([
        ['PENDING_VALIDATION', null],
        [null, null],
        ['access-denied', 'access-denied'],
      ]);
    });
  }

  it('describes one that the search has not found', async () => {
    const { resources } = await collect([issued('a')], {
      [search]: [found()],
      [describeOne]: [described({ RenewalSummary: { RenewalStatus: 'SUCCESS' } })],
    });
    expect(resources.map(renewal)).to.deep.equal([['SUCCESS', null]]);
  });

  it('knows that a renewal failed, though not why where that is denied', async () => {
    const { resources } = await collect([issued('a')], {
      [search]: [throttled(search), found(['a', 'FAILED'])],
      [describeOne]: [denied(describeOne)],
    });
    expect(resources.map(renewal)).to.deep.equal([['FAILED', 'access-denied']]);
  });

  it('leaves out one that was deleted meanwhile', async () => {
    const { resources, gaps } = await collect([issued('a'), imported('b')], {
      [search]: [found()],
      [describeOne]: [refusal(describeOne, 'ResourceNotFoundException', 'Could not find certificate')],
    });
    expect(resources.map((one) => one.arn)).to.deep.equal([arn('b')]);
    expect(gaps).to.deep.equal([]);
  });

  it('does not lose one without ARN', async () => {
    const { resources, gaps } = await collect([{ DomainName: 'lost.example.com' }, imported('b')]);
    expect(resources.map((one) => one.arn)).to.deep.equal([arn('b')]);
    expect(gaps[0]).to.include({ kind: 'aws.acm.certificate', operation: list, reason: 'error' });
  });

  it('asks for no more than it declares', async () => {
    const { operations } = await collect([issued('a')], { [search]: [denied(search)], [describeOne]: [described({})] });
    expect(operations).to.deep.equal([...collector.operations].sort());
  });
});
