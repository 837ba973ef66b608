import type { Draw } from '../draw.js';
import type { Negative } from '../item.js';
import { harmless, type Maker, mentioned } from './harmless.js';

/** Times in the formats of the field, amounts, measures, versions: digits that look like numbers of cards, telephones and addresses. */
export const numbers = (draw: Draw): readonly Negative[] => [
  ...Object.entries(TIMES).flatMap(([kind, make]) => harmless(draw, [`time_${kind}`, 4], () => mentioned(draw, make(draw)))),
  ...Object.entries(FIGURES).flatMap(([kind, make]) => harmless(draw, [kind, 5], () => mentioned(draw, make(draw)))),
];

const two = (draw: Draw, limit: number): string => String(draw.between(1, limit)).padStart(2, '0');
const day = (draw: Draw, separator: string): string => ['2026', two(draw, 12), two(draw, 28)].join(separator);
const clock = (draw: Draw): string => `${two(draw, 23)}:${two(draw, 59)}:${two(draw, 59)}`;

const TIMES: Readonly<Record<string, Maker>> = {
  iso: (draw) => `${day(draw, '-')}T${clock(draw)}.${draw.digits(6)}+02:00`,
  sql: (draw) => `${day(draw, '-')} ${clock(draw)},${draw.digits(3)}`,
  apache: (draw) => `[${two(draw, 28)}/Feb/2026:${clock(draw)} +0100]`,
  syslog: (draw) => `Feb ${two(draw, 28)} ${clock(draw)} host-1 app[811]: ready`,
  klog: (draw) => `I02${two(draw, 28)} ${clock(draw)}.${draw.digits(6)}       1 main.go:88] ok`,
  basic: (draw) => `${day(draw, '')}T${clock(draw).replaceAll(':', '')}Z`,
  compact: (draw) => `${day(draw, '')}${clock(draw).replaceAll(':', '')}`,
  compact_ms: (draw) => `${day(draw, '')}${clock(draw).replaceAll(':', '')}${draw.digits(3)}`,
  unix_s: (draw) => `17${draw.digits(8)}`,
  unix_ms: (draw) => `17${draw.digits(11)}`,
  unix_us: (draw) => `17${draw.digits(14)}`,
  unix_ns: (draw) => `17${draw.digits(17)}`,
  unix_float: (draw) => `17${draw.digits(8)}.${draw.digits(6)}`,
  http_date: (draw) => `Wed, ${two(draw, 28)} Feb 2026 ${clock(draw)} GMT`,
  us: (draw) => `${two(draw, 12)}/${two(draw, 28)}/2026 ${two(draw, 12)}:${two(draw, 59)} PM`,
  german: (draw) => `${two(draw, 28)}.${two(draw, 12)}.2026 ${clock(draw)}`,
  week: (draw) => `2026-W${two(draw, 52)}-${draw.between(1, 7)}`,
  monotonic: (draw) => `[${draw.digits(5)}.${draw.digits(6)}] usb 1-1: new device`,
};

const FIGURES: Readonly<Record<string, Maker>> = {
  semver: (draw) => `${draw.between(0, 40)}.${draw.between(0, 99)}.${draw.between(0, 99)}-rc.${draw.between(1, 9)}+sha.${draw.hex(7)}`,
  semver_range: (draw) => `>=${draw.between(1, 9)}.${draw.between(0, 20)}.0 <${draw.between(10, 20)}.0.0-0 || ^${draw.between(1, 9)}.0.1`,
  four_part_version: (draw) => `Edg/${draw.between(100, 140)}.0.${draw.between(1000, 9999)}.${draw.between(10, 99)}`,
  assembly: (draw) => `System.Text.Json, Version=${draw.between(6, 9)}.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51`,
  windows_package: (draw) => `Package_for_KB${draw.digits(7)}~31bf3856ad364e35~amd64~~10.0.${draw.between(1, 9)}.${draw.between(0, 9)}`,
  oid: (draw) => `2.16.840.1.113730.3.${draw.between(1, 9)}.${draw.between(1, 300)}`,
  section: (draw) => `see section ${draw.between(1, 9)}.${draw.between(1, 20)}.${draw.between(1, 9)}.${draw.between(1, 9)}`,
  private_ip: (draw) => `${draw.pick(['10.4', '192.168', '172.20'])}.${draw.below(256)}.${draw.between(1, 254)}`,
  cidr: (draw) => `10.${draw.below(256)}.0.0/16, 192.168.${draw.below(256)}.0/24, 127.0.0.1, 0.0.0.0, ::1, fe80::${draw.hex(4)}`,
  euro: (draw) => `${draw.between(1, 999)}.${draw.digits(3)}.${draw.digits(3)},${draw.digits(2)} €`,
  dollar: (draw) => `$${draw.between(1, 999)},${draw.digits(3)}.${draw.digits(2)}`,
  coordinates: (draw) => `POINT(${draw.between(-179, 179)}.${draw.digits(7)} ${draw.between(-89, 89)}.${draw.digits(7)})`,
  float: (draw) => `0.${draw.digits(17)}`,
  exponent: (draw) => `${draw.between(1, 9)}.${draw.digits(15)}e-${draw.between(10, 30)}`,
  big_id: (draw) => `9${draw.digits(17)}`,
  order: (draw) => `SO-2026-${draw.digits(8)}`,
  invoice: (draw) => `INV/${draw.digits(4)}/${draw.digits(6)}`,
  isbn: (draw) => `ISBN 978-3-${draw.digits(3)}-${draw.digits(5)}-${draw.digits(1)}`,
  ean: (draw) => `EAN 73${draw.digits(11)}`,
  shipment: (draw) => `00340${draw.digits(15)}`,
  imei: (draw) => `IMEI 35${draw.digits(13)}`,
  latencies: (draw) => `p50 ${draw.between(100, 999)} p90 ${draw.between(100, 999)} p99 ${draw.between(1000, 9999)}`,
  progress: (draw) => `${draw.digits(6)}/${draw.digits(7)} rows (${draw.between(1, 99)}.${draw.digits(2)} %)`,
  byte_range: (draw) => `bytes ${draw.digits(6)}-${draw.digits(7)}/${draw.digits(8)}`,
  matrix: (draw) => `[[${draw.digits(3)}, ${draw.digits(3)}], [${draw.digits(3)}, ${draw.digits(4)}]]`,
  ratio: (draw) => `${draw.between(1, 9)}:${draw.between(1, 9)}, score ${draw.between(1, 9)}-${draw.between(1, 9)}`,
  hex_dump: (draw) => `00000${draw.digits(2)}0: ${draw.hex(4)} ${draw.hex(4)} ${draw.hex(4)} ${draw.hex(4)}  ........`,
  hex_number: (draw) => `0x${draw.hex(16)}`,
  offset: (draw) => `drift +0.${draw.digits(6)} s, offset -${draw.digits(4)} us`,
  resolution: (draw) => `1920x1080@60Hz, ${draw.digits(4)}x${draw.digits(4)}`,
  gl_account: (draw) => `GL ${draw.digits(4)}-${draw.digits(4)}-${draw.digits(3)} posted`,
  postal: (draw) => `${draw.digits(5)}-${draw.digits(4)}`,
};
