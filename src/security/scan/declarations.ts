import { endOfName, startOfName } from './name-before.js';
import type { Span } from './quoted.js';

/** Whether a value behind a colon is the name of a type: `password: FormControl`, `token: Option<String>`, `$token: String!`, `password: SecretStr`. */
export const isTypeName = (value: string): boolean => value.length <= LONGEST_TYPE && (NAMED.test(value) || WITH_PARAMETERS.test(value));

const LONGEST_TYPE = 64;
const NAMED =
  /^\[?(?:[A-Z][a-z]+){0,4}(?:String|Str|Int|Float|ID|Boolean|Bool|Number|Object|Type|Control|Service|Field|Model|Props|Options|Config|Schema|Provider|Manager|Store|Repository|Client|Handler|Factory|Validator|Request|Response|Payload|Dto|DTO|Entity|Input|Output|Event|State|Context|Builder|Column|Param|Ref|Signal|Observable|Subject|Promise|Buffer|Bytes|Token|Password|Secret|Key|Credentials?|Claims?|Kind|Info|Data|Result|Error|Exception|Element|Component|Pipe|Guard|Strategy|Encoder|Hasher)[!?]?\]?!?$|^[*&]?(?:string|str|char|bytes?|bytes32|[ui]\d\d?|uint8_t|wchar_t)[*&]?$/;
const WITH_PARAMETERS =
  /^(?:[A-Z][A-Za-z]{1,31}|list|dict|set|tuple|map|array)(?:<[A-Za-z][A-Za-z.<>,|?&']{0,40}>|\[[A-Za-z][A-Za-z.,|[\]]{0,40}\])[!?]?$/;

/**
 * Whether what stands in brackets says of what kind a value is and gives none, as JSON Schema and its kin do (`"password":{"type":"string","minLength":8}`):
 * a type, and no other member but those that describe. https://json-schema.org/draft/2020-12/json-schema-validation
 */
export const isSchema = (inside: string): boolean => {
  if (inside.length > LONGEST_SCHEMA || !TYPE_MEMBER.test(inside)) return false;
  for (let colon = inside.indexOf(':'); colon !== -1; colon = inside.indexOf(':', colon + 1)) {
    const end = endOfName(inside, colon);
    if (!DESCRIBING.has(inside.slice(startOfName(inside, end), end))) return false;
  }
  return true;
};

const LONGEST_SCHEMA = 1024;
const TYPE_MEMBER =
  /(?:\$ref|\btype)\\{0,32}["']?\s?:\s?\\{0,32}["']?(?:string|number|integer|boolean|object|array|null|apiKey|http|oauth2|openIdConnect|String|Number|Boolean|Object|Array|#)(?![\w-])/;
const DESCRIBING: ReadonlySet<string> = new Set(
  `type ref format description title minLength maxLength minlength maxlength min max pattern nullable required readOnly writeOnly deprecated unique index trim select
  lowercase items minItems maxItems additionalProperties name in scheme bearerFormat optional sensitive primaryKey allowNull`.split(/\s+/),
);

/** Whether the name that starts at `start` is that of a type which is declared there: `type Token = { kind: Kind }`, `interface Credentials: {`. */
export const isDeclared = (text: string, { start }: Span): boolean => DECLARES.test(text.slice(Math.max(0, start - LONGEST_WORD), start));

const LONGEST_WORD = 12;
const DECLARES = /(?:^|[^\w-])(?:type|interface|class|struct|enum|trait|message|typedef|record) $/;
