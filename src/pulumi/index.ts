export { MailDomain } from "./mail-domain.ts";
export { cloudflareWriter } from "./cloudflare.ts";
export type {
  DeclaredRecord,
  DkimKeyArgs,
  GatewayArgs,
  GatewayId,
  MailArgs,
  MailDomainArgs,
  MailRecord,
  ParkedArgs,
  ProviderId,
  RecordType,
  RecordWriter,
  SenderArgs,
  SenderId,
  Text,
  WriteContext,
} from "./types.ts";
