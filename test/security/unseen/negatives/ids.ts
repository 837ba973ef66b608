import { BASE62, BASE64, BASE64URL, type Draw, LOWER, UPPER } from '../draw.js';
import type { Negative } from '../item.js';
import { times } from '../words.js';
import { harmless, type Maker, mentioned } from './harmless.js';

/** Ids and hashes that systems hand out: they name things and open nothing. */
export const ids = (draw: Draw): readonly Negative[] =>
  Object.entries(MAKERS).flatMap(([kind, make]) => harmless(draw, [kind, 5], () => mentioned(draw, make(draw))));

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const UPPER_DIGITS = `${UPPER}0123456789`;

const MAKERS: Readonly<Record<string, Maker>> = {
  uuid: (draw) => [8, 4, 4, 4, 12].map((length) => draw.hex(length)).join('-'),
  uuid_upper: (draw) => `{${[8, 4, 4, 4, 12].map((length) => draw.hex(length).toUpperCase()).join('-')}}`,
  uuid_list: (draw) => times(3, () => [8, 4, 4, 4, 12].map((length) => draw.hex(length)).join('-')).join(','),
  ulid: (draw) => `01H${draw.text(23, CROCKFORD)}`,
  nanoid: (draw) => draw.text(21, BASE64URL),
  ksuid: (draw) => `2${draw.text(26, BASE62)}`,
  cuid: (draw) => `c${draw.text(24, `${LOWER}0123456789`)}`,
  xid: (draw) => draw.text(20, '0123456789abcdefghijklmnopqrstuv'),
  object_id: (draw) => `ObjectId("${draw.hex(24)}")`,
  git_sha: (draw) => `commit ${draw.hex(40)}`,
  git_range: (draw) => `${draw.hex(7)}..${draw.hex(7)} main -> main`,
  sha256: (draw) => `sha256:${draw.hex(64)}`,
  sha256_bare: (draw) => draw.hex(64),
  md5: (draw) => `md5 ${draw.hex(32)}`,
  sri: (draw) => `sha384-${draw.text(64, BASE64)}`,
  crc32: (draw) => `crc32=${draw.hex(8)}`,
  etag: (draw) => `etag W/"${draw.hex(6)}-${draw.text(27, BASE64)}"`,
  trace_parent: (draw) => `traceparent: 00-${draw.hex(32)}-${draw.hex(16)}-01`,
  xray: (draw) => `Root=1-${draw.hex(8)}-${draw.hex(24)};Parent=${draw.hex(16)};Sampled=1`,
  b3: (draw) => `b3: ${draw.hex(16)}-${draw.hex(16)}-1`,
  aws_resource: (draw) => `${draw.pick(['i', 'vol', 'eni', 'ami', 'igw', 'rtb'])}-0${draw.hex(16)}`,
  arn: (draw) => `arn:aws:lambda:eu-north-1:${draw.digits(12)}:function:resize:${draw.between(1, 40)}`,
  aws_request: (draw) => `x-amz-request-id: ${draw.text(16, UPPER_DIGITS)}`,
  ecr_image: (draw) => `${draw.digits(12)}.dkr.ecr.eu-north-1.amazonaws.com/web:${draw.hex(12)}`,
  pod: (draw) => `pod/web-${draw.hex(9)}-${draw.text(5, 'bcdfghjklmnpqrstvwxz2456789')}`,
  container: (draw) => `containerd://${draw.hex(64)}`,
  public_stripe: (draw) => `${draw.pick(['cus', 'pi', 'sub', 'evt', 'price', 'acct'])}_${draw.text(24, BASE62)}`,
  twilio_sid: (draw) => `${draw.pick(['AC', 'SM', 'CA', 'MG'])}${draw.hex(32)}`,
  slack_channel: (draw) => `channel C0${draw.text(9, UPPER_DIGITS)} thread ${draw.digits(10).replace(/^./, '1')}.${draw.digits(6)}`,
  snowflake: (draw) => `1${draw.digits(18)}`,
  youtube: (draw) => `https://youtu.be/${draw.text(11, BASE64URL)}`,
  short_link: (draw) => `https://ex.example/${draw.text(7, BASE62)}`,
  asset: (draw) => `/assets/index-${draw.text(8, BASE64URL)}.js`,
  s3_key: (draw) => `s3://lake/events/dt=2026-02-11/part-${draw.digits(5)}-${draw.hex(8)}.snappy.parquet`,
  lock_entry: (draw) => `"integrity": "sha512-${draw.text(86, BASE64)}=="`,
  go_sum: (draw) => `golang.org/x/net v0.${draw.between(1, 40)}.0 h1:${draw.text(43, BASE64)}=`,
  ssh_fingerprint: (draw) => `SHA256:${draw.text(43, BASE64)}`,
  public_key: (draw) => `ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB${draw.text(180, BASE64)} ops@bastion`,
  ethereum: (draw) => `0x${draw.hex(40)}`,
  vin: (draw) => `1HG${draw.text(14, '0123456789ABCDEFGHJKLMNPRSTUVWXYZ')}`,
};
