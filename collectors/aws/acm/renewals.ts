import { SourcedValue, UnknownValue, type Given, type Source } from '../../../core/resource.ts';
import type { Api } from '../../collector.ts';
import type { Answer } from '../operations.ts';
import { tell, tellUnlessGone, told, type Told } from '../told.ts';

/** What became of a certificate's renewal. */
export interface Renewal {
  readonly status: Given<string | null>;
  readonly reason: Given<string | null>;
}

type Summary = NonNullable<NonNullable<Answer<'acm:DescribeCertificate'>['Certificate']>['RenewalSummary']>;
type Statuses = ReadonlyMap<string, SourcedValue<string | null>>;

/**
 * Tells of renewals with the fewest calls: one search tells the status of them all, and a certificate is described only
 * where its renewal failed (why is told nowhere else) or where the search does not tell. Null for one that has been
 * deleted meanwhile.
 */
export class Renewals {
  readonly #api: Api;
  #search: Promise<Told<Statuses>> | null = null;

  constructor(api: Api) {
    this.#api = api;
  }

  async of(arn: string, type: string | undefined): Promise<Renewal | null> {
    // ACM renews what it issued itself, never what was imported.
    if (type === 'IMPORTED') return { status: null, reason: null };
    const found = await (this.#search ??= search(this.#api));
    const status = found instanceof UnknownValue ? undefined : found.value.get(arn);
    if (status !== undefined && status.value !== 'FAILED') return { status, reason: null };
    const detail = await tellUnlessGone(this.#api, 'acm:DescribeCertificate', { CertificateArn: arn });
    if (detail === null) return null;
    // The summary is there from the first attempt to renew on, and the reason where the attempt failed.
    const read = (summary: (renewal: Summary | undefined) => string | null | undefined): Given<string | null> =>
      told(detail, ({ Certificate: one }) => (one === undefined ? undefined : summary(one.RenewalSummary)));
    return {
      status: status ?? read((summary) => (summary === undefined ? null : summary.RenewalStatus)),
      reason: read((summary) => summary?.RenewalStatusReason ?? null),
    };
  }
}

/** The renewal status of each certificate that ACM manages; null where no renewal was tried. */
function search(api: Api): Promise<Told<Statuses>> {
  return tell<Statuses>(api, async () => {
    const statuses = new Map<string, SourcedValue<string | null>>();
    let last: Source = { operation: 'acm:SearchCertificates', request: null };
    const managed = { Not: { Filter: { AcmCertificateMetadataFilter: { Type: 'IMPORTED' as const } } } };
    for await (const { output, source } of api.pages('acm:SearchCertificates', { FilterStatement: managed })) {
      last = source;
      for (const { CertificateArn: arn, CertificateMetadata } of output.Results ?? []) {
        const about = CertificateMetadata?.AcmCertificateMetadata;
        if (arn !== undefined && about !== undefined)
          statuses.set(arn, new SourcedValue(about.RenewalStatus ?? null, source));
      }
    }
    return new SourcedValue(statuses, last);
  });
}
