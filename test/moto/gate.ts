import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { answered, asked } from './stand-in.ts';

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

/** An answer of the server. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Gate {
  readonly url: string;
  readonly passed: readonly Passing[];
  stop(): Promise<void>;
}

/**
 * A loopback gate before moto: passes calls on, but for those that `refuse` answers, in the form of AWS's error for that
 * protocol. Stands for a permission that is missing, an SCP, or throttling; and for what AWS does and moto does not. What
 * was answered once is answered again where gates share their answers: they stand before one and the same account.
 */
export async function startGate(
  target: string,
  refuse: (call: Passing) => Refusal | null,
  answers = new Map<string, Promise<Answered>>(),
): Promise<Gate> {
  const passed: Passing[] = [];
  const server = createServer((incoming, outgoing) => {
    void bodyOf(incoming)
      .then(async (body) => {
        const call = callOf(incoming, body);
        passed.push(call);
        const refusal = refuse(call);
        if (refusal !== null) {
          refuseWith(refusal, incoming, outgoing);
          return;
        }
        const reply = answered(call);
        if (reply !== null) {
          outgoing.writeHead(reply.status ?? 200, reply.headers).end(reply.body);
          return;
        }
        const question = `${call.operation} ${call.region} ${incoming.url ?? ''} ${body.toString()}`;
        const pending =
          answers.get(question) ??
          asked(target, call, incoming.headers, body).then((onward) => passOn(target, incoming, onward));
        if (call.operation !== 'iam:GenerateCredentialReport') answers.set(question, pending); // asked until it is done
        const answer = await pending;
        // A page for people is how moto says that it does not know the operation; AWS says so by a code.
        if (answer.status >= 400 && answer.headers['content-type']?.includes('text/html') === true) {
          refuseWith({ status: 400, code: 'InvalidAction', message: 'not implemented' }, incoming, outgoing);
          return;
        }
        outgoing.writeHead(answer.status, answer.headers).end(answer.body);
      })
      .catch(() => outgoing.destroy());
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

async function passOn(target: string, incoming: IncomingMessage, body: Buffer): Promise<Answered> {
  const { hostname, port } = new URL(target);
  const headers = { ...incoming.headers, 'content-length': String(body.length) };
  const onward = request({ hostname, port, method: incoming.method, path: incoming.url, headers });
  onward.end(body);
  const [reply] = (await once(onward, 'response')) as [IncomingMessage];
  // Of calls made at the same time moto draws the ids in any order; by the question they are the same every time.
  const { authorization = '', 'x-amz-target': operation = '' } = incoming.headers;
  const question = [authorization.split('/').slice(2, 4), operation, incoming.url, body].join(' ');
  const id = createHash('sha256').update(question).digest('hex').slice(0, 32);
  const named = { ...reply.headers, 'x-amzn-requestid': id };
  return { status: reply.statusCode ?? 502, headers: named, body: await bodyOf(reply) };
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
