import findings from '../../../collectors/aws/inspector/findings.ts';
import { defineTriple } from '../triple.ts';

export default defineTriple({
  kind: 'aws.inspector.finding',
  live: { collector: findings, answers: {} },
  terraform: 'Inspector makes findings, nobody plans them',
  cloudformation: 'Inspector makes findings, nobody plans them',
});
