import type { Name } from "../../model/name.ts";
import type { Note } from "../planned.ts";
import { shownText } from "./shown.ts";

/** What a merge did, or left, that the records alone do not tell. */
export const notes = {
  notWhole: (origin: Name): Note => ({
    en: `the document shows a part of ${origin} only: what stands elsewhere, an MX or an SPF policy above all, was not seen`,
    ja: `この文書は${origin}の一部だけです。ほかの場所にあるレコード(特にMXとSPF)は確認していません`,
  }),
  severalSpf: (name: Name, count: number): Note => ({
    en: `${name} had ${count} SPF policies, for which receivers answer permerror (RFC 7208 4.5); they are one now`,
    ja: `${name}にはSPFレコードが${count}件あり、受信側ではpermerrorになります(RFC 7208 4.5)。1件にまとめました`,
  }),
  mendedSpf: (name: Name, broken: string): Note => ({
    en: `the SPF policy of ${name} held "${shownText(broken, 200)}", for which receivers answer permerror; it is written as it was meant`,
    ja: `${name}のSPFには「${shownText(broken, 200)}」があり、受信側ではpermerrorになります。意図された形に直しました`,
  }),
  redirectSpf: (name: Name, redirect: string, all: string): Note => ({
    en: `the SPF policy of ${name} named ${shownText(redirect, 200)}, which leaves no room for others (RFC 7208 6.1); it is an include now, and "${all}" judges what that policy does not let pass`,
    ja: `${name}のSPFにあった${shownText(redirect, 200)}はほかの項目と併用できないため(RFC 7208 6.1)、includeに改めました。一致しない送信元は「${all}」で判定されます`,
  }),
  endOfSpf: (name: Name, before: string, after: string): Note => ({
    en: `the SPF policy of ${name} ended in "${before}"; it ends in "${after}" now`,
    ja: `${name}のSPFの末尾を「${before}」から「${after}」に変えました`,
  }),
  dmarcElsewhere: (name: Name): Note => ({
    en: `${name} is an alias or answered from elsewhere, and stays so: the policy of DMARC is set where it leads`,
    ja: `${name}は別名または委任されているため、そのまま残します。DMARCのポリシーは委任先で設定してください`,
  }),
  dmarcInherited: (name: Name, from: Name): Note => ({
    en: `the DMARC policy of ${from} holds for ${name} as well, and stays so; --dmarc gives it one of its own`,
    ja: `${name}には${from}のDMARCポリシーが適用されるため、そのままにします。--dmarcで独自のポリシーを指定できます`,
  }),
  dmarcHidden: (name: Name): Note => ({
    en: `${name} has a TXT record whose text is hidden; it is taken for the DMARC record and stays`,
    ja: `${name}のTXTレコードは値が隠されています。DMARCレコードとみなし、そのまま残します`,
  }),
  brokenDmarc: (name: Name, text: string): Note => ({
    en: `"${shownText(text, 300)}" at ${name} is no DMARC record that receivers act on; it is replaced`,
    ja: `${name}の「${shownText(text, 300)}」はDMARCレコードとして使われません。置き換えます`,
  }),
  severalDmarc: (name: Name, count: number): Note => ({
    en: `${name} had ${count} DMARC records, of which receivers use none (RFC 9989 4.10.1); there is one now`,
    ja: `${name}にはDMARCレコードが${count}件あり、どれも使われません(RFC 9989 4.10.1)。1件にまとめました`,
  }),
  removedTags: (name: Name, tags: readonly string[]): Note => ({
    en: `the DMARC record of ${name} is rewritten without ${tags.join(", ")}: RFC 9989 has dropped such tags (C.5.2)`,
    ja: `${name}のDMARCレコードから${tags.join("、")}を除きました。RFC 9989で廃止されたタグです(C.5.2)`,
  }),
  keysGo: (names: readonly string[]): Note => ({
    en: `the DKIM records of ${names.join(", ")} go: mail signed before may be on its way for some days, and fails where it is verified after that; where that matters, put them back for a week`,
    ja: `${names.join("、")}のDKIMレコードを削除します。配送中のメールの署名は検証できなくなるため、必要なら1週間ほど残してください`,
  }),
  mtaSts: (name: Name): Note => ({
    en: `_mta-sts.${name} announces an MTA-STS policy: before the MX moves, the file https://mta-sts.${name}/.well-known/mta-sts.txt must list the new hosts beside the old ones, under a new id, for as long as max_age of the policy before; else senders that enforce it refuse the new hosts`,
    ja: `_mta-sts.${name}がMTA-STSポリシーを告知しています。MXを移す前に、https://mta-sts.${name}/.well-known/mta-sts.txt に新旧両方のホストを載せてidを変え、以前のポリシーのmax_ageが過ぎるまで待ってください。そうしないと、enforceの送信元は新しいホストへの配送を拒みます`,
  }),
} as const;
