import { Resolver as NodeResolver } from "node:dns/promises";
import type { Question } from "../model/measured.ts";
import { parseName } from "../model/name.ts";
import { isPublicName } from "./public-name.ts";
import type { DnsAnswer, Resolver } from "./resolver.ts";

export interface NodeDnsOptions {
  /** `address`, `address:port` or `[address]:port`; none: those of the system. */
  readonly servers: readonly string[];
  /** Milliseconds until a server is asked again, and how often; each time takes longer. */
  readonly timeout?: number;
  readonly tries?: number;
}

/** CNAME records followed where a server leaves that to us; resolvers give up between 8 and 16. */
const MAX_CHAIN = 8;

/** The DNS by node:dns. Answers that do not fit into a datagram are fetched over TCP. Throws where a server is no address. */
export function nodeResolver({ servers, timeout = 2000, tries = 2 }: NodeDnsOptions): Resolver {
  const resolver = new NodeResolver({ timeout, tries });
  if (servers.length > 0) resolver.setServers(servers);

  async function ask(question: Question, followed: number): Promise<DnsAnswer> {
    try {
      const values = await resolve(resolver, question);
      if (values.length > 0) return { state: "found", values };
    } catch (error) {
      const code = codeOf(error);
      if (code === "ENOTFOUND") return { state: "none", exists: false };
      if (code !== "ENODATA") return { state: "failed", reason: REASONS[code] ?? code };
    }
    return beyondAlias(question, followed);
  }

  /**
   * An authoritative server answers with a CNAME alone where its target is in another one's zone: no data there is no data
   * at the end only when no CNAME is left.
   */
  async function beyondAlias(question: Question, followed: number): Promise<DnsAnswer> {
    try {
      const [alias] = await resolver.resolveCname(question.name);
      const target = alias === undefined ? undefined : parseName(alias);
      if (target === undefined) return { state: "none", exists: true };
      if (followed === MAX_CHAIN) return { state: "failed", reason: "its CNAME records lead on and on" };
      if (!target.ok || !isPublicName(target.name))
        return { state: "failed", reason: "its CNAME leads out of the public DNS" };
      return await ask({ ...question, name: target.name }, followed + 1);
    } catch (error) {
      const code = codeOf(error);
      return code === "ENODATA" || code === "ENOTFOUND"
        ? { state: "none", exists: true }
        : { state: "failed", reason: REASONS[code] ?? code };
    }
  }

  return { ask: (question) => ask(question, 0), cancel: () => resolver.cancel() };
}

async function resolve(resolver: NodeResolver, { name, type }: Question): Promise<string[]> {
  switch (type) {
    case "TXT":
      return (await resolver.resolveTxt(name)).map((strings) => strings.join(""));
    case "MX":
      return (await resolver.resolveMx(name)).map(({ exchange }) => exchange);
    case "A":
      return resolver.resolve4(name);
    case "AAAA":
      return resolver.resolve6(name);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EBADNAME: "the name cannot be asked for",
  EBADRESP: "the answer could not be read",
  ECANCELLED: "the time was up",
  ECONNREFUSED: "the name server cannot be reached",
  EFORMERR: "the name server could not read the question",
  ENOTIMP: "the name server does not answer such questions",
  EREFUSED: "the name server refuses to answer (REFUSED)",
  ESERVFAIL: "the name server failed (SERVFAIL)",
  ETIMEOUT: "the name server took too long",
};

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "an unknown error";
}
