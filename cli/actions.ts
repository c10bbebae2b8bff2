import { isOperationId, operations, type OperationId } from '../collectors/aws/operations.ts';

/** The IAM action that allows an operation: mostly its own name. */
export function actionOf(operation: string): string {
  return isOperationId(operation) ? ((operations[operation] as { action?: string }).action ?? operation) : operation;
}

/** The actions that these operations need, sorted. */
export function actionsOf(ids: Iterable<OperationId>): string[] {
  return [...new Set([...ids].map(actionOf))].sort();
}
