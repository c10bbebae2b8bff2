import type { Status } from './finding.ts';

/** `standard`: a heading with duties of its own; `required` and `addressable`: implementation specifications (45 CFR 164.306(d)). */
export type ControlType = 'standard' | 'required' | 'addressable';

export interface Control {
  /** As the framework spells it: `164.312(a)(2)(iv)`. */
  readonly id: string;
  readonly title: string;
  readonly type: ControlType;
}

/** A catalogue of controls. Which rules serve a control is derived from the rules, never kept here. */
export interface Framework {
  /** Prefix of its control ids in rules: `hipaa`. */
  readonly id: string;
  readonly title: string;
  /** Version or date of the text that the catalogue follows, and where it is. */
  readonly source: string;
  readonly controls: readonly Control[];
}

/**
 * What a report says of a control: the worst of its rules' findings; `attested` or `attestation-failed` where a person
 * answers it; `waived` where all that fails is waived; `not-assessed` where neither a rule of this run nor an attestation does.
 */
export type ControlStatus =
  | Extract<Status, 'pass' | 'fail' | 'unknown' | 'not-applicable'>
  | 'waived'
  | 'attested'
  | 'attestation-failed'
  | 'not-assessed';
