import { BASE64, type Draw } from '../draw.js';
import { frame } from '../frame.js';
import type { Positive } from '../item.js';
import { opaqueOf, passwordOf, times } from '../words.js';

/** Secrets in addresses: connection strings, userinfo, queries, fragments, and Azure's own forms. */
export const urls = (draw: Draw): readonly Positive[] => [
  ...times(32, () => said(draw, ['connection_string', CONNECTIONS], passwordOf(draw))),
  ...times(14, () => said(draw, ['url_userinfo', USERINFOS], draw.pick([passwordOf(draw), opaqueOf(draw)]))),
  ...times(26, () => said(draw, ['url_query_secret', QUERIES], opaqueOf(draw))),
  ...times(8, () => said(draw, ['url_fragment_secret', FRAGMENTS], opaqueOf(draw))),
  ...times(8, () => said(draw, ['azure_storage_key', STORAGE], `${draw.text(86, BASE64)}==`)),
  ...times(8, () => said(draw, ['azure_sas', SAS], encodeURIComponent(`${draw.text(43, BASE64)}=`))),
  ...times(6, () => said(draw, ['azure_connection', AZURE], `${draw.text(43, BASE64)}=`)),
];

/** A text around a secret, and pieces of it that must stay. */
type Template = (secret: string) => readonly [string, ...(readonly string[])];

const said = (draw: Draw, [kind, templates]: readonly [string, readonly Template[]], secret: string): Positive => {
  const [text, ...keep] = draw.pick(templates)(secret);
  return frame(draw, { kind, text, secrets: [secret], keep });
};

const CONNECTIONS: readonly Template[] = [
  (secret) => [
    `pool exhausted (postgresql://billing:${secret}@pg-2.svc:5432/billing?sslmode=require)`,
    'pool exhausted',
    'sslmode=require',
  ],
  (secret) => [
    `MongoServerError: bad auth mongodb+srv://etl:${secret}@cluster9.ab1cd.mongodb.net/?retryWrites=true`,
    'bad auth',
    'retryWrites=true',
  ],
  (secret) => [`amqps://relay:${secret}@mq.internal:5671/%2Fprod unreachable`, 'unreachable'],
  (secret) => [`rediss://default:${secret}@cache-1:6380/0`, 'cache-1'],
  (secret) => [`SQLALCHEMY_DATABASE_URI=mysql+pymysql://shop:${secret}@mysql-0/shop?charset=utf8mb4`, 'mysql-0'],
  (secret) => [
    `Data Source=sql7,1433;Initial Catalog=Crm;User Id=crm;Password=${secret};Encrypt=True`,
    'Initial Catalog=Crm',
    'Encrypt=True',
  ],
  (secret) => [`Server=tcp:sql7.example.net;Database=crm;Uid=crm;Pwd=${secret};`, 'Database=crm'],
  (secret) => [`jdbc:postgresql://pg:5432/crm?user=crm&password=${secret}&ssl=true`, 'jdbc:postgresql', 'ssl=true'],
  (secret) => [`jdbc:sqlserver://sql7:1433;databaseName=crm;user=crm;password=${secret};`, 'databaseName=crm'],
  (secret) => [`host=pg-2 port=5432 dbname=crm user=crm password=${secret} connect_timeout=5`, 'dbname=crm', 'connect_timeout=5'],
  (secret) => [`jdbc:oracle:thin:crm/${secret}@//ora-1:1521/XEPDB1`, '1521/XEPDB1'],
  (secret) => [`snowflake://ETL:${secret}@xy12345.eu-central-1/DB/PUBLIC?warehouse=WH`, 'warehouse=WH'],
  (secret) => [`smtp://notify:${secret}@mail.internal:587`, 'mail.internal'],
  (secret) => [`nats://edge:${secret}@nats-0:4222,nats-1:4222`, 'nats-1:4222'],
  (secret) => [`clickhouse://default:${secret}@ch-1:9000/events failed: timeout`, 'timeout'],
];

const USERINFOS: readonly Template[] = [
  (secret) => [`git clone https://x-access-token:${secret}@github.example.com/acme/infra.git`, 'acme/infra.git'],
  (secret) => [`HTTPS_PROXY=http://proxyuser:${secret}@10.0.0.9:3128`, '10.0.0.9'],
  (secret) => [`pip: --index-url https://__token__:${secret}@pypi.example.com/simple`, 'pypi.example.com'],
  (secret) => [`mounting sftp://backup:${secret}@vault.example.net/srv/dumps`, 'vault.example.net'],
  (secret) => [`webcam rtsp://viewer:${secret}@cam-4.local:554/stream1 lost`, 'lost'],
  (secret) => [`ftp://anonymous2:${secret}@mirror.example.org/pub/a.iso (226)`, 'a.iso'],
];

const QUERIES: readonly Template[] = [
  (secret) => [`GET /v2/export?format=csv&api_key=${secret}&limit=50 HTTP/1.1 403`, 'format=csv', 'limit=50'],
  (secret) => [`https://maps.example.com/tile/7/3/2.png?apikey=${secret}`, 'tile/7/3/2.png'],
  (secret) => [`referer: https://app.example.com/invite?token=${secret}&org=5`, 'org=5'],
  (secret) => [`POST https://id.example.com/oauth?client_id=web&client_secret=${secret}&grant_type=client_credentials`, 'client_id=web'],
  (secret) => [`fetch("https://x.example.com/a?refresh_token=${secret}")`, 'x.example.com'],
  (secret) => [`/magic?lang=fi&otp_token=${secret} opened`, 'lang=fi', 'opened'],
  (secret) => [`https://cdn.example.com/v.mp4?Expires=1790000000&Signature=${secret}&Key-Pair-Id=K1`, 'Expires=1790000000'],
  (secret) => [
    `https://b.s3.eu-west-1.amazonaws.com/k?X-Amz-Date=20260211T083012Z&X-Amz-Signature=${secret}`,
    'X-Amz-Date=20260211T083012Z',
  ],
  (secret) => [`ws://chat.example.com/ws?room=12&session_id=${secret}`, 'room=12'],
  (secret) => [`GET /cb?state=7&id_token=${secret} -> 302`, '302'],
  (secret) => [`/graphql?access-token=${secret}#frag`, 'graphql'],
  (secret) => [`/hook?x=1;auth=${secret};y=2`, 'y=2'],
];

const FRAGMENTS: readonly Template[] = [
  (secret) => [`https://spa.example.com/#/login?id_token=${secret}&session_state=9`, 'spa.example.com'],
  (secret) => [`landed on https://spa.example.com/done#state=5&access_token=${secret}`, 'landed on', 'state=5'],
  (secret) => [`app://cb#refresh_token=${secret}&expires_in=60`, 'expires_in=60'],
];

const STORAGE: readonly Template[] = [
  (secret) => [
    `DefaultEndpointsProtocol=https;AccountName=logs7;AccountKey=${secret};EndpointSuffix=core.windows.net`,
    'AccountName=logs7',
  ],
  (secret) => [`az storage blob list --account-name logs7 --account-key ${secret} -o table`, '-o table'],
  (secret) => [`"connectionString":"AccountName=logs7;AccountKey=${secret}"`],
];

const SAS: readonly Template[] = [
  (secret) => [`PUT https://logs7.blob.core.windows.net/c/d.txt?sp=cw&sv=2023-11-03&sr=c&sig=${secret}&se=2026-02-12 201`, 'sr=c'],
  (secret) => [`azcopy copy a "https://logs7.file.core.windows.net/s?sv=2023-11-03&ss=f&sig=${secret}"`, 'ss=f'],
];

const AZURE: readonly Template[] = [
  (secret) => [`Endpoint=sb://bus7.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${secret}`, 'SharedAccessKeyName=Root'],
  (secret) => [`HostName=hub7.azure-devices.net;DeviceId=d1;SharedAccessKey=${secret}`, 'DeviceId=d1'],
];
