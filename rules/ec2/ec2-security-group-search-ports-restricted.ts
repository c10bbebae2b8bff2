import { integers } from '../../core/params.ts';
import { defineRule, fail } from '../../core/rule.ts';
import { groupRule } from '../shared/network-examples.ts';
import { eachOf, openingText, partOf } from '../shared/ports.ts';
import { exposureOf } from '../shared/security-group-rules.ts';

export default defineRule({
  id: 'ec2-security-group-search-ports-restricted',
  title: 'Security group keeps search engines and message queues from the internet',
  severity: 'high',
  resource: 'aws.ec2.security-group',
  reads: ['aws.ec2.prefix-list'],
  controls: [
    'hipaa:164.308(a)(3)(i)',
    'hipaa:164.308(a)(3)(ii)(B)',
    'hipaa:164.308(a)(4)(i)',
    'hipaa:164.308(a)(4)(ii)(A)',
    'hipaa:164.308(a)(4)(ii)(B)',
    'hipaa:164.308(a)(4)(ii)(C)',
    'hipaa:164.312(a)(1)',
    'hipaa:164.312(e)(1)',
  ],
  rationale:
    'Elasticsearch, Kibana and Kafka are often run without a login; everyone who reaches them reads, and can delete, what they hold',
  remediation:
    'Let the port in from the security group of the application only, and give people a way through a VPN or a Session Manager port forward',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],
  equivalents: {
    prowler: ['*_elasticsearch_kibana_9200_9300_5601', '*_tcp_port_kafka_9092'],
    powerpipe: ['vpc_security_group_restrict_ingress_kafka_port', 'vpc_security_group_restrict_ingress_kibana_port'],
    cloudsploit: ['openElasticsearch', 'openKibana'],
  },
  params: { ports: integers({ default: [5601, 9092, 9200, 9300], minimum: 0, maximum: 65_535 }) },
  examples: {
    pass: {
      ingress: [groupRule('tcp', 9200, 9200, '10.0.0.0/8')],
    },
    fail: {
      ingress: [groupRule('tcp', 9200, 9200, '0.0.0.0/0')],
    },
  },
  *evaluate(group, { params, inventory }) {
    for (const opening of exposureOf(group.ingress, inventory).openings(eachOf({ tcp: params.ports }))) {
      yield fail(`The internet reaches ${openingText(opening)}`, partOf('ingress', opening));
    }
  },
});
