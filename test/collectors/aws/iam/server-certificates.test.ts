import { expect } from 'chai';
import collector from '../../../../collectors/aws/iam/server-certificates.ts';
import { collectWith, itCollectsList } from '../collect.ts';
import { xml, type Xml } from '../xml.ts';
import { arn } from './answers.ts';

const operation = 'iam:ListServerCertificates';
const page = (certificates: readonly Xml[], marker?: string) =>
  xml({
    'ServerCertificateMetadataList/member': certificates,
    IsTruncated: marker !== undefined,
    ...(marker === undefined ? {} : { Marker: marker }),
  });

itCollectsList({
  collector,
  operation,
  first: page([{ Arn: arn('server-certificate/a') }], 'page-2'),
  second: page([{ Arn: arn('server-certificate/b') }]),
  arns: [arn('server-certificate/a'), arn('server-certificate/b')],
});

describe('IAM server certificates', () => {
  it('reads every fact', async () => {
    const one = {
      ServerCertificateName: 'web',
      Path: '/company/',
      Arn: arn('server-certificate/company/web'),
      UploadDate: '2024-01-31T12:00:00Z',
      ServerCertificateId: 'ASCACKCEVSQ6C2EXAMPLE',
      Expiration: '2026-02-28T12:00:00Z',
    };
    const { resources, operations, asked } = await collectWith(collector, { [operation]: [page([one])] });
    const { unknown, ...rest } = resources[0]!;
    expect(rest).to.deep.equal({
      kind: 'aws.iam.server-certificate',
      arn: one.Arn,
      account: '123456789012',
      region: 'global',
      name: 'web',
      tags: {},
      facts: {
        certificateId: 'ASCACKCEVSQ6C2EXAMPLE',
        path: '/company/',
        uploadedAt: '2024-01-31T12:00:00.000Z',
        expiresAt: '2026-02-28T12:00:00.000Z',
      },
      source: { operation, request: 'ListServerCertificates-1' },
    });
    expect(unknown).to.have.keys('tags');
    expect(unknown!.tags).to.include({ reason: 'not-collected' });
    expect(operations).to.deep.equal(collector.operations);
    expect(asked[0]!.question).to.deep.equal({ MaxItems: '1000' });
  });

  it('says what the answer lacks, and does not lose one without ARN', async () => {
    const answer = page([{ Arn: arn('server-certificate/a') }, { Path: '/' }]);
    const { resources, gaps } = await collectWith(collector, { [operation]: [answer] });
    expect(resources[0]!.unknown).to.have.keys('certificateId', 'path', 'uploadedAt', 'expiresAt', 'tags');
    expect(gaps[0]).to.include({ kind: 'aws.iam.server-certificate', operation, reason: 'error' });
  });
});
