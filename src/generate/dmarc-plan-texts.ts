import type { StageState } from "./dmarc-plan.ts";
import type { Stage } from "./request.ts";
import type { Language } from "./write/writer.ts";

/** What must hold before the next stage; stable, for programs that read the plan. */
export type ConditionId =
  "reports" | "sources" | "senders" | "mended" | "unknown" | "cycle" | "forwarded" | "spam" | "dkim-alone" | "lists";

/** Every text of the plan. Values stand in double quotes in each language. */
export interface DmarcPlanTexts {
  readonly title: (domain: string, target: Stage) => string;
  readonly stage: Readonly<Record<StageState, (stage: Stage, from: string) => string>>;
  readonly publish: string;
  readonly declared: string;
  readonly next: (stage: Stage, earliest: string) => string;
  readonly otherwise: { readonly label: string; readonly none: string; readonly quarantine: string };
  readonly last: string;
  readonly effects: Readonly<Record<Stage, string>>;
  readonly conditions: {
    readonly reports: (to: string) => string;
    readonly sources: (domain: string) => string;
    readonly senders: (names: readonly string[]) => string;
    readonly mended: string;
    readonly unknown: string;
    readonly cycle: string;
    readonly forwarded: string;
    readonly spam: string;
    readonly "dkim-alone": string;
    readonly lists: (domain: string) => string;
  };
  readonly notes: {
    readonly there: (from: Stage, target: Stage) => string;
    readonly noDkim: string;
    readonly lists: string;
    readonly short: (days: number, least: number) => string;
  };
}

const en: DmarcPlanTexts = {
  title: (domain, target) => `DMARC plan for "${domain}", to "${target}"`,
  stage: {
    held: (stage, from) => `"${stage}", held since ${from}`,
    undated: (stage, from) => `"${stage}", held today; since when is not known, so its time counts from ${from}`,
    ahead: (stage, from) => `"${stage}", from ${from} at the earliest`,
  },
  publish: "Publish:",
  declared: "The record:",
  next: (stage, earliest) => `On to "${stage}" from ${earliest} on, if all of this holds:`,
  otherwise: {
    label: "If not:",
    none: 'stay at "none"; it touches nobody\'s mail, and costs nothing but time.',
    quarantine:
      'stay at "quarantine"; where mail of your own lands in spam, go back to "none", mend its SPF or DKIM, and begin the time anew.',
  },
  last: "Keep reading the reports. A new sender gets its DKIM key first, and shows in the reports with it, before it sends in earnest.",
  effects: {
    none: "Receivers report what passes and what fails, and deliver everything as before.",
    quarantine: "Receivers are asked to distrust what fails: mostly it goes to spam.",
    reject: "Receivers are asked to refuse what fails; where they know nothing else of it, it goes to spam.",
  },
  conditions: {
    reports: (to) => `aggregate reports arrive at "${to}"; large receivers send one a day`,
    sources: (domain) =>
      `every source that sends mail of yours passes in them, by SPF or DKIM with a domain that aligns with "${domain}"`,
    senders: (names) =>
      names.length === 0
        ? "each service that sends for you shows with DKIM that passes and aligns"
        : `each of these shows with DKIM that passes and aligns: ${names.join(", ")}`,
    mended: "what failed of your own mail is mended, and has passed since (RFC 9989 5.1.6)",
    unknown:
      "every source that you did not know is told apart: a service of yours that was forgotten, or somebody who forges your name",
    cycle: "the reports cover a whole cycle: monthly invoices, newsletters, what a program sends once a month",
    forwarded: "forwarded mail passes by DKIM; that its SPF fails is as it should be",
    spam: 'nobody misses mail of yours: what "quarantine" put into spam belonged there',
    "dkim-alone": 'no stream of yours passes by SPF alone: a domain at "reject" must not rely on it (RFC 9989 7.4)',
    lists: (domain) =>
      `nobody posts to mailing lists from addresses at "${domain}": lists change mail, which is then refused, and RFC 9989 7.4 advises such domains against "reject"`,
  },
  notes: {
    there: (from, target) =>
      from === target
        ? `The policy is at "${target}" already.`
        : `The policy is at "${from}" already, which is stricter than "${target}".`,
    noDkim:
      "No DKIM key is declared: set up DKIM at every sender first, for what the reports show before that says nothing about the next stage.",
    lists: 'Where users post to mailing lists, "quarantine" is the last stage (RFC 9989 7.4).',
    short: (days, least) =>
      `A stage of ${days === 1 ? "1 day" : `${days} days`} misses what is sent once a month; RFC 9989 7.4 asks for a month at least, and maildns for ${least} days.`,
  },
};

const ja: DmarcPlanTexts = {
  title: (domain, target) => `"${domain}" のDMARC計画("${target}" まで)`,
  stage: {
    held: (stage, from) => `"${stage}"(${from} から運用中)`,
    undated: (stage, from) => `"${stage}"(運用中。開始日が不明なため、${from} から数えます)`,
    ahead: (stage, from) => `"${stage}"(早くても ${from} から)`,
  },
  publish: "公開するレコード:",
  declared: "レコード:",
  next: (stage, earliest) => `${earliest} 以降、次のすべてを満たしたら "${stage}" に進みます:`,
  otherwise: {
    label: "満たさない場合:",
    none: '"none" のままにします。メールの配送には影響せず、時間がかかるだけです。',
    quarantine:
      '"quarantine" のままにします。自社のメールが迷惑メールに入る場合は "none" に戻し、SPFまたはDKIMを直してから、期間を数え直します。',
  },
  last: "その後もレポートを読み続けます。送信サービスを増やすときは、先にDKIM鍵を公開し、レポートで合格を確認してから本格的に送信します。",
  effects: {
    none: "受信側は合格と不合格を報告し、メールはこれまでどおり配送します。",
    quarantine: "受信側は不合格のメールを疑わしいものとして扱います。多くは迷惑メールに入ります。",
    reject: "受信側は不合格のメールを拒否します。ほかに判断材料がなければ迷惑メールに入れます。",
  },
  conditions: {
    reports: (to) => `集約レポートが "${to}" に届いている(大手の受信側は1日1通送ります)`,
    sources: (domain) =>
      `自社のメールを送るすべての送信元が、"${domain}" とアラインしたドメインのSPFまたはDKIMで合格している`,
    senders: (names) =>
      names.length === 0
        ? "利用中の送信サービスそれぞれが、アラインしたDKIMで合格している"
        : `次のそれぞれが、アラインしたDKIMで合格している: ${names.join("、")}`,
    mended: "不合格だった自社のメールを直し、その後は合格している(RFC 9989 5.1.6)",
    unknown: "見覚えのない送信元をすべて確認した(忘れていた自社のサービスか、なりすましか)",
    cycle: "レポートが一巡分の送信を含んでいる(月次の請求書、メールマガジン、月に一度だけ送るプログラムなど)",
    forwarded: "転送されたメールがDKIMで合格している(転送でSPFが不合格になるのは正常です)",
    spam: '届かないという苦情がない("quarantine" で迷惑メールに入ったのは、入るべきメールだけである)',
    "dkim-alone": 'SPFだけで合格している送信がない("reject" のドメインはSPFだけに頼ってはなりません。RFC 9989 7.4)',
    lists: (domain) =>
      `"${domain}" のアドレスからメーリングリストに投稿する人がいない(リストはメールを書き換えるため拒否されます。RFC 9989 7.4は、そのようなドメインに "reject" を勧めていません)`,
  },
  notes: {
    there: (from, target) =>
      from === target
        ? `ポリシーはすでに "${target}" です。`
        : `ポリシーはすでに "${target}" より厳しい "${from}" です。`,
    noDkim:
      "DKIM鍵が宣言されていません。先にすべての送信サービスでDKIMを設定してください。それまでのレポートでは次の段階に進めるか判断できません。",
    lists: '利用者がメーリングリストに投稿するドメインでは、"quarantine" を最後の段階とします(RFC 9989 7.4)。',
    short: (days, least) =>
      `${days}日では、月に一度だけ送るメールを見落とします。RFC 9989 7.4は少なくとも1か月、maildnsは${least}日を求めます。`,
  },
};

/** A language that lacks a text does not compile. */
export const textsIn: Readonly<Record<Language, DmarcPlanTexts>> = { en, ja };
