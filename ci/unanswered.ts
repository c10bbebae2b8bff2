import type { Unanswered } from './coverage.ts';

const keys = 'needs KMS keys, to tell an own key from that of AWS: not collected yet';
const backup = 'needs the plans and recovery points of AWS Backup: not collected yet';
const endpoints = 'needs VPC endpoints and endpoint services: not collected yet';
const balancers = 'needs load balancers and their listeners: not collected yet';
const buckets = 'needs S3 buckets: not collected yet';

/** Why no rule answers a row of the survey: by service, then by what is looked for. */
export const unanswered: Unanswered = {
  'EBS volumes and snapshots': {
    'Volume not encrypted with a customer key': keys,
    'Volume not in a backup plan': backup,
  },
  VPC: {
    'Interface endpoints missing (EC2, ECR, SSM...)': endpoints,
    'Endpoint policy or allowed principals open to untrusted accounts': endpoints,
    'Endpoint service accepts without approval': endpoints,
    'VPN tunnels not both up': 'needs VPN connections: not collected yet',
    'VPN / Client VPN logging off': 'needs VPN connections and Client VPN endpoints: not collected yet',
    'Transit gateway auto-accepts attachments': 'needs transit gateways: not collected yet',
    'NAT gateway use, AZ spread, unused (cost)': 'needs NAT gateways: not collected yet',
  },
  IAM: {
    'Role permissions never used (service last accessed)':
      'needs a job of AWS for each role and user, two calls or more for each: not collected',
    'Access Analyzer off or has findings': 'needs the analyzers of IAM Access Analyzer: not collected yet',
  },
  'ACM and load balancer certificates': {
    'Classic LB uses a non-ACM certificate': balancers,
    'ALB/NLB without an ACM certificate': balancers,
  },
  RDS: {
    'Not encrypted with a customer key': keys,
    'TLS not enforced': 'needs the values of parameter groups, several calls for each: not collected yet',
    'Not in an AWS Backup plan (instance, cluster)': backup,
    'Event subscriptions missing': 'needs event subscriptions: not collected yet',
    'Engine deprecated / extended support / vulnerable version':
      'needs the engine versions that AWS supports, which change over time: not collected yet',
  },
  CloudTrail: {
    'Trail bucket public': buckets,
    'Trail bucket access logging off': buckets,
    'Trail bucket without MFA delete / object lock / exists': buckets,
  },
};
