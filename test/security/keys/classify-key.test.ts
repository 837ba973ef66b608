import { describe, expect, test } from 'vitest';
import { createKeyClassifier } from '../../../src/security/keys/classify-key.js';

const classify = createKeyClassifier({});
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

describe('A45 a key names a secret in any writing', () => {
  test.each(
    words(`
      password passwd pwd Password PASSWORD userPassword user_password password1 newPassword oldPassword confirmPassword
      passwordConfirm password_confirmation currentPassword passwordHash password_digest passwordSalt passphrase pass_phrase
      passcode passCode pass_word PassWord pASSWORD secret secrets clientSecret client_secret clientsecret appSecret api_secret
      webhookSecret sharedSecret secretKey secret_key secretAccessKey aws_secret_access_key AWS_SECRET_ACCESS_KEY token accessToken
      access_token refreshToken id_token idToken authToken auth_token bearerToken sessionToken csrfToken csrf_token xsrf-token
      X-CSRF-Token X-Auth-Token x-access-token x-api-key X-Api-Key apiKey api_key api-key APIKEY apikey openaiApiKey OPENAI_API_KEY
      STRIPE_SECRET stripeKey privateKey private_key privkey privateKeyPem private_key_pem signingKey encryptionKey encryption_key
      masterKey sshKey licenseKey authorization Authorization proxy-authorization x-authorization cookie cookies set-cookie
      Set-Cookie setCookie sessionId session_id sessionID sid connect.sid JSESSIONID PHPSESSID credential credentials creds
      awsCredentials ssn SSN socialSecurityNumber social_security_number cvv cvc cvv2 cvn securityCode security_code cardNumber
      card_number creditCard credit_card_number pan_number iban accountNumber account_number bankAccount bankAccountNumber pin
      pinCode userPin otp otpCode otp_code totp totpSecret mfaCode mfa_code twoFactorCode verificationCode verification_code
      recoveryCode recovery_codes backupCodes resetToken reset_token passwordResetToken inviteToken jwt jwtToken jwtSecret
      JWT_SECRET hmacKey connectionString connection_string dsn SENTRY_DSN mnemonic seedPhrase seed_phrase recoveryPhrase
      securityAnswer senha contraseña Passwort kennwort mot_de_passe motDePasse mdp wachtwoord salasana пароль パスワード 密码 비밀번호
      ｐａｓｓｗｏｒｄ db_pass dbPassword DB_PASSWORD MYSQL_PWD PGPASSWORD smtp_pass ftpPassword rootPassword adminPassword keystorePassword
      keyStorePassword trustStorePassword sasToken SharedAccessKey accessKey access_key rsaPrivateKey _authToken _password
      user.password spring.datasource.password headers.authorization x-amz-security-token oauth_token oauth_token_secret
      oauthAccessToken consumerSecret authKey auth_key licenceKey deployKey webhookToken botToken slackToken githubToken
      GITHUB_TOKEN npmToken NPM_TOKEN vaultToken kubeToken passwordPlain plainPassword passwordText pwdHash encryptedPassword
      cookieHeader cookieValue tokenValue secretValue apiKeyValue api_token apiTokens passwords passportNumber authCode
      authorizationCode access_code PaSsWoRd aUtHoRiZaTiOn ApIkEy db_PaSsWoRd otpcode OTPCODE mfacode securitycode recoverycode
      securityanswer rootpw smtppass userpin accesscode one_time_code oneTimeCode storageaccountkey storage_account_key
      Storage-Account-Key clave_secreta claveSecreta claveDeAcceso chave_secreta clé_secrète cle_secrete chiave_segreta
      geheimer_schluessel geheimerSchlüssel секретный_ключ токен 密钥 トークン
    `),
  )('%s', (key) => {
    expect(classify(key)).toMatchObject({ mask: undefined });
    expect(classify(key)?.trust).not.toBe('if-random');
  });
});

describe('A45 a key about a secret, or about something else, is none', () => {
  test.each(
    words(`
      max_tokens tokenizer tokenCount token_count token_type tokenType expires_in tokenExpiry token_expires_at tokenUrl
      token_endpoint tokenId token_id secretName secret_name secretArn secretId secretRef secretVersion passwordResetUrl
      passwordResetRequired passwordUpdatedAt passwordPolicy passwordLength passwordHint passwordStrength passwordField
      password_required hasPassword isPasswordSet showPassword hasToken needsToken keyboard key keys keyId key_id kid keyName
      primaryKey foreign_key publicKey public_key cacheKey cache_key sortKey partition_key idempotencyKey routingKey objectKey s3Key
      translationKey hotkey author authors authority authMethod authenticated authentication authorized authorizationUrl authType
      authProvider passenger passengers passRate passed passing passive compass bypass pinned pinCount pincode spin spinner pinia
      shipping shippingCode sessionCount sessionDurationMs session_timeout sessionName cookieConsent cookie_policy cookieName
      cookieDomain cookieEnabled cookieCount csrfEnabled credentialsMode credentialsId credentialType code statusCode status_code
      errorCode exitCode zipCode postalCode postcode countryCode currencyCode promoCode couponCode languageCode id userId requestId
      traceId spanId orderId sidebar side resident president inside otpEnabled otpLength ssnProvided cardBrand cardCountry cardType
      cardLast4 ibanCountry accountId accountName accountType signature_algorithm signatureValid hash hashtag sha256 digest checksum
      level msg time pid hostname name email phone address secretary secretariat tokenization tokenized tokenUsage keyword keywords
      monkey turkey donkey key_path keyFile key_file passwordFile cert certificate certificateName nonce state scope issuer audience
      subject licenseType driver passthrough passport passportStrategy webhookUrl connectionId connectionCount connection dsnName
      pipeline optic laptop desktop number phoneNumber orderNumber trackingNumber serialNumber invoice_number author_id accessLevel
      accessible access accessTime accessMode access_key_id accessKeyId AWS_ACCESS_KEY_ID refreshInterval refresh recovery backup
      backupPath apiVersion apiUrl api apiKeyId apiKeyName clientId client_id clientName bearer_methods encryption
      encryptionAlgorithm encryptionKeyId signing signedAt signed privateKeyPath privateNetwork masterNode rootPath secure secured
      security securityGroup securityLevel passwordless tokens_per_second max_tokens prompt_tokens PublicKeyToken public_key_token publickeytoken timecode timeCode barcode
      a_b_c_d sacred userid accesspath cardholder
    `),
  )('%s', (key) => {
    expect(classify(key)).toBeUndefined();
  });
});

test.each([
  ['tokens', 'not-numbers'],
  ['pass', 'not-numbers'],
  ['PWD', 'not-paths'],
  ['session', 'if-random'],
  ['X-Amz-Signature', 'if-random'],
  ['storageKey', 'if-random'],
  ['AZURE_STORAGE_KEY', 'sure'],
  ['authheader', 'if-random'],
  ['at_my_db_pw', 'not-numbers'],
])('A45 %s is trusted: %s', (key, trust) => {
  expect(classify(key)?.trust).toBe(trust);
});

test('A45 an authorization header is of its own kind', () => {
  expect(classify('Proxy-Authorization')).toEqual({ kind: 'authorization', mask: undefined, trust: 'sure' });
});

test.each(['nickname', 'nickName', 'nick_name', 'NICK-NAME', 'Nick Name', 'nick.name'])(
  'A45 an added name counts in the writing %s',
  (key) => {
    expect(createKeyClassifier({ add: ['nickName'] })(key)).toMatchObject({ kind: 'secret', trust: 'sure' });
  },
);

test('A45 an added name keeps its numbers', () => {
  const { 0: first, 1: second } = [createKeyClassifier({ add: ['line2'] })('line2'), createKeyClassifier({ add: ['line2'] })('line1')];
  expect([first?.kind, second]).toEqual(['secret', undefined]);
});

test('A45 an added pattern is tried on the whole name, and brings its own mask', () => {
  const added = createKeyClassifier({ add: [{ key: /^x-internal-/gi, mask: 'drop' }] });
  for (const _ of [1, 2]) expect(added('X-Internal-Ref')).toEqual({ kind: 'secret', mask: 'drop', trust: 'sure' });
  expect(added('not-x-internal-ref')).toBeUndefined();
});

test('A45 an allowed name wins over all', () => {
  const allowing = createKeyClassifier({ add: ['resetToken'], allow: ['reset_token', /^public/] });
  expect(['resetToken', 'publicPassword'].map(allowing)).toEqual([undefined, undefined]);
  expect(allowing('password')?.kind).toBe('secret');
});

test.each(words('firstName last_name customerName birthDate dateOfBirth shippingAddress zipCode passport taxId Geburtsdatum'))(
  'A52 with gdpr, %s tells who a person is',
  (key) => {
    expect(createKeyClassifier({ isGdpr: true })(key)?.kind).toBe('secret');
  },
);

test.each(words('name hostname fileName addressed statusCode ipCount userId'))('A52 with gdpr, %s still tells nobody', (key) => {
  expect(createKeyClassifier({ isGdpr: true })(key)).toBeUndefined();
});

test('A46 a key of any length is judged by its end, and no key throws', () => {
  expect(classify(`${'x'.repeat(100_000)}_password`)?.kind).toBe('secret');
  for (const key of ['', ' ', '___', '\ud800', '\u0000', '💥']) expect(classify(key)).toBeUndefined();
});
