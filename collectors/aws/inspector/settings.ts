import { resource, UnknownValue, type Given, type Source } from '../../../core/resource.ts';
import { defineCollector, type At } from '../../collector.ts';
import { CallFailed } from '../failure.ts';
import type { Answer } from '../operations.ts';

const operation = 'inspector2:BatchGetAccountStatus';

export default defineCollector({
  id: 'inspector-settings',
  scope: 'region',
  kinds: ['aws.inspector.settings'],
  operations: [operation],
  async *collect(api, at) {
    try {
      const { output, source } = await api.call(operation, { accountIds: [at.account] });
      yield settings(at, source, true, statusesOf(at, output));
    } catch (error) {
      if (!(error instanceof CallFailed) || !isNotOffered(error)) throw error;
      yield settings(at, { operation, request: error.request }, false, every(null));
    }
  },
});

/** Whether the Region has no Inspector at all; that it lacks the scanning of Lambda code says nothing of the rest. */
export function isNotOffered(error: CallFailed): boolean {
  return error.reason === 'not-supported' && !/lambda/i.test(error.message);
}

type Status = Given<string | null>;
interface Statuses {
  status: Status;
  ec2: Status;
  ecr: Status;
  lambda: Status;
  lambdaCode: Status;
}

function every(status: Status): Statuses {
  return { status, ec2: status, ecr: status, lambda: status, lambdaCode: status };
}

function statusesOf(at: At, output: Answer<typeof operation>): Statuses {
  // An account that could not be looked up stands beside the others, in an answer that succeeded.
  const failed = output.failedAccounts?.find(({ accountId }) => accountId === at.account);
  if (failed !== undefined) {
    const { errorCode, errorMessage } = failed;
    const message = `${errorCode ?? 'failed'}: ${errorMessage ?? 'the status of the account was not told'}`;
    const reason = errorCode === 'ACCESS_DENIED' ? 'access-denied' : 'error';
    return every(new UnknownValue({ reason, operation, message }));
  }
  const found = output.accounts?.find(({ accountId }) => accountId === at.account);
  const { ec2, ecr, lambda, lambdaCode } = found?.resourceState ?? {};
  return {
    status: found?.state?.status,
    ec2: ec2?.status,
    ecr: ecr?.status,
    lambda: lambda?.status,
    // Left out where Inspector does not scan Lambda code in the Region.
    lambdaCode: found?.resourceState !== undefined && lambdaCode === undefined ? null : lambdaCode?.status,
  };
}

function settings(at: At, source: Source, offered: boolean, statuses: Statuses) {
  return resource({
    kind: 'aws.inspector.settings',
    arn: `arn:${at.partition}:inspector2:${at.region}:${at.account}:settings`,
    account: at.account,
    region: at.region,
    tags: {}, // settings cannot have any
    source,
    facts: { offered, ...statuses },
  });
}
