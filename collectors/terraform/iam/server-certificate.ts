import { certificateIn } from '../../planned/certificate.ts';
import { instantIn } from '../../planned/instant.ts';
import { defineMapping } from '../../planned/mapping.ts';
import { onlyLive, or, type Block, type Maybe } from '../../planned/value.ts';
import { ownText } from '../own-text.ts';
import { tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.iam.server-certificate',
  identity: [['name']],
  types: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_server_certificate
    aws_iam_server_certificate: ({ properties, id }) => ({
      name: ownText(properties, 'name'),
      tags: tagsOf(properties),
      facts: {
        certificateId: /^ASC[A-Z0-9]+$/.test(id) ? id : onlyLive,
        path: or(ownText(properties, 'path'), '/'),
        uploadedAt: or(instantIn(properties, 'upload_date'), onlyLive),
        expiresAt: expiryOf(properties),
      },
    }),
  },
});

/** What is known only after apply, the certificate itself tells before. */
function expiryOf(properties: Block): Maybe<string> {
  const told = instantIn(properties, 'expiration');
  if (typeof told === 'string') return told;
  return certificateIn(ownText(properties, 'certificate_body'))?.notAfter ?? told ?? onlyLive;
}
