/**
 * Whether a value without quotes only says where the secret is: code that names it (`process.env.DB_PASSWORD`, `req.headers[...]`,
 * `getToken()`), what a language prints for an object (`Token{...}`, `com.acme.Token@1b2c3d`, `<Token id=3>`, `0x7f9c2a1b3d40`), a URL, a file.
 */
export const isCodeReference = (value: string): boolean =>
  value.length <= LONGEST &&
  SIGN.test(value) &&
  (POINTER.test(value) || ROOT.test(value) || CALL.test(value) || DUMP.test(value) || URL_OR_FILE.test(value));

const LONGEST = 120;
const SIGN = /[.([{@:>]|^0x/;
const POINTER = /^0x[\da-f]{1,16}$/i;
const ROOT =
  /^(?:process\.env|os\.environ|import\.meta|ENV|env|req|request|res|response|config|cfg|conf|self|this|params|settings|options|opts|secrets|vault|local|var|data|module|System|ctx|context|args|argv|event|props|state|user|credentials|body|headers|session|form|input)[.[?]/;
const CALL = /^\$\w{1,32}(?:->|::)\w|^[A-Za-z_$][\w$.]*(?:\((?=[)'"`\w{[/\\]|$)|\[(?:['"`\\]|$))/;
const DUMP =
  /^(?:(?:[a-z]\w*\.){0,9}[A-Z][a-z]\w*\{|<[A-Za-z][\w.]{0,40} [^<>]*>$|[A-Za-z][A-Za-z.$]*@[\da-f]{1,8}$|\[[BCLI]@[\da-f]{1,8}$|\[object )/;
const URL_OR_FILE =
  /^(?:[a-z][a-z\d+.-]{1,20}:\/\/|arn:aws[a-z-]{0,8}:|[\w/~-]{1,100}\.(?:pem|key|crt|cer|p12|jks|json|txt|ya?ml|env|conf)$)/i;
