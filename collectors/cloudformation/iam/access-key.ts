import { defineMapping } from '../../planned/mapping.ts';
import { onlyLive, or, then } from '../../planned/value.ts';

export default defineMapping({
  kind: 'aws.iam.access-key',
  identity: [['userName', 'lastRotatedAt']],
  types: {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-accesskey.html
    'AWS::IAM::AccessKey': (planned, side) => {
      const { properties } = planned;
      const user = properties.filled('UserName');
      const made = side.one(planned, ['AWS::IAM::User'], user, 'UserName');
      return {
        name: user,
        tags: {}, // a key cannot have any
        facts: {
          userName: or(user, onlyLive),
          userArn: made?.arn ?? onlyLive,
          userCreatedAt: onlyLive,
          userPasswordEnabled: or(
            then(made?.properties.block('LoginProfile') ?? null, () => true),
            onlyLive,
          ),
          number: onlyLive,
          active: then(or(properties.filled('Status'), 'Active'), (status) => status === 'Active') ?? onlyLive,
          lastRotatedAt: onlyLive,
          lastUsedAt: onlyLive,
        },
      };
    },
  },
});
