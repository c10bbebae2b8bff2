import certificates from '../../../collectors/aws/iam/server-certificates.ts';
import { arn } from '../../collectors/aws/iam/answers.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';
import { expiry, pem } from '../../collectors/certificate.ts';

const certificateArn = arn('server-certificate/cloudfront/web');

export default defineTriple({
  kind: 'aws.iam.server-certificate',
  live: {
    collector: certificates,
    answers: {
      'iam:ListServerCertificates': [
        xml({
          'ServerCertificateMetadataList/member': [
            {
              ServerCertificateName: 'web',
              Arn: certificateArn,
              ServerCertificateId: 'ASCAEXAMPLE',
              Path: '/cloudfront/',
              UploadDate: '2024-01-31T12:00:00Z',
              Expiration: expiry,
            },
          ],
          IsTruncated: false,
        }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_iam_server_certificate',
        values: {
          id: 'ASCAEXAMPLE',
          arn: certificateArn,
          name: 'web',
          path: '/cloudfront/',
          upload_date: '2024-01-31T12:00:00Z',
          expiration: expiry,
          certificate_body: pem,
        },
      },
    ],
    differs: {},
  },
  cloudformation: {
    resources: {
      Web: {
        Type: 'AWS::IAM::ServerCertificate',
        Properties: { ServerCertificateName: 'web', Path: '/cloudfront/', CertificateBody: pem },
      },
    },
    differs: {
      certificateId: 'made when the stack is deployed',
      uploadedAt: 'made when the stack is deployed',
    },
  },
});
