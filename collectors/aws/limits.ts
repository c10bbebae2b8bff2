export type LimitId = 'ec2' | 'iam' | 'acm-list' | 'acm-describe' | 'rds' | 'cloudtrail' | 'inspector2' | 'sts';
