import type { Draw } from '../draw.js';

/** A text around a secret, and pieces of it that must stay. */
export type Template = (secret: string, draw: Draw) => readonly [string, ...(readonly string[])];

/** `name`, separator, value, in the ways that configurations, dumps and people write them. */
export const PAIRS: readonly Template[] = [
  (secret) => [`auth failure: user=mia, password=${secret}, realm=EU`, 'user=mia', 'realm=EU'],
  (secret) => [`level=error db_password=${secret} attempt=3`, 'level=error', 'attempt=3'],
  (secret) => [`spring.datasource.password: ${secret}`],
  (secret) => [`export ADMIN_PASSWORD="${secret}" && ./run`, './run'],
  (secret) => [`{:login=>"mia", :password=>"${secret}"}`, 'mia'],
  (secret) => [`array('user' => 'mia', 'passwd' => '${secret}')`, 'mia'],
  (secret) => [`{'username': 'mia', 'password': '${secret}', 'age': 4}`, 'mia', "'age': 4"],
  (secret) => [`Account(id=4, password=${secret}, role=ADMIN)`, 'role=ADMIN'],
  (secret) => [`&{Name:mia Password:${secret} Age:4}`, 'Name:mia', 'Age:4'],
  (secret) => [`const dbPass = '${secret}';`, 'const'],
  (secret) => [`secret_key := "${secret}"`],
  (secret) => [`New passphrase = ${secret}`],
  (secret) => [`X-Auth-Token: ${secret}`],
  (secret) => [`smtp_pass ="${secret}"; smtp_host="m1"`, 'm1'],
  (secret) => [`the password is ${secret}`],
  (secret) => [`PASSWORD : ${secret}`],
  (secret) => [`[auth] token=${secret}|ttl=60`, 'ttl=60'],
  (secret) => [`$env:API_TOKEN = "${secret}"`],
  (secret) => [`clientSecret=${secret}, clientId=web`, 'clientId=web'],
  (secret) => [`{ user: 'mia', credentials: { pwd: '${secret}' } }`, 'mia'],
  (secret) => [`REDIS_PASSWORD=${secret}\nREDIS_HOST=r1`, 'REDIS_HOST=r1'],
  (secret) => [`Login: mia\tPassword: ${secret}\tOK`, 'Login: mia'],
  (secret) => [`access_token -> ${secret}`],
  (secret) => [`otpSecret="${secret}"`],
  (secret) => [`props{user=mia;userPassword=${secret};x=1}`, 'user=mia', 'x=1'],
];

export const JSON_IN_TEXT: readonly Template[] = [
  (secret) => [`<- 200 {"id":9,"auth":{"user":"mia","password":"${secret}"},"ok":true}`, '"id":9', '"ok":true'],
  (secret) => [`payload={"clientSecret": "${secret}", "n": 1}`, '"n": 1'],
  (secret) => [`[{"k":1},{"secret_key":"${secret}"}]`, '"k":1'],
  (secret) => [`body: {\n  "login": "mia",\n  "passphrase": "${secret}"\n}`, 'mia'],
  (secret) => [`rpc {"method":"auth","params":{"accessToken":"${secret}","v":2}} took 4 ms`, 'took 4 ms', '"v":2'],
  (secret) => [`{"data":"{\\"token\\":\\"${secret}\\",\\"n\\":3}"}`],
];

export const CLI: readonly Template[] = [
  (secret) => [`exec: mysqldump -u shop --password=${secret} shop`, 'mysqldump'],
  (secret) => [`+ vault login --token ${secret} --no-store`, '--no-store'],
  (secret) => [`args: ["deploy","--api-key","${secret}","--prod"]`, '--prod'],
  (secret) => [`java -Ddb.password=${secret} -jar app.jar`, 'app.jar'],
  (secret) => [`docker run -e POSTGRES_PASSWORD=${secret} postgres:16`, 'postgres:16'],
  (secret) => [`PGPASSWORD=${secret} psql -h pg-2`, 'psql'],
  (secret) => [`curl -u mia:${secret} https://a.example.com/x`, 'a.example.com'],
  (secret) => [`helm upgrade web ./chart --set auth.password=${secret},replicas=2`, 'replicas=2'],
  (secret) => [`sshpass -p ${secret} ssh ops@10.0.0.4`, 'ssh'],
  (secret) => [`tool /user:mia /password:${secret} /quiet`, '/quiet'],
];

export const FORMS: readonly Template[] = [
  (secret) => [`login=mia&passwd=${secret}&remember=1`, 'remember=1'],
  (secret) => [`form: client_id=web&client_secret=${secret}`, 'client_id=web'],
  (secret) => [`Content-Disposition: form-data; name="password"\r\n\r\n${secret}\r\n--b1`, 'form-data'],
  (secret) => [`user%5Bname%5D=mia&user%5Bpassword%5D=${secret}&utf8=1`, 'utf8=1'],
  (secret) => [`user[name]=mia&user[password]=${secret}&x=2`, 'x=2'],
];

export const XML: readonly Template[] = [
  (secret) => [`<soap:Body><Auth><User>mia</User><Pwd>${secret}</Pwd></Auth></soap:Body>`, 'mia'],
  (secret) => [`<add key="ApiSecret" value="${secret}" />`, 'add key='],
  (secret) => [`<connection user="mia" password="${secret}"/>`, 'mia'],
  (secret) => [`<ns2:clientSecret xsi:type="xsd:string">${secret}</ns2:clientSecret>`],
  (secret) => [`<property name="hibernate.connection.password">${secret}</property>`, 'property'],
  (secret) => [`<string name="access_token">${secret}</string>`, 'string'],
  (secret) => [`<Password><![CDATA[${secret}]]></Password>`],
];

/** Forms that need a language of their own. */
export const RARE: readonly Template[] = [
  (secret) => [`ALTER USER shop IDENTIFIED BY '${secret}'`, 'ALTER USER shop'],
  (secret) => [`CREATE ROLE etl LOGIN PASSWORD '${secret}' VALID UNTIL '2027-01-01'`, 'VALID UNTIL'],
  (secret) => [`Kennwort: ${secret}`],
  (secret) => [`contraseña="${secret}" usuario=mia`, 'usuario=mia'],
  (secret) => [`mot de passe : ${secret}`],
  (secret) => [`пароль=${secret}`],
  (secret) => [`密码：${secret}`],
  (secret) => [`machine api.example.com login mia password ${secret}`, 'login mia'],
  (secret) => [`-e "s#PASS#x#" password%3D${secret}`],
  (secret) => [`p\\u0061ssword=${secret}`],
];
