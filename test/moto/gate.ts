import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

/** One call as it passes: what is asked, and where. */
export interface Passing {
  /** `ec2:DescribeFlowLogs`. */
  readonly operation: string;
  readonly region: string;
}

/** What to answer in place of the server: an error code of AWS, and its status. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export interface Gate {
  readonly url: string;
  readonly passed: readonly Passing[];
  stop(): Promise<void>;
}

/**
 * A loopback gate before an AWS API: passes calls on, but for those that `refuse` answers, in the form of AWS's error
 * for that protocol. Stands for a permission that is missing, an SCP, or throttling.
 */
export async function startGate(target: string, refuse: (call: Passing) => Refusal | null): Promise<Gate> {
  const passed: Passing[] = [];
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, answer) => {
    void bodyOf(incoming).then((body) => {
      const call = callOf(incoming, body);
      passed.push(call);
      const refusal = refuse(call);
      if (refusal !== null) {
        refuseWith(refusal, incoming, answer);
        return;
      }
      const onward = request(
        { hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers },
        (reply) => {
          answer.writeHead(reply.statusCode ?? 502, reply.headers);
          reply.pipe(answer);
        },
      );
      onward.on('error', () => answer.destroy());
      onward.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    passed,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The signature names Region and service; the operation is in the body, a header or the path, by protocol. */
function callOf(incoming: IncomingMessage, body: Buffer): Passing {
  const [, , region = '', service = ''] =
    /Credential=([^,]+)/.exec(incoming.headers.authorization ?? '')?.[1]?.split('/') ?? [];
  const target = incoming.headers['x-amz-target'];
  const name =
    typeof target === 'string'
      ? target.split('.').at(-1)
      : (new URLSearchParams(body.toString()).get('Action') ?? restOperations[incoming.url?.split('?')[0] ?? '']);
  return { operation: `${service}:${name ?? incoming.url ?? ''}`, region };
}

const restOperations: Record<string, string> = {
  '/status/batch/get': 'BatchGetAccountStatus',
  '/findings/list': 'ListFindings',
};

function refuseWith({ status, code, message }: Refusal, incoming: IncomingMessage, answer: ServerResponse): void {
  const id = '00000000-0000-4000-8000-000000000000';
  const json = incoming.headers['content-type']?.includes('json') === true;
  const ec2 = incoming.headers.authorization?.includes('/ec2/') === true;
  const text = json
    ? JSON.stringify({ __type: code, message })
    : ec2
      ? `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>${id}</RequestID></Response>`
      : `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${id}</RequestId></ErrorResponse>`;
  answer.writeHead(status, {
    'content-type': json ? 'application/x-amz-json-1.1' : 'text/xml',
    'x-amzn-requestid': id,
    ...(json ? { 'x-amzn-errortype': code } : {}),
  });
  answer.end(text);
}
