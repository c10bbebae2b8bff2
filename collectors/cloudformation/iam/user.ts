import { UnknownValue } from '../../../core/resource.ts';
import { toEach } from '../../planned/iam-policies.ts';
import { defineMapping } from '../../planned/mapping.ts';
import { AsMade, onlyLive, OpenList, or, type Block, type Maybe } from '../../planned/value.ts';
import { tagsOf } from '../tags.ts';
import { asMade, attached, attachedToEach, inline, writtenInto, writtenIntoEach } from './policies.ts';

export default defineMapping({
  kind: 'aws.iam.user',
  identity: [['name']],
  key: 'name',
  elements: { inlinePolicies: ['name'] },
  types: {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-user.html
    'AWS::IAM::User': (planned, side) => {
      const { properties } = planned;
      return {
        name: properties.filled('UserName'),
        tags: tagsOf(properties),
        facts: {
          userId: onlyLive,
          path: or(properties.filled('Path'), '/'),
          createdAt: onlyLive,
          groups: groupsOf(properties),
          attachedPolicies: attached(planned, side),
          inlinePolicies: inline(planned),
          permissionsBoundary: properties.filled('PermissionsBoundary'),
          passwordEnabled: hasPassword(properties),
          passwordLastUsedAt: onlyLive,
          passwordLastChangedAt: onlyLive,
          mfaActive: onlyLive,
          virtualMfaDevices: onlyLive,
        },
      };
    },
  },
  parts: {
    'AWS::IAM::UserPolicy': writtenInto('UserName'),
    'AWS::IAM::Policy': writtenIntoEach('Users'),
    'AWS::IAM::ManagedPolicy': attachedToEach('Users'),
    'AWS::IAM::UserToGroupAddition': ({ properties }) => {
      const group = properties.filled('GroupName');
      const groups = group === null ? [] : [group];
      return toEach(properties.texts('Users'), (of) => ({ of, add: { groups } }));
    },
  },
});

function groupsOf(properties: Block): AsMade<readonly Maybe<string>[]> | OpenList<Maybe<string>> {
  const groups = properties.texts('Groups');
  return groups instanceof UnknownValue ? new OpenList([], groups) : asMade(groups ?? []);
}

/** Without a login profile no password is made, and one that was made otherwise stays. */
function hasPassword(properties: Block): AsMade<boolean> | UnknownValue | true {
  const profile = properties.block('LoginProfile');
  if (profile instanceof UnknownValue) return profile;
  return profile === null ? new AsMade(false) : true;
}
