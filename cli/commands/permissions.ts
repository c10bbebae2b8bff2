import { actionsOf } from '../actions.ts';
import type { Run } from '../command.ts';
import { select } from '../select.ts';
import { terminal, writeParts } from '../terminal.ts';

/** What a scan asks before any collector does: who it is, and which Regions there are. */
const always = ['sts:GetCallerIdentity', 'ec2:DescribeRegions', 'account:ListRegions'] as const;

/** `assize permissions`: the least-privilege IAM policy for the selected rules. */
export async function permissions(run: Run): Promise<number> {
  const { collectors } = select(run.options);
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AssizeReads',
        Effect: 'Allow',
        Action: actionsOf([...always, ...collectors.flatMap((collector) => collector.operations)]),
        Resource: '*',
      },
    ],
  };
  await writeParts(terminal.out, [`${JSON.stringify(policy, null, 2)}\n`]);
  return 0;
}
