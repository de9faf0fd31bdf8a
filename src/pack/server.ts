import {
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerUnaryCall,
  type UntypedHandleCall,
} from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import analyzerService from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/analyzer_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import type { Remedied } from "../edit/pulumi/remedies.ts";
import type { Severity } from "../model/finding.ts";
import type { PackConfig, PolicyConfig } from "./levels.ts";
import { line } from "./message.ts";
import { PACK_NAME, policies, unset, type Level, type Policy } from "./policies.ts";
import type { Resource } from "./resource.ts";
import { rules } from "../rules/index.ts";
import type { Session } from "./session.ts";
import type { Violation } from "./violation.ts";
import { version } from "../model/version.ts";
import { plain, toStruct } from "./wire.ts";

/** As Pulumi's own SDK allows. */
const MAX_MESSAGE = 400 * 1024 * 1024;

const levels: Readonly<Record<Level, messages.EnforcementLevel>> = {
  advisory: messages.EnforcementLevel.ADVISORY,
  mandatory: messages.EnforcementLevel.MANDATORY,
  disabled: messages.EnforcementLevel.DISABLED,
  remediate: messages.EnforcementLevel.REMEDIATE,
};
const severities: Readonly<Record<Severity, messages.PolicySeverity>> = {
  error: messages.PolicySeverity.POLICY_SEVERITY_HIGH,
  warning: messages.PolicySeverity.POLICY_SEVERITY_MEDIUM,
  info: messages.PolicySeverity.POLICY_SEVERITY_LOW,
};
const types = {
  resource: messages.PolicyType.POLICY_TYPE_RESOURCE,
  stack: messages.PolicyType.POLICY_TYPE_STACK,
} as const;

/** Serves the Analyzer protocol (pulumi/analyzer.proto) on a free port of the loopback interface; gives the port. */
export function serve(session: Session): Promise<number> {
  const server = new Server({ "grpc.max_receive_message_length": MAX_MESSAGE });
  const handlers: Record<string, UntypedHandleCall> = {
    getPluginInfo: answer((_: Empty) => {
      const info = new plugin.PluginInfo();
      info.setVersion(version);
      return info;
    }),
    handshake: answer((_: messages.AnalyzerHandshakeRequest) => new messages.AnalyzerHandshakeResponse()),
    getAnalyzerInfo: answer((_: Empty) => analyzerInfo()),
    configureStack: answer((request: messages.AnalyzerStackConfigureRequest) => {
      session.configureStack({
        stack: request.getStack(),
        project: request.getProject(),
        organization: request.getOrganization(),
        dryRun: request.getDryRun(),
      });
      return new messages.AnalyzerStackConfigureResponse();
    }),
    configure: answer((request: messages.ConfigureAnalyzerRequest) => {
      session.configure(configOf(request));
      return new Empty();
    }),
    analyze: answer(async (request: messages.AnalyzeRequest) => response(await session.analyze(resourceOf(request)))),
    analyzeStack: answer(async (request: messages.AnalyzeStackRequest) => {
      const result = response(await session.analyzeStack(request.getResourcesList().map(stackResourceOf)));
      result.setNotApplicableList(changeRules.map(notApplicable));
      return result;
    }),
    remediate: answer(async (request: messages.AnalyzeRequest) =>
      remediations(await session.remediate(resourceOf(request))),
    ),
    cancel: answer((_: Empty) => new Empty()),
  };
  server.addService(analyzerService.AnalyzerService, handlers);
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}

/** A handler that says what failed in place of ending the process. */
function answer<Q, A>(handle: (request: Q) => A | Promise<A>): UntypedHandleCall {
  return ({ request }: ServerUnaryCall<Q, A>, reply: sendUnaryData<A>): void => {
    const fail = (error: unknown): void => {
      const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
      reply({ code: status.INTERNAL, details });
    };
    try {
      Promise.resolve(handle(request)).then((result) => reply(null, result), fail);
    } catch (error) {
      fail(error);
    }
  };
}

function analyzerInfo(): messages.AnalyzerInfo {
  const info = new messages.AnalyzerInfo();
  info.setName(PACK_NAME);
  info.setDisplayname("maildns");
  info.setDescription("Stops a DNS change from breaking mail before it is deployed");
  info.setVersion(version);
  info.setSupportsconfig(true);
  info.setPoliciesList(policies.map(policyInfo));
  for (const [name, level] of unset) {
    const config = new messages.PolicyConfig();
    config.setEnforcementlevel(levels[level]);
    config.setProperties(toStruct({}));
    info.getInitialconfigMap().set(name, config);
  }
  return info;
}

function policyInfo(policy: Policy): messages.PolicyInfo {
  const info = new messages.PolicyInfo();
  info.setName(policy.name);
  info.setDisplayname(policy.displayName);
  info.setDescription(policy.description);
  info.setMessage(policy.description);
  info.setEnforcementlevel(levels[policy.level]);
  info.setPolicyType(types[policy.type]);
  info.setSeverity(severities[policy.severity]);
  info.setRemediationSteps(policy.remediationSteps);
  info.setTagsList([...policy.tags]);
  if (policy.url !== undefined) info.setUrl(policy.url);
  if (Object.keys(policy.options).length > 0) {
    const schema = new messages.PolicyConfigSchema();
    schema.setProperties(toStruct(policy.options));
    info.setConfigschema(schema);
  }
  return info;
}

const levelNames = new Map<messages.EnforcementLevel, Level>(
  Object.entries(levels).map(([name, value]) => [value, name as Level]),
);

function configOf(request: messages.ConfigureAnalyzerRequest): PackConfig {
  const config = new Map<string, PolicyConfig>();
  request.getPolicyconfigMap().forEach((value, name) => {
    const level = levelNames.get(value.getEnforcementlevel());
    if (level !== undefined) config.set(name, { level, properties: plain(value.getProperties()) });
  });
  return config;
}

function resourceOf(request: messages.AnalyzeRequest | messages.AnalyzerResource): Resource {
  let properties: Record<string, unknown> | undefined;
  return {
    urn: request.getUrn(),
    type: request.getType(),
    // Most resources of a stack are no DNS records: theirs are never looked at.
    get properties() {
      return (properties ??= plain(request.getProperties()));
    },
  };
}

function stackResourceOf(resource: messages.AnalyzerResource): Resource {
  const base = resourceOf(resource);
  return {
    urn: base.urn,
    type: base.type,
    get properties() {
      return base.properties;
    },
    get dependencies() {
      return resource.getDependenciesList();
    },
    get propertyDependencies() {
      const entries: [string, readonly string[]][] = [];
      resource.getPropertydependenciesMap().forEach((value, key) => entries.push([key, value.getUrnsList()]));
      return Object.fromEntries(entries);
    },
  };
}

const changeRules = rules.filter(({ kind }) => kind === "change").map(({ id }) => id);
const byName = new Map(policies.map((policy) => [policy.name, policy]));

/** Else the engine would count them among the policies that a stack has passed. */
function notApplicable(name: string): messages.PolicyNotApplicable {
  const message = new messages.PolicyNotApplicable();
  message.setPolicyName(name);
  message.setReason('a policy pack is told nothing of the state before; "maildns lint" on "pulumi preview --json" is');
  return message;
}

function response(violations: readonly Violation[]): messages.AnalyzeResponse {
  const result = new messages.AnalyzeResponse();
  result.setDiagnosticsList(
    violations.map(({ policy, message, level, urn }) => {
      const diagnostic = new messages.AnalyzeDiagnostic();
      diagnostic.setPolicyname(policy);
      diagnostic.setPolicypackname(PACK_NAME);
      diagnostic.setPolicypackversion(version);
      diagnostic.setDescription(byName.get(policy)?.description ?? "");
      diagnostic.setMessage(message);
      diagnostic.setEnforcementlevel(levels[level]);
      diagnostic.setSeverity(severities[byName.get(policy)?.severity ?? "error"]);
      if (urn !== undefined) diagnostic.setUrn(urn);
      return diagnostic;
    }),
  );
  return result;
}

/** Each upon the one before; what could not be mended is told as a warning. */
function remediations({ remedies, kept }: Remedied): messages.RemediateResponse {
  const made = (rule: string): messages.Remediation => {
    const remediation = new messages.Remediation();
    remediation.setPolicyname(rule);
    remediation.setPolicypackname(PACK_NAME);
    remediation.setPolicypackversion(version);
    remediation.setDescription(byName.get(rule)?.description ?? "");
    return remediation;
  };
  const result = new messages.RemediateResponse();
  for (const { rule, properties } of remedies) {
    const remediation = made(rule);
    remediation.setProperties(toStruct(properties));
    result.addRemediations(remediation);
  }
  for (const { finding, reason } of kept) {
    const remediation = made(finding.fix?.by ?? finding.rule);
    remediation.setDiagnostic(`not mended: ${line(reason)}`);
    result.addRemediations(remediation);
  }
  return result;
}
