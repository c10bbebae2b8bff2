import { integers } from '../../core/params.ts';
import { defineRule, fail } from '../../core/rule.ts';
import { groupRule } from '../shared/network-examples.ts';
import { eachOf, openingText, partOf } from '../shared/ports.ts';
import { exposureOf } from '../shared/security-group-rules.ts';

export default defineRule({
  id: 'ec2-security-group-service-ports-restricted',
  title: 'Security group keeps internal and plain-text services from the internet',
  severity: 'medium',
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
    'FTP and Telnet send passwords in the clear; Docker, RPC, file sharing, SNMP, VNC, Salt and Hadoop are made for inner networks and hand over the host when everyone reaches them',
  remediation:
    'Let the port in from the networks or groups that need it. Replace FTP and Telnet with SFTP and SSH. For a mail or name server that is public on purpose, waive the finding or leave the port out of the parameter',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],
  equivalents: {
    prowler: ['*_tcp_port_ftp_20_21', '*_tcp_port_telnet_23'],
    powerpipe: ['vpc_security_group_restrict_ingress_cifs_port_all'],
    cloudsploit: [
      'openFTP',
      'openTelnet',
      'openSMTP',
      'openDNS',
      'openDocker',
      'openLDAP*',
      'openNetBIOS',
      'openCIFS',
      'openSMBoTCP',
      'openRPC',
      'openSNMP',
      'openVNC*',
      'openSalt',
      'openHadoop*',
      'openInternalWeb',
    ],
    scoutsuite: ['ec2-security-group-opens-plaintext-port'],
  },
  params: {
    ports: integers({
      default: [
        20, 21, 23, 25, 53, 135, 139, 389, 445, 636, 2375, 2376, 4505, 4506, 5500, 5900, 8020, 8080, 9000, 50_070,
        50_470,
      ],
      minimum: 0,
      maximum: 65_535,
    }),
    udpPorts: integers({ default: [53, 137, 138, 161, 389, 445], minimum: 0, maximum: 65_535 }),
  },
  examples: {
    pass: {
      ingress: [groupRule('tcp', 23, 23, '10.0.0.0/8')],
    },
    fail: {
      ingress: [groupRule('tcp', 23, 23, '0.0.0.0/0')],
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
