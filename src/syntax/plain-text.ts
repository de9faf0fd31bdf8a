const DASHES = /\xe2\x80[\x90-\x95]|\xe2\x88\x92|\xef\xbc\x8d|\xef\xb9\xa3|[\x96\x97]/g;
const TILDES = /\xe2\x88\xbc|\xef\xbd\x9e|\xcb\x9c/g;
const COLONS = /\xef\xbc\x9a/g;
const BLANKS = /\xc2\xa0|\xe2\x80[\x80-\x8a\xaf]|\xe3\x80\x80|\xa0/g;
const INVISIBLE = /\xe2\x80[\x8b-\x8f\x98-\x9f\xa8-\xae]|\xe2\x81\xa0|\xef\xbb\xbf|\xc2[\xab\xad\xbb]|[\x91-\x94]/g;
const CONTROLS = /[\x00-\x20\x7f]+/g;
const NON_ASCII = /[^\x00-\x7f]/;

/**
 * Text as it was meant that a word processor or a web page spoilt: typographic dashes, blanks and tildes (UTF-8
 * bytes, Windows-1252 too) become plain, quotes, escapes and separators at the edges go.
 */
export function tidy(text: string): string {
  let plain = text;
  if (NON_ASCII.test(plain)) {
    plain = plain.replace(DASHES, "-").replace(TILDES, "~").replace(COLONS, ":");
    plain = plain.replace(BLANKS, " ").replace(INVISIBLE, "");
  }
  return plain
    .replace(CONTROLS, " ")
    .replace(/["'`\\]/g, "")
    .replace(/^[ ,;.]+/, "")
    .replace(/[ ,;.]{1,9}$/, "");
}
