import type { Framework } from '../../core/framework.ts';

/**
 * The HIPAA Security Rule: every standard and implementation specification of 45 CFR 164.308 to 164.316. What is
 * addressable is data, not code: the proposed rule of 6 January 2025 (90 FR 898) would make all of it required.
 * "Addressable" is not optional: who does not implement it documents why (164.306(d)(3)).
 */
const hipaa = {
  id: 'hipaa',
  title: 'HIPAA Security Rule',
  source:
    '45 CFR Part 164 Subpart C, as published on 20 February 2003 (68 FR 8334) and amended on 25 January 2013 (78 FR 5566) and 7 June 2013 (78 FR 34264): https://www.ecfr.gov/current/title-45/part-164/subpart-C',
  controls: [
    { id: '164.308(a)(1)(i)', title: 'Security management process', type: 'standard' },
    { id: '164.308(a)(1)(ii)(A)', title: 'Risk analysis', type: 'required' },
    { id: '164.308(a)(1)(ii)(B)', title: 'Risk management', type: 'required' },
    { id: '164.308(a)(1)(ii)(C)', title: 'Sanction policy', type: 'required' },
    { id: '164.308(a)(1)(ii)(D)', title: 'Information system activity review', type: 'required' },
    { id: '164.308(a)(2)', title: 'Assigned security responsibility', type: 'standard' },
    { id: '164.308(a)(3)(i)', title: 'Workforce security', type: 'standard' },
    { id: '164.308(a)(3)(ii)(A)', title: 'Authorization and/or supervision', type: 'addressable' },
    { id: '164.308(a)(3)(ii)(B)', title: 'Workforce clearance procedure', type: 'addressable' },
    { id: '164.308(a)(3)(ii)(C)', title: 'Termination procedures', type: 'addressable' },
    { id: '164.308(a)(4)(i)', title: 'Information access management', type: 'standard' },
    { id: '164.308(a)(4)(ii)(A)', title: 'Isolating health care clearinghouse functions', type: 'required' },
    { id: '164.308(a)(4)(ii)(B)', title: 'Access authorization', type: 'addressable' },
    { id: '164.308(a)(4)(ii)(C)', title: 'Access establishment and modification', type: 'addressable' },
    { id: '164.308(a)(5)(i)', title: 'Security awareness and training', type: 'standard' },
    { id: '164.308(a)(5)(ii)(A)', title: 'Security reminders', type: 'addressable' },
    { id: '164.308(a)(5)(ii)(B)', title: 'Protection from malicious software', type: 'addressable' },
    { id: '164.308(a)(5)(ii)(C)', title: 'Log-in monitoring', type: 'addressable' },
    { id: '164.308(a)(5)(ii)(D)', title: 'Password management', type: 'addressable' },
    { id: '164.308(a)(6)(i)', title: 'Security incident procedures', type: 'standard' },
    { id: '164.308(a)(6)(ii)', title: 'Response and reporting', type: 'required' },
    { id: '164.308(a)(7)(i)', title: 'Contingency plan', type: 'standard' },
    { id: '164.308(a)(7)(ii)(A)', title: 'Data backup plan', type: 'required' },
    { id: '164.308(a)(7)(ii)(B)', title: 'Disaster recovery plan', type: 'required' },
    { id: '164.308(a)(7)(ii)(C)', title: 'Emergency mode operation plan', type: 'required' },
    { id: '164.308(a)(7)(ii)(D)', title: 'Testing and revision procedures', type: 'addressable' },
    { id: '164.308(a)(7)(ii)(E)', title: 'Applications and data criticality analysis', type: 'addressable' },
    { id: '164.308(a)(8)', title: 'Evaluation', type: 'standard' },
    { id: '164.308(b)(1)', title: 'Business associate contracts and other arrangements', type: 'standard' },
    { id: '164.308(b)(3)', title: 'Written contract or other arrangement', type: 'required' },
    { id: '164.310(a)(1)', title: 'Facility access controls', type: 'standard' },
    { id: '164.310(a)(2)(i)', title: 'Contingency operations', type: 'addressable' },
    { id: '164.310(a)(2)(ii)', title: 'Facility security plan', type: 'addressable' },
    { id: '164.310(a)(2)(iii)', title: 'Access control and validation procedures', type: 'addressable' },
    { id: '164.310(a)(2)(iv)', title: 'Maintenance records', type: 'addressable' },
    { id: '164.310(b)', title: 'Workstation use', type: 'standard' },
    { id: '164.310(c)', title: 'Workstation security', type: 'standard' },
    { id: '164.310(d)(1)', title: 'Device and media controls', type: 'standard' },
    { id: '164.310(d)(2)(i)', title: 'Disposal', type: 'required' },
    { id: '164.310(d)(2)(ii)', title: 'Media re-use', type: 'required' },
    { id: '164.310(d)(2)(iii)', title: 'Accountability', type: 'addressable' },
    { id: '164.310(d)(2)(iv)', title: 'Data backup and storage', type: 'addressable' },
    { id: '164.312(a)(1)', title: 'Access control', type: 'standard' },
    { id: '164.312(a)(2)(i)', title: 'Unique user identification', type: 'required' },
    { id: '164.312(a)(2)(ii)', title: 'Emergency access procedure', type: 'required' },
    { id: '164.312(a)(2)(iii)', title: 'Automatic logoff', type: 'addressable' },
    { id: '164.312(a)(2)(iv)', title: 'Encryption and decryption', type: 'addressable' },
    { id: '164.312(b)', title: 'Audit controls', type: 'standard' },
    { id: '164.312(c)(1)', title: 'Integrity', type: 'standard' },
    {
      id: '164.312(c)(2)',
      title: 'Mechanism to authenticate electronic protected health information',
      type: 'addressable',
    },
    { id: '164.312(d)', title: 'Person or entity authentication', type: 'standard' },
    { id: '164.312(e)(1)', title: 'Transmission security', type: 'standard' },
    { id: '164.312(e)(2)(i)', title: 'Integrity controls', type: 'addressable' },
    { id: '164.312(e)(2)(ii)', title: 'Encryption', type: 'addressable' },
    { id: '164.314(a)(1)', title: 'Business associate contracts or other arrangements', type: 'standard' },
    { id: '164.314(a)(2)(i)', title: 'Business associate contracts', type: 'required' },
    { id: '164.314(a)(2)(iii)', title: 'Business associate contracts with subcontractors', type: 'required' },
    { id: '164.314(b)(1)', title: 'Requirements for group health plans', type: 'standard' },
    { id: '164.314(b)(2)', title: 'Plan documents of group health plans', type: 'required' },
    { id: '164.314(b)(2)(i)', title: 'Group health plan: safeguards', type: 'required' },
    { id: '164.314(b)(2)(ii)', title: 'Group health plan: adequate separation', type: 'required' },
    { id: '164.314(b)(2)(iii)', title: 'Group health plan: agents', type: 'required' },
    { id: '164.314(b)(2)(iv)', title: 'Group health plan: incident reports', type: 'required' },
    { id: '164.316(a)', title: 'Policies and procedures', type: 'standard' },
    { id: '164.316(b)(1)', title: 'Documentation', type: 'standard' },
    { id: '164.316(b)(2)(i)', title: 'Time limit', type: 'required' },
    { id: '164.316(b)(2)(ii)', title: 'Availability', type: 'required' },
    { id: '164.316(b)(2)(iii)', title: 'Updates', type: 'required' },
  ],
} as const satisfies Framework;

export default hipaa;

declare module '../../core/rule.ts' {
  interface ControlCatalogues {
    hipaa: `${typeof hipaa.id}:${(typeof hipaa.controls)[number]['id']}`;
  }
}
