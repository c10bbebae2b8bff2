import { UnknownValue } from '../../../core/resource.ts';
import { defineMapping, type Part, type PlannedObject } from '../../planned/mapping.ts';
import { elementsOf, onlyLive, OpenList, untold, type Maybe } from '../../planned/value.ts';

type Kind = 'aws.inspector.settings';

export default defineMapping<Kind>({
  kind: 'aws.inspector.settings',
  identity: [[]],
  arn: (_id, { partition, account, region }) => `arn:${partition}:inspector2:${region}:${account}:settings`,
  types: {},
  parts: { aws_inspector2_enabler: scans },
});

const off = { status: 'DISABLED', ec2: 'DISABLED', ecr: 'DISABLED', lambda: 'DISABLED', lambdaCode: onlyLive };

/**
 * What it does not name, it turns off; with it goes all of it. Only what it says of the account of the provider is told
 * here. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/inspector2_enabler
 */
function scans({ properties, at, address }: PlannedObject): Part<Kind> | readonly Part<Kind>[] {
  const isOwn = holds(properties.texts('account_ids'), at.account);
  if (isOwn === false) return [];
  const types = properties.texts('resource_types');
  const status = (type: string): Maybe<string> => {
    if (isOwn instanceof UnknownValue) return isOwn;
    const scanned = holds(types, type);
    return scanned instanceof UnknownValue ? scanned : scanned ? 'ENABLED' : 'DISABLED';
  };
  const code = status('LAMBDA_CODE');
  const on = isOwn instanceof UnknownValue ? isOwn : true;
  return {
    of: 'settings',
    set: {
      offered: on,
      status: on === true ? 'ENABLED' : on,
      ec2: status('EC2'),
      ecr: status('ECR'),
      lambda: status('LAMBDA'),
      // Off, or not offered in the Region.
      lambdaCode: code === 'DISABLED' ? untold(`${address} does not turn it on`) : code,
    },
    ...(on === true ? { unset: off } : {}),
  };
}

/** Whether a list of texts has one; unknown where it may. */
function holds(list: ReturnType<PlannedObject['properties']['texts']>, text: string | null): Maybe<boolean> {
  if (text === null) return untold('the plan does not tell the account');
  if (list === null) return false;
  if (list instanceof UnknownValue) return list;
  const elements = elementsOf(list);
  if (elements.includes(text)) return true;
  const hidden = elements.find((element) => element instanceof UnknownValue);
  return hidden ?? (list instanceof OpenList ? list.unknown : false);
}
