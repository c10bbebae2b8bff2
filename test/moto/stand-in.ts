import type { IncomingHttpHeaders } from 'node:http';
import type { OperationId } from '../../collectors/aws/operations.ts';
import { answer, type Reply } from '../collectors/aws/wire.ts';
import type { Passing } from './gate.ts';

/**
 * What moto lacks, in the shape that AWS documents: settings of a Region. The second Region keeps one that nobody
 * answers.
 */
const settings: Readonly<Record<string, Readonly<Partial<Record<OperationId, string>>>>> = {
  'us-east-1': {
    'ec2:GetSnapshotBlockPublicAccessState': '<state>unblocked</state><managedBy>account</managedBy>',
    'ec2:GetImageBlockPublicAccessState':
      '<imageBlockPublicAccessState>unblocked</imageBlockPublicAccessState><managedBy>account</managedBy>',
    'ec2:DescribeVpcBlockPublicAccessOptions': publicAccess('off', 'default-state'),
    'ec2:DescribeVpcBlockPublicAccessExclusions': '<vpcBlockPublicAccessExclusionSet/>',
  },
  'eu-west-1': {
    'ec2:GetSnapshotBlockPublicAccessState': '<state>block-all-sharing</state><managedBy>account</managedBy>',
    'ec2:DescribeVpcBlockPublicAccessOptions': publicAccess('block-bidirectional', 'update-complete'),
    'ec2:DescribeVpcBlockPublicAccessExclusions': '<vpcBlockPublicAccessExclusionSet/>',
  },
};

function publicAccess(mode: string, state: string): string {
  return `<vpcBlockPublicAccessOptions><awsAccountId>123456789012</awsAccountId><state>${state}</state><internetGatewayBlockMode>${mode}</internetGatewayBlockMode></vpcBlockPublicAccessOptions>`;
}

/** The answer to a call that moto cannot give; null where moto is asked. */
export function answered({ operation, region }: Passing): Reply | null {
  const id = operation as OperationId;
  const inner = settings[region]?.[id];
  return inner === undefined ? null : answer(id, inner, `stand-in-${region}`);
}

/** The question for moto: it does not know `RestorableBy`, so it is asked for the snapshots that are shared by name. */
export async function asked(url: string, call: Passing, headers: IncomingHttpHeaders, body: Buffer): Promise<Buffer> {
  const form = new URLSearchParams(body.toString());
  if (call.operation !== 'ec2:DescribeSnapshots' || form.get('RestorableBy.1') !== 'all') return body;
  const ask = async (question: Record<string, string>) => {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { authorization: headers.authorization ?? '', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Version: form.get('Version') ?? '', ...question }),
    });
    return reply.text();
  };
  const all = await ask({ Action: 'DescribeSnapshots', 'Owner.1': 'self' });
  const shared: string[] = [];
  // It lists those of its images as well, whoever they belong to.
  for (const [, id = ''] of all.matchAll(/<snapshotId>([^<]+)<(?:(?!<\/item>)[\s\S])*?<ownerId>123456789012</g)) {
    const permissions = await ask({
      Action: 'DescribeSnapshotAttribute',
      Attribute: 'createVolumePermission',
      SnapshotId: id,
    });
    if (permissions.includes('<group>all</group>')) shared.push(id);
  }
  for (const key of ['RestorableBy.1', 'MaxResults']) form.delete(key);
  // AWS does not take a filter that nothing matches for no filter, and neither does moto.
  if (shared.length === 0) form.set('Filter.1.Name', 'snapshot-id');
  if (shared.length === 0) form.set('Filter.1.Value.1', 'none');
  for (const [index, id] of shared.entries()) form.set(`SnapshotId.${index + 1}`, id);
  return Buffer.from(form.toString());
}
