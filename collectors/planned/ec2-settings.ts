import type { Facts } from '../../core/kinds/index.ts';
import { UnknownValue } from '../../core/resource.ts';
import type { PlannedObject } from './mapping.ts';
import { or, untold, type Deep, type Maybe } from './value.ts';

/** What parts name EC2's settings of a Region by: there is one resource of them. */
export const theSettings = 'settings';

export function settingsArn(
  _id: string,
  { partition, account, region }: { readonly partition: string; readonly account: string; readonly region: string },
): string {
  return `arn:${partition}:ec2:${region}:${account}:settings`;
}

type Exclusion = Facts<'aws.ec2.settings'>['vpcBlockPublicAccessExclusions'][number];

/** An exclusion from VPC Block Public Access. Terraform and CloudFormation wait until it is in force. */
export function exclusionOf(
  { id, at: { partition, account, region } }: PlannedObject,
  given: Readonly<Record<'vpcId' | 'subnetId' | 'mode', Maybe<string | null>>>,
): { readonly [P in keyof Exclusion]: Deep<Exclusion[P]> } {
  const { vpcId, subnetId, mode } = given;
  const [type, of] = subnetId === null ? ['vpc', vpcId] : ['subnet', subnetId];
  const arn = (resource: string) =>
    account === null || region === null
      ? untold('the input does not tell the account or Region of what is excluded', 'not-collected')
      : `arn:${partition}:ec2:${region}:${account}:${type}/${resource}`;
  return {
    exclusionId: id,
    resourceArn: of instanceof UnknownValue ? of : of === null ? untold('it excludes nothing', 'error') : arn(of),
    mode: or(mode, untold('its mode is left out', 'error')),
    state: 'create-complete',
  };
}
