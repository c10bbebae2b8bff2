import { defineMapping, type PlannedObject } from '../../planned/mapping.ts';
import { Refreshed, type Maybe } from '../../planned/value.ts';
import { isNew, ownerOf } from '../owner.ts';
import { nameTagOf, tagsOf } from '../tags.ts';

export default defineMapping({
  kind: 'aws.ec2.internet-gateway',
  identity: [['internetGatewayId']],
  key: 'internetGatewayId',
  arn: (id, { partition, account, region }) => `arn:${partition}:ec2:${region}:${account}:internet-gateway/${id}`,
  types: {
    aws_internet_gateway: (planned) => ({
      name: nameTagOf(planned.properties),
      tags: tagsOf(planned.properties),
      facts: {
        internetGatewayId: planned.id,
        ownerId: ownerOf(planned),
        attachments: attachments(planned),
      },
    }),
  },
  parts: {
    aws_internet_gateway_attachment: ({ properties }) => ({
      of: properties.text('internet_gateway_id'),
      add: { attachments: attachedTo(properties.filled('vpc_id')) },
    }),
  },
});

/** Where it does not name its VPC itself, the state has the one that a resource of its own attaches it to. */
function attachments(planned: PlannedObject): ReturnType<typeof attachedTo> | Refreshed<Attachment> {
  const { properties, configured } = planned;
  if (configured('vpc_id')) return attachedTo(properties.filled('vpc_id'));
  return isNew(planned) ? [] : new Refreshed(attachedTo(properties.filled('vpc_id')));
}

interface Attachment {
  readonly vpcId: Maybe<string>;
  readonly state: string;
}

/** AWS calls an attachment of an internet gateway available, or answers none: API_InternetGatewayAttachment. */
function attachedTo(vpcId: Maybe<string | null>): readonly Attachment[] {
  return vpcId === null ? [] : [{ vpcId, state: 'available' }];
}
