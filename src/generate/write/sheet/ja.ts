import { code, foreign, say } from "./block.ts";
import type { Texts } from "./texts.ts";

export const ja: Texts = {
  field: {
    type: "種類",
    owner: "名前",
    value: "値",
    preference: "優先度",
    weight: "重み",
    port: "ポート",
    ttl: "TTL",
    proxy: "プロキシ",
  },
  purpose: {
    mx: (name) => say`MX：${name} 宛てのメールの届け先`,
    "mx-address": (name) => say`メールサーバー ${name} のアドレス`,
    spf: (name) => say`SPF：${name} のメールを送信できるサーバー`,
    dkim: (name, provider) => say`DKIM：${provider}の電子署名を確認するための鍵（${name}）`,
    dmarc: (name) => say`DMARC：${name} を名乗るなりすましメールの扱い`,
    "mta-sts": () => say`MTA-STS：暗号化（TLS）による配送の指定`,
    "tls-rpt": () => say`TLS-RPT：TLSに関するレポートの送り先`,
    "return-path": (_, provider) => say`Return-Path：${provider}のエラーメールの届け先`,
    verification: (_, provider) => say`所有権の確認：${provider}がドメインの所有者を確認するためのレコード`,
    other: (name, provider) => say`${name}：${provider}用のレコード`,
  },
  stages: {
    none: say`DMARCは ${code("p=none")} で、まだ何も拒否しません。1か月以上レポートを確認し、自社のメールがすべて合格していれば ${code("p=quarantine")} に、さらに1か月以上様子を見てから ${code("p=reject")} に進めてください。`,
    quarantine: say`DMARCは ${code("p=quarantine")} で、認証に失敗したメールは迷惑メールに振り分けられます。1か月以上レポートを確認し、自社のメールに失敗がなければ ${code("p=reject")} に進めてください。`,
    reject: say`DMARCは ${code("p=reject")} で、認証に失敗したメールは拒否されます。自社のメールが5.7.26で戻ってくる場合は、原因が分かるまで ${code("p=none")} に戻してください。`,
  },
  title: (domain) => say`${code(domain)} のメール用DNSレコード`,
  providers: (names) => say`ご利用のサービス：${names}`,
  noMail: say`このドメインではメールを送受信しません。そのことを示すレコードです。`,
  panel: (title, date) => say`入力する画面：${title}（${date}時点）`,
  path: (where) => say`画面の開き方：${where}`,
  noPanel: say`入力する画面：ドメインのネームサーバーを管理している会社のDNS設定画面`,
  and: "、",
  between: "",
  somebody: "ご利用のサービス",
  blank: "（空欄）",
  blankOrAt: say`${code("@")} または空欄（画面の説明に従ってください）`,
  leaveTtl: "（初期値のまま）",
  unknown: "（未定）",
  proxyOff: "DNSのみ（DNS only）",
  lineCount: (count) => `（${count}行）`,
  pasteBelow: "（下の行をすべて貼り付け）",
  head: { field: "項目", enter: "入力する内容", now: "現在", changeTo: "変更後", find: "現在の内容" },
  gloss: (label) => label,
  fullName: "名前（ドメイン名を含む）",

  beforeTitle: "作業の前に",
  mailboxes: (names) =>
    say`${names}に必要なメールアドレスがすべて作成され、ログインできることを確認してください。存在しないアドレス宛てのメールは受け取りを拒否されます（550 5.1.1）。`,
  verified: (names) =>
    say`${names}の管理画面で、ドメインが確認済みになっていることを確認してください。確認用のレコードが下にある場合は、それを先に入力します。`,
  screenshot: say`現在のレコードをすべて、画面のスクリーンショットで控えてください。元に戻すときに必要です。`,
  copyPaste: (domain) =>
    say`値は手で打たず、このシートからコピーして貼り付けてください。前後に空白を入れず、途中で改行しないでください。${code("@")} とある項目には @ だけを入力し、「（空欄）」とある項目には何も入力しません。名前の後ろに ${code(`.${domain}`)} を付け足さないでください。`,
  maybeDot: say`下の表のホスト名は、末尾のドット（.）を付けずに書いています。画面の入力例の末尾にドットがある場合は、MXとCNAMEの値の末尾にもドットを付けてください。`,
  oldMx: (domain) =>
    say`現在登録されている ${code(domain)} のMXを確認してください。新しいMXを入力するときに、古いMXは削除します。2つのサービスのMXが並ぶと、メールが届かないことがあります。`,
  oldSpf: say`${code("v=spf1")} で始まるTXTレコードがすでにあるか確認してください。ある場合は、2つ目を追加せず、そのレコードを書き換えます。2つあるとSPFは無効になります。`,
  lowerTtl: say`お急ぎでない場合は、変更・削除するレコードのTTLを今日のうちに300に短くしておき、明日切り替えてください。切り替えが数分で反映されるようになります。`,
  reports: (address) =>
    say`DMARCのレポートが ${code(address)} に届きます。受信できるアドレスであることを確認してください。`,

  recordsTitle: "入力するレコード",
  inOrder: say`上から順に入力してください。MXを入力した時点からメールの届け先が切り替わるため、MXは後のほうにあります。`,
  kinds: { add: "追加", change: "変更", remove: "削除" },
  summary: (add, change, remove, keep) =>
    say`追加${add}件、変更${change}件、削除${remove}件です。そのほかのレコード（${keep}件）は変更しないでください。`,
  nothing: say`変更は必要ありません。レコードはすでに正しく設定されています。`,
  titled: (kind, title) => say`【${kind}】${title}`,
  ofType: (type, name) => say`${name} の${foreign(type)}`,
  aside: (text) => say`（${foreign(text)}）`,
  pasteLines: say`次の行を、入力欄にある内容の後ろに貼り付けてください。`,
  saveLines: say`最後に保存してください。`,
  changeLines: say`次の行を探してください。`,
  changedLines: say`上の行を、次の内容に書き換えてください。`,
  removeLines: say`次の行を削除してください。`,
  noLine: say`このレコードの行の書き方は確認できていません。上の値を伝えて、サポートへお問い合わせください。`,
  newSet: say`この値のレコードを1つ作成してください。同じ名前のTXTレコードがすでにある場合、2つ目は作成できません。そのレコードを開き、「値」に行を追加してください。`,
  newMxSet: say`この値のレコードを1つ作成してください。同じ名前のMXレコードがすでにある場合は、そのレコードを開き、「値」をすべてこの内容に置き換えてください。元の値は古いサービスの届け先です。`,
  wholeSet: say`レコードを開き、「値」を次の行にすべて置き換えてください。残す行もこの中に含まれています。`,
  oneOfSet: say`この画面では、レコードの「値」のうちの1行です。レコードを開いてその行だけを編集し、ほかの行は変更しないでください。同じ名前と種類の行の削除と追加は、1回の編集で行ってください。`,
  mxNow: (name) => say`続けて、${name} の古いMXをすべて削除し、新しいMXだけにしてください。`,
  mxLines: say`保存する前に、${code("mx")} で始まる古い行をすべて削除し、新しい行だけにしてください。`,
  spfMerge: (name, terms) =>
    say`${name} に ${code("v=spf1")} で始まるTXTがすでにある場合は、2つ目は追加せず、既存の値の末尾にある ${code("~all")}（または ${code("-all")}、${code("?all")}）の前に ${code(terms)} を書き加えてください。`,
  oldDmarc: (name) =>
    say`${name} に ${code("v=DMARC1")} で始まるTXTがすでにある場合は、追加せず、そのレコードを書き換えてください。2つあるとDMARCは無効になります。`,
  nullMx: say`値はドット1つで、メールを受け取らないことを表します。入力できない場合は、MXを1つも登録しないでください。`,
  over: (length) => say`この値は${length}文字あります。`,
  cannotType: say`この値には、入力や表示ができない文字が含まれています。その文字は ${code("\\x0a")} のような形で示しています。`,
  outside: (origin) =>
    say`この名前は ${code(origin)} の範囲外です。その名前を管理しているDNSの画面で入力してください。`,
  unknownFields: say`この種類の入力欄の名称は確認できていません。意味の合う欄に入力してください。`,

  switchTitle: "切り替えのとき",
  switchText: say`それまでは次のレコードに触れないでください。上の作業がすべて終わり、新しいサービスでメールを使えることを確認してから、次の2つを続けて行います。`,
  leavingTitle: say`先に削除するレコード`,
  leavingLater: say`後で削除するレコード（古いサービスにメールが届かなくなってから）`,
  heldTitle: say`削除したら、すぐに入力するレコード`,
  reason: () => say`新しい設定と一緒には使えないため、最終的に削除します。`,

  pendingTitle: "まだ入力できないレコード",
  pendingText: say`次のレコードは、お客様だけが確認できる値が必要なため、まだ作成できていません。値を確認したうえで、このシートを作り直してください。`,
  pendingRecord: (type, name, provider, values) => say`${name} の${type}（${provider}）：${values}が必要です`,
  pendingValue: (label, where) => say`「${foreign(label)}」（確認する場所：${foreign(where)}）`,

  servedTitle: "Webサーバーに置くファイル",
  servedText: (url) =>
    say`MTA-STSのレコードを入力する前に、次の内容を ${code(url)} で公開してください（HTTPS、有効な証明書が必要です）。`,

  afterTitle: "入力した後の確認",
  lookUp: (domain) =>
    say`レコードを確認してください。Windowsでは ${code(`nslookup -type=mx ${domain}`)}、${code(`nslookup -type=txt ${domain}`)}、${code(`nslookup -type=txt _dmarc.${domain}`)}、MacやLinuxでは ${code(`dig MX ${domain}`)}、${code(`dig TXT ${domain}`)}、${code(`dig TXT _dmarc.${domain}`)} を実行し、上の値が表示されれば反映されています。`,
  testIn: (domain) =>
    say`社外のメールアドレス（個人のGmailなど）から ${code(domain)} のアドレスにメールを送り、届いたメールに返信してください。`,
  testHeaders: say`返信を受け取った側でヘッダー（Gmailでは「メッセージのソースを表示」）を開き、${code("Authentication-Results")} に ${code("spf=pass")}、${code("dkim=pass")}、${code("dmarc=pass")} があることを確認してください。`,
  lint: say`ゾーンをエクスポートして、${code("maildns lint")} で確認してください。`,
  bounceUser: say`${code("550 5.1.1")} のエラーで戻ってきた場合は、新しいサービスにそのメールアドレスがありません。アドレスを作成するか、MXを元に戻してください。`,
  bounceAuth: say`${code("5.7.26")} のエラーで戻ってきた場合は、SPFとDKIMのどちらも正しく確認されていません。この2つのレコードを、1文字ずつこのシートと見比べてください。`,
  parkedCheck: (domain) =>
    say`レコードを確認してください。Windowsでは ${code(`nslookup -type=mx ${domain}`)}、MacやLinuxでは ${code(`dig MX ${domain}`)} を実行します。`,

  cachesTitle: "反映にかかる時間",
  cachesOld: (time, ttl) =>
    say`変更・削除したレコードの古い内容は、最長で${time}（TTL ${ttl}）キャッシュに残ります。その間は古い届け先にもメールが届くことがありますので、古いメールボックスを残し、受信を確認してください。`,
  cachesNegative: (time, ttl) =>
    say`新しく追加した名前は、すでに問い合わせたことのある相手からは、最長で${time}（SOAの設定で${ttl}秒）存在しないものとして扱われることがあります。`,
  cachesNew: say`新しく追加した名前は、通常は数分で反映されます。すでに問い合わせたことのある相手には、反映まで数時間かかることがあります。`,
  cachesUnknown: (domain) =>
    say`反映にかかる時間は、古いレコードのTTLで決まります。TTLはDNSの設定画面で確認できます。${code(`dig MX ${domain}`)} の結果に表示される数字（秒）でも確認できます（Windowsでは ${code("nslookup -debug -type=mx")}）。3600は1時間、86400は1日です。`,
  cachesKeep: say`その時間が過ぎるまでは古い届け先にもメールが届くことがあります。古いメールボックスを残し、受信を確認してください。`,

  notesTitle: "補足",
  sentence: (text) => say`${foreign(text)}。`,
  duration: ({ days, hours, minutes, seconds }) =>
    [
      [days, "日"],
      [hours, "時間"],
      [minutes, "分"],
      [seconds, "秒"],
    ]
      .filter(([count]) => count !== 0)
      .map(([count, unit]) => `${count}${unit}`)
      .join(""),
};
