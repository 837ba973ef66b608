/** A text made to take long: `unit` over and over, between `head` and `tail`. */
export type HostileText = { readonly name: string; readonly unit: string; readonly head?: string; readonly tail?: string };

/** The text in about as many UTF-16 code units. */
export const textOf = ({ unit, head = '', tail = '' }: HostileText, length: number): string =>
  head + unit.repeat(Math.max(1, Math.floor((length - head.length - tail.length) / unit.length))) + tail;

const named = (pieces: readonly string[], make: (piece: string) => Omit<HostileText, 'name'>, kind: string): readonly HostileText[] =>
  pieces.map((piece) => ({ name: `${kind} ${JSON.stringify(piece)}`, ...make(piece) }));

const eachOf = (line: string): readonly string[] => line.split('¦');

/** In two pieces, so that no scanner takes this file for a leak. */
const PRIVATE = 'PRIV' + 'ATE KEY';

/** Whatever a detector starts from; `¦` stands between two. */
const ANCHORS = [
  `a¦A¦1¦4¦0¦f¦_¦-¦.¦,¦;¦:¦/¦\\¦=¦&¦?¦#¦%¦+¦@¦<¦>¦"¦'¦\`¦(¦[¦{¦|¦~¦$¦!¦*¦ ¦\t¦\n¦\r\n`,
  `::¦..¦--¦==¦//¦://¦\\\\¦\\"¦""¦{}¦[]¦$\{¦%%¦&&¦=>¦:=¦->¦</¦/>¦<!--¦<![CDATA[`,
  `a@¦@a¦a@a.¦a@a.b¦a.¦.a¦a@b.c,¦A.b@¦a+¦x"@¦<a@¦a@a.aa@`,
  `1-¦1.¦1:¦1 ¦+1 ¦(1¦(1) ¦4111 ¦4111-¦4111111111111111¦5500 0000 ¦000-00-¦123-45-6789¦12:¦1.1.1.¦1.2.3.4.¦1.1.1.1:¦f:`,
  `ff::¦fe80::1:¦::ffff:1.¦+4¦+49 ¦00 1 `,
  `eyJ¦eyJ.¦eyJa.eyJ¦eyJhbGciOi¦.eyJ¦ghp_¦ghp_a¦AKIA¦AKIAAAAAAAAAAAAA¦sk-¦sk-ant-¦xoxb-1-¦SG.¦SG.a.¦glpat-¦hf_¦hvs.¦AIza`,
  `ya29.¦npm_¦T3BlbkFJ`,
  `GB82WEST¦DE89 3704 ¦GB¦AA00¦GB82 WEST 1234 5698 7654 32 `,
  `-----BEGIN ¦-----BEGIN PRIV¦-----¦----- ¦-----END `,
  `a=¦=a¦a=a&¦a:¦a: ¦a:"¦"a":¦"a":"¦{"a":¦{"a":[¦[[¦[{¦a,¦a|¦\\u00¦\\u0041¦\\x41¦\\n¦%41¦%25¦%2¦%253¦%3D¦&quot;¦&#¦&#x41;`,
  `&#65`,
  `password¦password ¦password=¦password: ¦password":"¦password=password¦password is ¦passwordpassword_¦Password`,
  `token token ¦secret key ¦api key ¦pass¦key=¦x-api-key:¦--password ¦--token=¦-p ¦-u a:¦pwd;¦pw=a;¦tokens=1 `,
  `Bearer ¦Bearer a ¦Authorization: ¦Authorization:¦Basic ¦Digest a="¦Cookie: ¦cookie: a=¦a=a; ¦Set-Cookie: a=b;¦sid=`,
  `http://¦http://a:¦http://a:a¦http://a@¦a://a:b@¦a://¦//a:b@¦/?a=¦?token=¦&token=¦#token=¦jdbc:a:¦Server=a;`,
  `postgres://a:`,
  `<a ¦<a>¦<password>¦<a b="¦</a>¦<password a=¦<a:b>¦<key value="`,
].flatMap(eachOf);

/** What hides: control characters, colours, invisibles, letters that look alike, halves of characters. */
const VEILS = [
  `\u0000¦\u001b¦\u001b[¦\u001b[3¦\u001b[31m¦\u001b[;¦\u001b]¦\u001b]8;;¦\u009b¦\u009b1¦\u0007¦\u007f¦\u0085`,
  `\u200b¦a\u200b¦\u200d¦\u200ca¦\u2060¦\u00ad¦\ufeff¦\u202e¦\u202ea¦\u2066¦\u2028¦\ufe0f¦\u180e¦\u034f¦e\u0301¦\u0301`,
  `\u0483¦\u0e33`,
  `\ud800¦\udc00¦\udc00\ud800¦a\ud83d¦👩\u200d¦👩\u200d👩\u200d¦🇸🇪¦1\ufe0f\u20e3¦\u{e0041}¦\u{e0100}¦\u{1d7ce}¦４¦ａ¦٤¦４ `,
  `\u00a0¦4\u00a0¦\u2011¦ﷺ¦ß¦İ¦ﬁ¦中¦می\u200cخ¦क\u094d\u200d`,
].flatMap(eachOf);

/** Several of them together. */
const MIXTURES = [
  `a@a.a1-¦@.@.¦1-1.1:¦a=b:c@¦"a":"b@¦\\"a\\":\\"¦\\\\\\"¦%22a%22%3A¦%2525¦password=%70¦password%3d¦\\u0070assword=`,
  `pass\u200bword=¦eyJ@eyJ.¦://@://¦a://a:a@a:a@¦{"password":¦{"password":{¦[{"token":¦{"a":"{\\"a\\":\\"`,
  `password token secret key ¦password=\npassword=¦password:"\\¦password=\u001b[¦-----BEGIN -----END `,
  `-----BEGIN RSA ${PRIVATE}-----¦-----BEGIN A ${PRIVATE}-----\n¦<password><password ¦<password>a</passwor>¦Bearer eyJ.¦Bearer {"a":[`,
  `Cookie: a=Cookie: ¦4111 1111 1111 111¦4111-1111-1111-1111-¦4111\u200b¦+1 (¦+1 415 555 ¦call +1 ¦tel:tel:`,
  `1.1.1.1.1.1.1.1¦a:b:c:d:e:f:¦1:1:1:1:1:1:1:1¦GB82 WEST GB82 ¦gh\u00adp_¦AKIA%41¦ghp_%¦sk_live_¦x@x@x.¦a.b.c.d@¦=\u202e=`,
  `key key=key: ¦aA1aA1aA1¦a1B2c3D4e5F6g7H8¦MTIzNDU2Nzg5MA¦eyJ1c2VyIjoi¦e30¦AAAA/AAAA+¦aaaa-aaaa-aaaa-`,
].flatMap(eachOf);

const nested = (depth: number): string => (depth === 0 ? '{"password":"a"}' : JSON.stringify(nested(depth - 1)));

const ENDS: readonly HostileText[] = [
  { name: 'an endless local part', unit: 'a', tail: '@' },
  { name: 'an endless domain', head: 'a@', unit: 'a.' },
  { name: 'an endless value', head: 'password=', unit: 'a' },
  { name: 'an endless quoted value', head: '"password":"', unit: 'a' },
  { name: 'an endless escaped value', head: '"password":"', unit: '\\\\' },
  { name: 'an endless quote', head: 'password="', unit: '\\"' },
  { name: 'an endless key block', head: `-----BEGIN RSA ${PRIVATE}-----\n`, unit: 'A\n' },
  { name: 'an endless token', head: 'gh' + 'p_', unit: 'a' },
  { name: 'an endless web token', head: 'eyJhbGciOi', unit: 'a', tail: '.eyJ' },
  { name: 'an endless cookie', head: 'Cookie: ', unit: 'a=b;' },
  { name: 'an endless userinfo', head: 'http://', unit: 'a:', tail: '@a' },
  { name: 'an endless query', head: 'http://a/?', unit: 'token=a&' },
  { name: 'an endless card', unit: '4', tail: '@' },
  { name: 'an endless number list', unit: '4111 1111 1111 1111 ' },
  { name: 'an endless element', head: '<password>', unit: '<' },
  { name: 'an endless escape sequence', head: '\u001b[', unit: '1;' },
  { name: 'an endless title', head: '\u001b]0;', unit: 'a' },
  { name: 'an endless base64 object', head: 'eyJ', unit: 'IiwiYSI6' },
  { name: 'JSON in JSON, ten deep', unit: nested(10) },
  { name: 'ten thousand secrets', unit: 'password=hunter2 a@b.example 4111111111111111 ' },
  { name: 'a haystack', unit: 'word ', tail: 'password=hunter2' },
];

export const HOSTILE_TEXTS: readonly HostileText[] = [
  ...named(ANCHORS, (unit) => ({ unit }), 'only'),
  ...named(VEILS, (unit) => ({ unit }), 'only'),
  ...named(MIXTURES, (unit) => ({ unit }), 'only'),
  ...ENDS,
];

/** What the search for worse begins with. */
export const UNITS: readonly string[] = [...ANCHORS, ...VEILS, ...MIXTURES];
