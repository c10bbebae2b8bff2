import { integers } from '../../core/params.ts';
import { defineRule, fail } from '../../core/rule.ts';
import { groupRule } from '../shared/network-examples.ts';
import { eachOf, openingText, partOf } from '../shared/ports.ts';
import { exposureOf } from '../shared/security-group-rules.ts';

export default defineRule({
  id: 'ec2-security-group-database-ports-restricted',
  title: 'Security group keeps databases from the internet',
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
    'A database that everyone reaches has only its own login between the internet and the data, and several kinds come without one',
  remediation:
    'Let the port in from the security group of the application only. Give administrators a way through a bastion, a VPN or a Session Manager port forward',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19',
  ],
  equivalents: {
    prowler: [
      '*_tcp_port_mysql_3306',
      '*_tcp_port_postgres_5432',
      '*_tcp_port_oracle_1521_2483',
      '*_tcp_port_sql_server_1433_1434',
      '*_tcp_port_mongodb_27017_27018',
      '*_tcp_port_cassandra_7199_9160_8888',
      '*_tcp_port_redis_6379',
      '*_tcp_port_memcached_11211',
    ],
    powerpipe: ['vpc_security_group_restrict_ingress_redis_port', 'vpc_security_group_allows_ingress_to_*'],
    cloudsploit: [
      'openMySQL',
      'openPostgreSQL',
      'openOracle',
      'openOracleAutoDataWarehouse',
      'openSQLServer',
      'openMongoDB',
      'openCassandra*',
      'openRedis',
      'openMemcached',
    ],
  },
  params: {
    ports: integers({
      default: [1433, 1434, 1521, 3306, 5432, 5439, 6379, 7000, 7199, 8888, 9042, 9160, 11211, 27017, 27018],
      minimum: 0,
      maximum: 65_535,
    }),
    // SQL Server Browser, and memcached, which attackers use to amplify floods
    udpPorts: integers({ default: [1434, 11211], minimum: 0, maximum: 65_535 }),
  },
  examples: {
    pass: {
      ingress: [groupRule('tcp', 3306, 3306, '10.0.0.0/8')],
    },
    fail: {
      ingress: [groupRule('tcp', 3306, 3306, '0.0.0.0/0')],
    },
  },
  *evaluate(group, { params, inventory }) {
    for (const opening of exposureOf(group.ingress, inventory).openings(
      eachOf({ tcp: params.ports, udp: params.udpPorts }),
    )) {
      yield fail(`The internet reaches ${openingText(opening)}`, partOf('ingress', opening));
    }
  },
});
