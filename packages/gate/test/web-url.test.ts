import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatWebUrl, originOf, parseWebUrl } from "../src/web-url.ts";
import { cases } from "./cases.ts";

const normal = (text: string): string | null => {
  const url = parseWebUrl(text);
  return url === null ? null : formatWebUrl(url);
};

describe("parseWebUrl()", () => {
  it.each([
    ["https://example.com", "https://example.com/"], ["HTTPS://EXAMPLE.com/A", "https://example.com/A"], ["https://example.com:443/", "https://example.com/"],
    ["http://example.com:80/", "http://example.com/"], ["http://example.com:443/", "http://example.com:443/"], ["https://example.com:0443/", "https://example.com/"],
    ["https://example.com/a/./b/../c", "https://example.com/a/c"], ["https://example.com/../../a", "https://example.com/a"], ["https://example.com/a/..", "https://example.com/"],
    ["https://example.com/%2e%2E/a/%2e", "https://example.com/a/"], ["https://example.com/%7euser/%c3%a4", "https://example.com/~user/%C3%A4"], ["https://example.com/a?b=c#d", "https://example.com/a?b=c"],
    ["https://example.com?", "https://example.com/?"], ["http://[::1]:8080/", "http://[::1]:8080/"], ["http://[0:0:0:0:0:0:0:1]/", "http://[::1]/"], ["http://[::FFFF:1.2.3.4]/", "http://[::ffff:102:304]/"],
    ["http://127.0.0.1/", "http://127.0.0.1/"], ["https://xn--e1afmkfd.xn--p1ai/", "https://xn--e1afmkfd.xn--p1ai/"], ["https://a_b.example.com/", "https://a_b.example.com/"], ["https://example.com//a", "https://example.com//a"],
  ])("reads %s as %s", (text, expected) => {
    expect(normal(text)).toBe(expected);
  });

  it.each([
    // another host than it seems
    "https://example.com@evil.com/", "https://user:password@example.com/", "https://@example.com/", "https://example.com\\@evil.com/", "https:\\\\example.com", "https:/example.com", "https:example.com",
    "//example.com/", "https://еxample.com/", "https://example.com。evil.com/", "https://exam\u00adple.com/", "https://ex%61mple.com/", "https://example.com%2f@evil.com/", "https://example.com%00.evil.com/",
    "https://example.com./", "https://.example.com/", "https://example..com/", "https://-a.com/", "https://a-.com/", "https://", "https:///a", "https://:80/", "https://example.com:/",
    // another address than it seems
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://1.2.3.4.5/", "http://a.0x/", "http://a.1/", "http://[127.0.0.1]/", "http://[1:2]/", "http://[:::]/", "http://[::1/", "http://::1/", "http://[fe80::1%25eth0]/",
    "http://1.2.3.4.0x0/", "http://a.0xff/", "http://999.1.1.1/", "http://[1.2.3.4]:80/", "http://[::1]a/", "http://a[::1]/", "http://[::1/]", "http://[]/", "http://[::1]]/", "http://a:80:80/", "http://a:123456/", "http://a:8a/", "http://a_.b-/",
    // another path than it seems
    "https://example.com/.;", "https://example.com/a%5Cb", "https://example.com/%2525", "https://example.com/%25%32%66", "https://example.com/%25ab",
    "https://example.com/a%2fb", "https://example.com/a%2Fb", "https://example.com/a%5cb", "https://example.com/%252e%252e/a", "https://example.com/%25252fa", "https://example.com/a/..;/b", "https://example.com/a/.;x/b", "https://example.com/%2e%2e;/b", "https://example.com/a\\b",
    // not in the language
    "ftp://example.com/", "file:///etc/passwd", "javascript:alert(1)", "https://example.com:0/", "https://example.com:65536/", "https://example.com:8o/", "https://example.com/a b", "https://example.com/\n", " https://example.com/",
    "https://example.com/\t", "https://example.com/%", "https://example.com/%g0", "https://example.com/%00", "https://example.com/%0a", "https://example.com/%1f", "https://example.com/%7f", "https://example.com/%2", "https://example.com/%0g", "https://example.com/%gg0", "https://example.com/?%", "https://example.com/#é", "https://example.com/?{", "xhttps://example.com/", "https//example.com/",
    "https://example.com/?%0d%0a", "https://example.com/é", "https://example.com/\u202e", "https://example.com/<", "",
    `https://example.com/${"a".repeat(8_192)}`, `https://${"a".repeat(64)}.com/`, `https://${"a.".repeat(127)}com/`,
  ])("refuses %j", (text) => {
    expect(parseWebUrl(text)).toBeNull();
  });

  it.each([
    ["https://example.com/a/.", "https://example.com/a/"], ["https://example.com/a/b/..", "https://example.com/a/"], ["https://example.com/.", "https://example.com/"], ["https://example.com/a//../b", "https://example.com/a/b"], ["https://example.com/..a/.b./...", "https://example.com/..a/.b./..."],
    ["https://example.com/%20%7e%7E%80%ff", "https://example.com/%20~~%80%FF"], ["https://example.com/?%41=%20%2f", "https://example.com/?A=%20%2F"], ["https://example.com/%30%39%61%7a%5a%2D%2e%5f", "https://example.com/09azZ-._"], ["https://example.com/%25/%252/%25g0", "https://example.com/%25/%252/%25g0"],
    ["https://example.com/%40%5b%60%3a", "https://example.com/%40%5B%60%3A"], ["https://example.com/a;x/b", "https://example.com/a;x/b"], ["https://example.com/...;x", "https://example.com/...;x"], ["https://example.com/a.;x", "https://example.com/a.;x"], ["https://example.com/?a=/..;&b=%2f", "https://example.com/?a=/..;&b=%2F"],
    ["https://example.com#a?b", "https://example.com/"], ["https://example.com/a#?b#c", "https://example.com/a"], ["https://example.com?a?b/c", "https://example.com/?a?b/c"], ["https://example.com:65535/", "https://example.com:65535/"], ["https://example.com:1/", "https://example.com:1/"], ["https://example.com:80/", "https://example.com:80/"],
    ["https://a--b.c-d/", "https://a--b.c-d/"], ["https://a/", "https://a/"], ["https://1a/", "https://1a/"], ["https://1.a/", "https://1.a/"], ["https://0xg/", "https://0xg/"], ["https://a0x1/", "https://a0x1/"], ["https://EXAMPLE.COM/", "https://example.com/"], ["http://[2001:DB8::A]:80/", "http://[2001:db8::a]/"],
  ])("normalises %s to %s", (text, expected) => {
    expect(normal(text)).toBe(expected);
  });

  it("takes a URL, a name and a label that are just as long as they may be", () => {
    const name = (last: number): string => `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(last)}`;
    expect(parseWebUrl(`https://${name(61)}/`)?.host).toHaveLength(253);
    expect(parseWebUrl(`https://${name(62)}/`)).toBeNull();
    const start = "https://example.com/";
    expect(parseWebUrl(`${start}${"a".repeat(8_192 - start.length)}`)?.path).toHaveLength(8_192 - start.length + 1);
    expect(parseWebUrl(`${start}${"a".repeat(8_193 - start.length)}`)).toBeNull();
  });

  it("keeps apart what is no query and what is an empty one, and an address from its brackets", () => {
    expect(parseWebUrl("http://[::1]:81/a")).toEqual({ scheme: "http", host: "::1", port: 81, path: "/a", query: null });
    expect(parseWebUrl("https://example.com/?")).toEqual({ scheme: "https", host: "example.com", port: 443, path: "/", query: "" });
  });

  it("accepts nothing that WHATWG reads as another place", () => {
    const piece = fc.constantFrom("https://", "http://", "a.com", "b.com", "@", ":", "80", "443", "/", "//", "\\", "..", ".", "%2e", "%2f", "%41", "?", "#", "[::1]", "127.0.0.1", "0x7f", "1", ";", "a", "é", "%25", "&", "=");
    let accepted = 0;
    fc.assert(
      fc.property(fc.constantFrom("https://", "http://"), fc.array(piece, { maxLength: 8 }), (scheme, pieces) => {
        const text = `${scheme}${pieces.join("")}`;
        const ours = parseWebUrl(text);
        if (ours === null) return;
        accepted += 1;
        const theirs = new URL(text);
        expect(originOf(ours)).toBe(theirs.origin);
        // Escapes apart (WHATWG leaves %41 as it is), the place is the same; and what we write, it reads as we do.
        const written = new URL(formatWebUrl(ours));
        expect(written.href).toBe(formatWebUrl(ours));
        expect(decodeURIComponent(written.pathname)).toBe(decodeURIComponent(theirs.pathname));
        expect(written.hash).toBe("");
      }),
      { numRuns: cases(10_000) },
    );
    expect(accepted).toBeGreaterThan(cases(150));
  });

  it("gives a form that reads as itself", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
        const once = normal(text);
        if (once !== null) expect(normal(once)).toBe(once);
      }),
      { numRuns: cases(50) },
    );
  });
});
