export interface Element {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: Element[];
  text: string;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
// Char of XML 1.0, section 2.2.
const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Reads a document without DTD, comments, CDATA or processing instructions; throws where it is not well-formed XML 1.0. */
export function parseXml(source: string): Element {
  if (illegal.test(source)) throw new Error("character that XML forbids");
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!source.startsWith(head)) throw new Error("no declaration");
  const top: Element = { name: "", attributes: new Map(), children: [], text: "" };
  const open = [top];
  const token = /<(\/?)([A-Za-z][\w.-]*)((?:\s+[A-Za-z][\w.-]*="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  token.lastIndex = head.length;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    if (match === null) throw new Error(`not well-formed at ${at}: ${source.slice(at, at + 60)}`);
    const [, close, name, attributes = "", empty, text] = match;
    const parent = open[open.length - 1];
    if (parent === undefined) throw new Error("closed too often");
    if (text !== undefined) parent.text += decode(text);
    else if (close === "/") {
      if (parent.name !== name) throw new Error(`</${name}> closes <${parent.name}>`);
      open.pop();
    } else {
      const element: Element = { name: name ?? "", attributes: new Map(), children: [], text: "" };
      for (const [, key = "", value = ""] of attributes.matchAll(/([\w.-]+)="([^"]*)"/g)) {
        if (element.attributes.has(key)) throw new Error(`${key} twice`);
        element.attributes.set(key, decode(value));
      }
      parent.children.push(element);
      if (empty === "") open.push(element);
    }
  }
  const root = top.children[0];
  if (open.length !== 1 || top.children.length !== 1 || root === undefined || top.text.trim() !== "")
    throw new Error("no single root");
  return root;
}

function decode(text: string): string {
  return text.replace(/&([^;&]*;?)/g, (whole, body: string) => {
    const known = body.endsWith(";") ? entities[body.slice(0, -1)] : undefined;
    if (known === undefined) throw new Error(`entity ${whole}`);
    return known;
  });
}
