import { Server, ServerCredentials, status, type ServiceDefinition, type UntypedHandleCall } from "@grpc/grpc-js";
import type { ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";

/** What stands for a value that a preview cannot know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Handlers = Readonly<Record<string, UntypedHandleCall>>;

/** A method that fills a new answer and may not fail. */
export function answer<Request, Response>(
  Type: new () => Response,
  fill: (response: Response, request: Request) => void = () => undefined,
): UntypedHandleCall {
  const handle = ({ request }: ServerUnaryCall<Request, Response>, reply: sendUnaryData<Response>): void => {
    const response = new Type();
    try {
      fill(response, request);
    } catch (error) {
      return reply({ code: status.UNKNOWN, details: String(error instanceof Error ? error.message : error) });
    }
    reply(null, response);
  };
  return handle as UntypedHandleCall;
}

const unimplemented = (_call: unknown, reply?: sendUnaryData<never>): void =>
  reply?.({ code: status.UNIMPLEMENTED, details: "the stand-in does not have this method" });

/** Serves on a free port and prints it, as the engine expects of its plugins. What has no handler is UNIMPLEMENTED. */
export function serve(service: ServiceDefinition, handlers: Handlers): void {
  const all = Object.keys(service).map((name) => [name, handlers[name] ?? (unimplemented as UntypedHandleCall)]);
  const server = new Server({ "grpc.max_receive_message_length": -1 });
  server.addService(service, Object.fromEntries(all));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}
