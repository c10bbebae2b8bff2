import { certificateIn } from '../../planned/certificate.ts';
import { defineMapping } from '../../planned/mapping.ts';
import { onlyLive, or } from '../../planned/value.ts';
import { tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.iam.server-certificate',
  identity: [['name']],
  types: {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-servercertificate.html
    'AWS::IAM::ServerCertificate': ({ properties }) => ({
      name: properties.filled('ServerCertificateName'),
      tags: tagsOf(properties),
      facts: {
        certificateId: onlyLive,
        path: or(properties.filled('Path'), '/'),
        uploadedAt: onlyLive,
        expiresAt: certificateIn(properties.filled('CertificateBody'))?.notAfter ?? onlyLive,
      },
    }),
  },
});
