import { instantIn } from '../../planned/instant.ts';
import { defineMapping } from '../../planned/mapping.ts';
import { elementsOf, onlyLive, or, then } from '../../planned/value.ts';
import { ownText } from '../own-text.ts';

export default defineMapping({
  kind: 'aws.iam.access-key',
  identity: [['userName', 'lastRotatedAt']],
  types: {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key
    aws_iam_access_key: (planned, side) => {
      const { properties } = planned;
      const user = properties.filled('user');
      const made = side.one(planned, ['aws_iam_user'], user, 'name');
      const name = made === null ? user : ownText(made.properties, 'name');
      const hasPassword = [user, name, made?.id].some(
        (one) =>
          typeof one === 'string' &&
          elementsOf(side.find(planned, 'aws_iam_user_login_profile', 'user', one)).length > 0,
      );
      return {
        name,
        tags: {}, // a key cannot have any
        facts: {
          userName: or(name, onlyLive),
          userArn: made?.arn ?? onlyLive,
          userCreatedAt: onlyLive,
          userPasswordEnabled: hasPassword ? true : onlyLive,
          number: onlyLive,
          active: then(or(properties.filled('status'), 'Active'), (status) => status === 'Active') ?? onlyLive,
          lastRotatedAt: or(instantIn(properties, 'create_date'), onlyLive),
          lastUsedAt: onlyLive,
        },
      };
    },
  },
});
