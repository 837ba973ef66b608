import { plainWords, plainWordSet as setOf } from './plain-words.js';

/**
 * The vocabulary of names. A name is taken apart (`split-words.ts`) and looked up here; which table wins is said in `judge-name.ts`.
 * Words stand in lower case; names of several words also as one, because many write them so (`apikey`, `sessionid`).
 */

const NONE: ReadonlySet<string> = new Set();

/**
 * At the end of a name, also glued to what stands before (`pgpassword`, `useraccesstoken`), they name a secret: long enough, or rare enough,
 * to end no other word.
 */
export const STEMS: readonly string[] = plainWords(`
  password passwords passwd passphrase passphrases passcode passcodes passwort kennwort contraseña motdepasse wachtwoord salasana lösenord
  adgangskode passord パスワード 暗証番号 密码 密碼 비밀번호 รหัสผ่าน katasandi zugangsdaten
  pwd secret secrets token apikey apikeys apitoken accesskey secretkey privatekey privkey masterkey encryptionkey decryptionkey signingkey
  sshkey licensekey licencekey authkey sharedkey credential credentials creds sessionid sessid sessionkey jsessionid
  cookie cookies authorization apisecret clientsecret mnemonic connectionstring connstring connstr creditcard cardnumber ccnumber
  accountnumber socialsecuritynumber authtokens accesstokens refreshtokens apitokens storageaccountkey
  clavesecreta claveprivada claveapi clavedeacceso palabrasecreta chavesecreta chaveprivada chaveapi chavedeacesso palavrapasse clésecrète
  cléprivée cléapi chiavesegreta chiaveprivata chiaveapi geheimerschlüssel geheimerschluessel privaterschlüssel privaterschluessel
  geheimesleutel hemlignyckel секретныйключ закрытыйключ токен jeton 密钥 密鑰 トークン
`);

/** Only as a word of its own at the end of a name. */
export const ENDINGS = setOf(`
  pin psw pswd passwrd pword mdp creds cred otp totp hotp ssn cvv cvc cvn csc jwt csrf xsrf iban sid bearer dsn xauth
  storepass keypass userpass dbpass adminpass rootpass mypass passwordhash passwordsalt seedphrase seedwords recoveryphrase recoverykey secretvalue tokenvalue
  sessiontoken phpsessid privkeys secretkeys accesskeys dockerconfigjson passwörter passwoerter
  senha clave heslo hasło haslo geslo şifre sifre jelszó jelszo parola parole parol parool lozinka пароль пароля 암호 mậtkhẩu סיסמה पासवर्ड
  κωδικός geheimnis segredo secreto segreto
`);

/** As above, but people also count with these: a number is none. */
export const NOT_NUMBERS = setOf('pass pw tokens');

/** Only the value can tell: `"session":"6f1c..."`, but not `"session":"started"`. */
export const DOUBTFUL = setOf('auth session sig signature hmac sas');

/** What the name says in two words, the second at its end. `sure`: always a secret; `doubtful`: only the value can tell. */
export const PAIRS: readonly {
  readonly ends: ReadonlySet<string>;
  readonly sure: ReadonlySet<string>;
  readonly doubtful: ReadonlySet<string>;
}[] = [
  {
    ends: setOf('key keys'),
    sure: setOf(`
      api access secret private priv encryption decryption encrypt signing sign master auth authentication authorization shared license licence
      ssh pgp gpg rsa aes hmac jwt webhook subscription functions wallet recovery activation deploy crypto cipher symmetric sas xapi
      stripe openai anthropic sendgrid twilio azure aws gcp google github gitlab datadog algolia mapbox firebase mailgun mailchimp sentry
      slack newrelic cloudflare heroku square paypal shopify okta pusher hubspot zendesk intercom segment rollbar honeycomb bugsnag
    `),
    doubtful: setOf(
      'account storage service app application client server host function admin write ingest ingestion instrumentation consumer root data integration bot tls ssl session security',
    ),
  },
  {
    ends: setOf('code codes'),
    sure: setOf(
      'auth authorization otp verification security recovery backup reset access login sms mfa 2fa fa tfa totp pin activation passcode secret onetime card factor',
    ),
    doubtful: setOf('device user confirmation invite'),
  },
  { ends: setOf('id'), sure: setOf('session sess'), doubtful: NONE },
  { ends: setOf('phrase words seed'), sure: setOf('seed recovery backup mnemonic wallet secret pass'), doubtful: NONE },
  { ends: setOf('answer'), sure: setOf('security secret'), doubtful: NONE },
  { ends: setOf('string str'), sure: setOf('connection conn'), doubtful: NONE },
  { ends: setOf('number no num nr'), sure: setOf('card account acct cc pan iban passport license licence security bank'), doubtful: NONE },
  { ends: setOf('account'), sure: setOf('bank'), doubtful: NONE },
  { ends: setOf('security'), sure: setOf('social'), doubtful: NONE },
];

/** Words that many write as one with the next: `rootpw`, `otpcode`, `authheader`. Who has a password, and the first words of pairs; but a `pincode` is India's postcode. */
export const GLUED_HEADS: ReadonlySet<string> = new Set([
  ...setOf(
    'root admin user db my smtp imap ftp sftp mysql postgres redis mongo ldap sql mail email login sudo service wifi sim bind guest',
  ),
  ...PAIRS.flatMap(({ sure }) => [...sure]).filter((word) => word !== 'pin'),
]);
export const GLUED_TAILS: ReadonlySet<string> = new Set([
  ...setOf('pw pass psw pin otp cred creds header'),
  ...PAIRS.flatMap(({ ends }) => [...ends]),
]);

/** What may follow the word that names a secret, and it still does. */
export const NEUTRAL = setOf(`
  value values val text string str plain plaintext raw data new old current previous prev next confirm confirmation confirmed repeat again
  verify hash hashed salt pem der digest base hex encoded enc encrypted param parameter header prod production dev development test testing staging
  stage live main default primary secondary db database user admin root internal external backup key keys secret secrets token jwt
  bearer cookie code digits list array env var
`);

/** At the end of a name they say that it is about the secret, and not the secret. */
export const ABOUT = setOf(`
  count counts counter total type types kind length len size min max minimum maximum limit limits quota expires expire expired expiry
  expiration exp expiresin ttl lifetime duration timeout interval age enabled enable disabled disable policy policies url uri urls href link
  endpoint name names id ids identifier arn hint reset require required requirement requirements requires error errors err exception valid
  invalid validity validation validator field fields label title placeholder description desc message msg textkey prompt status state method
  methods mode level strength score rating rule rules format version alg algo algorithm algorithms provider providers manager service services
  helper handler factory class generator store storage repository controller filter listener module component form page view dialog modal
  button input screen event events request requests response responses resource api client server mapper config configuration settings
  options builder interceptor middleware guard strategy job task worker queue topic table column index path paths file files filename dir
  directory folder location source src target domain scope scopes audience issuer date time timestamp at on by ms sec secs seconds minutes
  hours days created updated changed modified rotated rotation verified provided present exists exist set found missing needed used usage
  uses attempts attempt retries retry failures failed failure success ok consent banner preferences preference jar parser encoder decoder
  encryptor hasher checker bucket stream ring rotate renewal renew refresh refreshed revoked issued last first pattern regex regexp charset
  prefix suffix metadata info details detail template stdin ref reference refs namespace vault mode owner revision fingerprint thumbprint
  js ts mjs cjs jsx tsx py java go rb php cs rs kt json yml yaml xml html md txt vue css so dll cpp c h lock crt cer p jks
  used allowed support supported samesite httponly less free property properties schema spec docs doc icon image size position
  num nums number numbers limit match matches mismatch complexity encoding hashing cost rounds iterations step steps
`);

/** In front of a name: a yes-or-no, or a measure. */
export const ASKS = setOf(
  'is has have had no max min num total avg use uses with without needs need requires require enable allow show hide disable skip should can did was were must prompt completion remaining count include includes',
);
