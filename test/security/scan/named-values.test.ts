import { describe, expect, test } from 'vitest';
import { washNamed, withSecret } from './wash-named.js';

/** As people make them, as machines make them, with signs that end values elsewhere. */
const SECRETS = ['kestrel', 'hunter2', 'P@ss-w0rd!', '9f8e7d6c5b4a', 'kes_trel.99', 'Tr0ub4dor&3'];

const SHAPES = [
  'login failed password=# user=bob',
  'Password: #',
  'pwd=#;retry=3',
  "db_password: '#'",
  'config secret="#" loaded',
  'passwd=# rejected by policy for login=bob',
  '{"user":"bob","passwd":"#"}',
  '{"user": "bob", "api-key" : "#", "n": 1}',
  '{\\"user\\":\\"bob\\",\\"password\\":\\"#\\",\\"n\\":1}',
  '{"data":"{\\"inner\\":\\"{\\\\\\"apiKey\\\\\\":\\\\\\"#\\\\\\",\\\\\\"x\\\\\\":1}\\"}"}',
  'body={&quot;password&quot;:&quot;#&quot;,&quot;a&quot;:1}',
  '""password"":""#"",""a"":1',
  'User(name=bob, password=#, age=3)',
  '{username=bob, password=#}',
  "User{name='bob', password='#', age=3}",
  '{Name:bob Password:# Age:3}',
  '&{Name:"bob" Token:"#" Age:3}',
  'User { name: "bob", password: Some("#") }',
  "User { name: 'bob', password: '#' }",
  "connect(host='db', password='#', port=1)",
  "'password' => '#',",
  '{:password=>"#", :a=>1}',
  'Parameters: {"user"=>{"email"=>"x", "password"=>"#"}}',
  'user[password]=#&user[name]=bob',
  'grant_type=password&username=jane&password=#&scope=read',
  'export DB_PASSWORD=#',
  'POSTGRES_PASSWORD: #',
  '  password: #  // a comment',
  'password = "#"',
  'password := `#`',
  "password: b'#'",
  'config.password := []byte("#")',
  '//registry.npmjs.org/:_authToken=#',
  'java -Dspring.datasource.password=# -jar a.jar',
  'net use /user:bob /password:#',
  'kubectl create secret generic db --from-literal=password=#',
  'docker run -e MYSQL_ROOT_PASSWORD=# mysql',
  'sasl.jaas.config=org.apache.kafka.PlainLoginModule required username="u" password="#";',
  'Server=db;Database=orders;User Id=sa;Password=#;Encrypt=true',
  'Data Source=x;User ID=sa;Pwd=#',
  'Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=#;EntityPath=q',
  'jdbc:sqlserver://h:1433;databaseName=x;user=sa;password=#;encrypt=true',
  'GET /callback?access_token=#&state=x 302',
  'x-api-key: #',
  'Access Token: #',
  'API Key: #',
  'Client Secret = #',
  'encryption key: #',
  'Ocp-Apim-Subscription-Key: #',
  'x-functions-key: #',
  'pass word: #',
  'creds=bob:#',
  '{"env":["DB_PASSWORD=#","X=1"]}',
  "{u'password': u'#'}",
  '[config] api_key : #',
  'document.cookie = "sid=#; path=/"',
  'password is: #',
  'mot de passe: #',
  'Contraseña: #',
  'пароль: #',
  'パスワード: #',
  'refreshToken -> "#"',
  '(password=#)',
  '[password=#]',
  'secret=#|user=bob',
  'token=#, next',
  'token=#.',
  'level=info password="#" ok=1',
  '{"name":"api_key","value":"#"}',
  '- name: DB_PASSWORD\n  value: #',
  '{"name":"x","value":"ok"},{"name":"secret","value":"#"}',
  '<input type="password" name="pw" value="#">',
  '<add key="DbPassword" value="#"/>',
  'secrets: ["#","falcon"]',
  "password: { value: '#', algo: 'none' }, user: 'bob'",
  '{"credentials":{"user":"u","pass":"#"},"x":1}',
];

describe('A45 a value that is named as a secret is masked', () => {
  test.each(SHAPES)('%s', (shape) => {
    for (const secret of SECRETS) expect(washNamed(withSecret(shape, secret))).not.toContain(secret);
  });
});

test.each(SHAPES)('A45 what is washed is not washed again: %s', (shape) => {
  for (const secret of SECRETS) {
    const washed = washNamed(withSecret(shape, secret));
    expect(washNamed(washed)).toBe(washed);
  }
});

test.each([
  ['login failed password=kestrel user=bob', 'login failed password=*** user=bob'],
  ['{"password":"kes\\"trel","n":1}', '{"password":"***","n":1}'],
  ['{\\"secret\\":\\"ab\\\\\\"cd\\",\\"n\\":1}', '{\\"secret\\":\\"***\\",\\"n\\":1}'],
  ["ALTER ROLE app PASSWORD 'kes''trel';", "ALTER ROLE app PASSWORD '***';"],
  ['password=a&b&c=d', 'password=***&c=d'],
  ["password=kes'trel more", 'password=*** more'],
  ['password=ab,cd next', 'password=*** next'],
  ['password=kestrel\\nuser=bob', 'password=***\\nuser=bob'],
  ['password=kestrel&quot; x', 'password=***&quot; x'],
  ['“password=kestrel”', '“password=***”'],
  ['Password="kes;trel";Encrypt=1', 'Password="***";Encrypt=1'],
  ['password="kestrel', 'password="***'],
  ['{"password":"kest', '{"password":"***'],
  ['secrets: ["kestrel","falcon"], x', 'secrets: [***], x'],
  ['token=Optional[kestrel]', 'token=Optional[***]'],
  ['https://x/cb#access_token=kestrel&x=1', 'https://x/cb#access_token=***&x=1'],
  ['verification code: 482913', 'verification code: ***'],
  ['PIN: 4821', 'PIN: ***'],
  ['GET /maps?key=Ab3dEf6hIj9kLm2nOp5q&x=1', 'GET /maps?key=***&x=1'],
  ['GET /cb?code=SplxlOBeZQQYbYS6WxSbIA&state=xyz', 'GET /cb?code=***&state=xyz'],
  ["setRequestHeader('X-Api-Key', 'a1b2c3d4e5f6a7b8')", "setRequestHeader('X-Api-Key', '***')"],
  ['setPassword("hunter2xyz9")', 'setPassword("***")'],
  ['access_token -> walrus-otter-5041', 'access_token -> ***'],
  ['api_key → 9f8e7d6c5b4a3928', 'api_key → ***'],
  ['{"password":{"type":"string","example":"hunter22"}}', '{"password":{***}}'],
  ['{"secret":{"type":"string","data":"kestrel"}}', '{"secret":{***}}'],
  ['password: Kestrel!', 'password: ***'],
  ['warn:password:kestrel', 'warn:password:***'],
  ['arn:password=kestrel', 'arn:password=***'],
  ['https://password=kestrel', 'https://password=***'],
  ['password: !!str kestrel', 'password: !!str ***'],
  ['password: OtterKestrel', 'password: ***'],
  ['password: <b>kestrel</b>', 'password: ***</b>'],
])('A45 what stands around a secret stays: %s', (text, washed) => {
  expect(washNamed(text)).toBe(washed);
});

describe('A45 what only speaks of secrets stays', () => {
  test.each([
    ...['Password: ', 'password=', 'password: ***', 'token=<token>', 'api_key=${API_KEY}', 'password=$DB_PASSWORD', 'password=xxxxx'],
    ...[
      'password: process.env.DB_PASS',
      'token = getToken();',
      'const token = req.headers["x-token"]',
      'token: string;',
      'password: z.string().min(8)',
    ],
    ...[
      'at Token.parse (/a/token.ts:12:13)',
      'PasswordService: user logged in',
      'tokenizer: loaded',
      'max_tokens=4096',
      'prompt_tokens: 1200',
    ],
    ...[
      'total tokens: 1523',
      'session: started',
      'auth=enabled',
      'token_type=Bearer',
      'grant_type=password',
      'secretName=my-tls',
      'keyId=abc123def456',
    ],
    ...[
      'public_key=abcdefgh1234567',
      'passwordResetUrl=https://x.com/reset',
      'Token=Token{a64f992 bar}',
      'token=com.acme.Token@1b2c3d',
      'PWD=/srv/app',
    ],
    ...[
      'OAuth scope: token:read user:write',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
      'passed: 12, failed: 0',
      'pass: 12, fail: 0',
      'pin=3 value=high',
    ],
    ...[
      'Invalid token: unexpected end of JSON input',
      'error: invalid password: too short (min 8)',
      'password: must contain a digit',
      'cookie: accepted',
    ],
    ...[
      'CREDENTIALS_ID = "K8S_CRED"',
      'key: value',
      'cache key: user:42:profile',
      'partition key=2024-01-01',
      'license: MIT',
      '"password": null',
    ],
    ...[
      'signature: valid',
      'X-Amz-SignedHeaders=host',
      '?page=6&sort=price&key=name',
      'std::string::npos',
      '==== token ====',
      '"password":"[REDACTED]"',
    ],
    ...[
      'token => token.id',
      'tokens.map(token => { return token.id })',
      'if (password == null) {',
      'while (token != nextToken) {',
      'JWT → token',
    ],
    ...[
      'pwd: /home/bob',
      '/etc/passwd: no such file',
      'token endpoint: https://x',
      'tokens/s: 12.5',
      'UPDATE users SET password = :password',
      'token: 12',
    ],
    ...[
      'fields: ["password","email"]',
      "redact: ['headers.authorization', 'user.password']",
      '{"errors":{"password":"is required"}}',
      'python3-jwt:all',
    ],
    ...[
      'secret:k1:3q2-vu8AAQIDBAUGBwgJCg',
      'password=secret:k1:3q2-vu8AAQIDBAUGBwgJCg',
      '--privkey=rsakey.pem',
      'Access-Control-Allow-Credentials: true',
    ],
    ...[
      'System.Text.Json, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51',
      'password = (sensitive value)',
      'secret_string = (known after apply)',
      'Authorization: Bearer ${{ secrets.GITHUB_TOKEN }}',
      'NPM_TOKEN=${{ secrets.NPM_TOKEN }} next',
      'password: <%= ENV["PW"] %>',
      'password: !Ref DbPassword',
      'password=$password',
      'password: @string/password',
      'user: anonymous pass: skipped',
      'secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf',
    ],
    ...[
      'secret := os.Getenv(\\"APP_SECRET\\")',
      '{\\"code\\":\\"secret := os.Getenv(\\\\\\"APP_SECRET\\\\\\")\\"}',
      'password: $user->password',
      "$token = $this->getToken('x');",
      'token=<Token id=3>',
      'token=0x7f9c2a1b3d40',
    ],
    ...[
      '@Input() password: FormControl;',
      'password: Mapped[str] = mapped_column()',
      'token: Option<SecretString>,',
      'val token: String? = null',
      'query Me($token: String!) { me(token: $token) { id } }',
      'type Token = { kind: Kind; start: number };',
      'password: char*',
    ],
    ...[
      '{"password":{"type":"string","minLength":8}}',
      '{\\"token\\":{\\"type\\":\\"string\\"}}',
      'password: { type: String, required: true }',
      '{"password":{"$ref":"#/components/schemas/Password"}}',
      '{"apiKey":{"type":"apiKey","name":"X-API-KEY","in":"header"}}',
    ],
    ...['access_token -> abc', 'password -> bcrypt', 'token -> string', 'JWT -> token'],
  ])('%s', (text) => {
    expect(washNamed(text)).toBe(text);
  });
});

test("A45 a wallet's seed is masked word by word", () => {
  const words = 'abandon ability able about above absent absorb abstract absurd abuse access accident';
  expect(washNamed(`seed phrase: ${words}, saved`)).toBe('seed phrase: ***, saved');
});

test.each([1, 2, 5, 8, 11])('A45 a secret in JSON in JSON is found %i deep, and the JSON stays whole', (depth) => {
  const nested = (text: string, left: number): string => (left === 0 ? text : nested(JSON.stringify({ inner: text }), left - 1));
  const opened = (text: string, left: number): string =>
    left === 0 ? text : opened((JSON.parse(text) as { readonly inner: string }).inner, left - 1);
  const washed = washNamed(nested('{"user":"bob","password":"kes\\"trel","n":1}', depth));
  expect(opened(washed, depth)).toBe('{"user":"bob","password":"***","n":1}');
});
