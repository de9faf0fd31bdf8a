import type { Language } from "../../generate/write/writer.ts";

/** What a person is asked and told at the terminal. */
interface Words {
  readonly provider: string;
  readonly domain: string;
  readonly senders: string;
  readonly panels: string;
  readonly otherPanel: string;
  readonly panel: string;
  readonly notANumber: (last: number) => string;
  readonly value: (provider: string, label: string) => string;
  readonly where: (place: string) => string;
  readonly example: (text: string) => string;
  readonly options: (options: readonly string[]) => string;
  readonly mayWait: string;
  readonly ended: string;
  readonly gaveUp: string;
  readonly taken: (id: string, name: string) => string;
  readonly noProvider: (answer: string) => string;
  readonly onlyKnown: (name: string) => string;
  readonly several: (answer: string) => string;
  readonly more: (count: number) => string;
  readonly noDomain: string;
  readonly noSender: (answer: string) => string;
  readonly severalSenders: (answer: string, ids: readonly string[]) => string;
}

export const words: Readonly<Record<Language, Words>> = {
  en: {
    provider: "Who holds the mailboxes? (a name; parked: the domain has no mail)",
    domain: "Which domain? (what stands behind the @)",
    senders: "Who else sends mail in its name, newsletters say? (ids with commas, Enter for nobody)",
    panels: "Where do you enter the records?",
    otherPanel: "somewhere else",
    panel: "Number:",
    notANumber: (last) => `A number from 1 to ${last}, please.`,
    value: (provider, label) => `${provider} gives you: ${label}`,
    where: (place) => `  found at: ${place}`,
    example: (text) => `  looks like: ${text}`,
    options: (options) => `  one of: ${options.join(", ")}`,
    mayWait: "  Enter leaves its records out for now.",
    ended: "the answers ended before all was known; nothing was written",
    gaveUp: "no answer could be taken; nothing was written",
    taken: (id, name) => `  ${name} (${id})`,
    noProvider: (answer) => `No provider is known as "${answer}". Try a part of its name, or of its MX host.`,
    onlyKnown: (name) =>
      `${name} is recognised, and nobody documents what its customers publish: its records cannot be written.`,
    several: (answer) => `Several are known as "${answer}"; type one of these:`,
    more: (count) => `  and ${count} more: type more of the name`,
    noDomain: "That is no domain; type it whole, as example.com.",
    noSender: (answer) => `No sender is known as "${answer}".`,
    severalSenders: (answer, ids) => `"${answer}" is no sender's id; near it: ${ids.join(", ")}`,
  },
  ja: {
    provider:
      "メールボックスはどのサービスにありますか？（名前の一部で検索できます。メールを使わないドメインは parked）",
    domain: "ドメイン名を入力してください（メールアドレスの @ の後ろ）:",
    senders:
      "ほかにこのドメインで送信するサービスはありますか？（メルマガ配信など。ID をカンマ区切りで。なければ Enter）",
    panels: "DNSレコードをどこで入力しますか？",
    otherPanel: "その他",
    panel: "番号:",
    notANumber: (last) => `1 から ${last} までの番号を入力してください。`,
    value: (provider, label) => `${provider} から発行される値: ${label}`,
    where: (place) => `  確認場所: ${place}`,
    example: (text) => `  例: ${text}`,
    options: (options) => `  次のいずれか: ${options.join(", ")}`,
    mayWait: "  まだ分からない場合は Enter を押してください（このレコードは後で追加できます）。",
    ended: "入力が途中で終わったため、何も出力していません",
    gaveUp: "入力を受け付けられなかったため、何も出力していません",
    taken: (id, name) => `  ${name}（${id}）`,
    noProvider: (answer) =>
      `「${answer}」に当てはまるサービスが見つかりません。名前や MX ホスト名の一部を入力してください。`,
    onlyKnown: (name) => `${name} は判別できますが、設定すべきレコードの公式情報がないため、レコードを生成できません。`,
    several: (answer) => `「${answer}」に当てはまるサービスが複数あります。次のいずれかの ID を入力してください:`,
    more: (count) => `  ほか ${count} 件: 名前をもう少し詳しく入力してください`,
    noDomain: "ドメイン名ではありません。example.com のように入力してください。",
    noSender: (answer) => `「${answer}」という送信サービスは登録されていません。`,
    severalSenders: (answer, ids) => `「${answer}」は送信サービスの ID ではありません。近いもの: ${ids.join(", ")}`,
  },
};
