import account from '../../../collectors/aws/account/account.ts';
import { xml } from '../../collectors/aws/xml.ts';
import { defineTriple } from '../triple.ts';

const other = 'an account that is planned (of an organisation) is another than the one that is judged';

export default defineTriple({
  kind: 'aws.account',
  live: {
    collector: account,
    answers: {
      'ec2:DescribeRegions': [xml({ regionInfo: [{ regionName: 'us-east-1', optInStatus: 'opt-in-not-required' }] })],
    },
  },
  terraform: other,
  cloudformation: other,
});
