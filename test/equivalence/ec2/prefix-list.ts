import prefixLists from '../../../collectors/aws/ec2/prefix-lists.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

export default defineTriple({
  kind: 'aws.ec2.prefix-list',
  live: {
    collector: prefixLists,
    answers: {
      'ec2:DescribeManagedPrefixLists': [
        xml({
          prefixListSet: [
            {
              prefixListId: 'pl-1',
              addressFamily: 'IPv4',
              state: 'create-complete',
              prefixListName: 'partners',
              maxEntries: 10,
              version: 1,
              ownerId: '123456789012',
              tagSet: [{ key: 'Owner', value: 'network' }],
            },
          ],
        }),
      ],
      'ec2:GetManagedPrefixListEntries': [
        xml({ entrySet: [{ cidr: '10.0.0.0/16', description: 'vpc-a' }, { cidr: '192.0.2.0/24' }] }),
      ],
    },
  },
  terraform: {
    resources: [
      {
        type: 'aws_ec2_managed_prefix_list',
        values: {
          id: 'pl-1',
          arn: 'arn:aws:ec2:us-east-1:123456789012:prefix-list/pl-1',
          owner_id: '123456789012',
          name: 'partners',
          address_family: 'IPv4',
          max_entries: 10,
          entry: [
            { cidr: '10.0.0.0/16', description: 'vpc-a' },
            { cidr: '192.0.2.0/24', description: '' },
          ],
          tags: { Owner: 'network' },
          tags_all: { Owner: 'network' },
        },
        configured: ['name', 'address_family', 'max_entries', 'tags'],
      },
      {
        type: 'aws_ec2_managed_prefix_list_entry',
        values: { id: 'pl-1,10.0.0.0/16', prefix_list_id: 'pl-1', cidr: '10.0.0.0/16', description: 'vpc-a' },
      },
    ],
    differs: {},
  },
  cloudformation: {
    resources: {
      Partners: {
        Type: 'AWS::EC2::PrefixList',
        Properties: {
          PrefixListName: 'partners',
          AddressFamily: 'IPv4',
          MaxEntries: 10,
          Entries: [{ Cidr: '10.0.0.0/16', Description: 'vpc-a' }, { Cidr: '192.0.2.0/24' }],
          Tags: [{ Key: 'Owner', Value: 'network' }],
        },
      },
    },
    differs: { prefixListId: 'made when the stack is deployed' },
  },
});
