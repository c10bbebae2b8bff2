import { resource, UnknownValue } from '../../../core/resource.ts';
import { defineCollector } from '../../collector.ts';
import { nameless } from '../nameless.ts';
import { instant } from '../normalise.ts';

const kind = 'aws.iam.server-certificate';

export default defineCollector({
  id: 'iam-server-certificates',
  scope: 'global',
  kinds: [kind],
  operations: ['iam:ListServerCertificates'],
  async *collect(api, at) {
    for await (const { output, source } of api.pages('iam:ListServerCertificates')) {
      for (const one of output.ServerCertificateMetadataList ?? []) {
        const arn = one.Arn;
        if (arn === undefined) {
          yield nameless(kind, source);
          continue;
        }
        yield resource({
          kind,
          arn,
          account: at.account,
          region: 'global',
          name: one.ServerCertificateName,
          tags: tagsNotTold,
          source,
          facts: {
            certificateId: one.ServerCertificateId,
            path: one.Path,
            uploadedAt: instant(one.UploadDate),
            expiresAt: instant(one.Expiration),
          },
        });
      }
    }
  },
});

const tagsNotTold = new UnknownValue({
  reason: 'not-collected',
  operation: 'iam:ListServerCertificateTags',
  message: 'tags take a call for each certificate',
});
